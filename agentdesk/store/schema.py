"""The tables: the journal, which is the truth and migrates, and those folded from it, which can be made again."""

from agentdesk.model.fold import FOLD_VERSION
from agentdesk.store.driver import Connection

APPLICATION_ID = 0x41_44_53_4B
"""«ADSK» in the header of the file: a file without it is not a desk."""
JOURNAL_VERSION = 1
USER_VERSION = JOURNAL_VERSION * 1000 + FOLD_VERSION
"""What `PRAGMA user_version` holds: which journal and which fold wrote the tables."""

JOURNAL = (
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        recorded_at INTEGER NOT NULL, at INTEGER NOT NULL,
        stream TEXT NOT NULL, version INTEGER NOT NULL,
        actor TEXT NOT NULL, kind TEXT NOT NULL, schema INTEGER NOT NULL,
        data TEXT NOT NULL, digest BLOB, chain BLOB NOT NULL,
        UNIQUE (stream, version)
    ) STRICT""",
    "CREATE TABLE bodies (seq INTEGER PRIMARY KEY, salt BLOB NOT NULL, body TEXT NOT NULL) STRICT",
    "CREATE TABLE heads (stream TEXT PRIMARY KEY, version INTEGER NOT NULL, chain BLOB NOT NULL) STRICT, WITHOUT ROWID",
)

_OPEN = "state = 'open' AND archived = 0"
_LIVE = "state IN ('open', 'pending', 'snoozed') AND archived = 0"
_RESTING = "state IN ('pending', 'snoozed') AND archived = 0"
_DONE = "state IN ('solved', 'closed') AND archived = 0"

LAST_DUE = "coalesce(due_at, 9223372036854775807)"
"""Orders tickets by their nearest promise; those without one come last."""

FOLDED = {
    "tickets": """CREATE TABLE tickets (
        id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL DEFAULT 'open', subject TEXT NOT NULL DEFAULT '', preview TEXT NOT NULL DEFAULT '',
        customer INTEGER NOT NULL DEFAULT 0, customer_name TEXT NOT NULL DEFAULT '',
        tier TEXT NOT NULL DEFAULT 'ordinary', channel TEXT NOT NULL DEFAULT 'other',
        conversation TEXT NOT NULL DEFAULT '', category TEXT NOT NULL DEFAULT '', lang TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL DEFAULT 'matter', owner TEXT, team TEXT, proposed_team TEXT, accused TEXT,
        skills TEXT NOT NULL DEFAULT '[]', dedicated INTEGER NOT NULL DEFAULT 0, incident TEXT, parent INTEGER,
        merged_into INTEGER, sent_at INTEGER, sent_by TEXT, sent_from TEXT, offered_team TEXT, offered_to TEXT,
        bounces INTEGER NOT NULL DEFAULT 0, promise TEXT NOT NULL DEFAULT '', promised_at INTEGER, promised_who TEXT,
        escalated_at INTEGER, escalated_to TEXT, escalated_for TEXT NOT NULL DEFAULT '',
        follow_up TEXT NOT NULL DEFAULT '', follow_up_at INTEGER,
        severity INTEGER, about INTEGER, rating INTEGER, rating_comment TEXT NOT NULL DEFAULT '', rated_at INTEGER,
        rated_agent TEXT, rated_team TEXT,
        priority TEXT NOT NULL DEFAULT 'normal', points INTEGER NOT NULL DEFAULT 0,
        tags TEXT NOT NULL DEFAULT '[]', hands TEXT NOT NULL DEFAULT '[]',
        checks TEXT NOT NULL DEFAULT '[]', checked TEXT NOT NULL DEFAULT '[]', articles TEXT NOT NULL DEFAULT '[]',
        created_at INTEGER NOT NULL DEFAULT 0, received_at INTEGER NOT NULL DEFAULT 0,
        updated_at INTEGER NOT NULL DEFAULT 0, last_customer_at INTEGER, last_agent_at INTEGER,
        first_answer_at INTEGER, waiting_since INTEGER, solved_at INTEGER, closed_at INTEGER, snoozed_until INTEGER,
        pauses TEXT NOT NULL DEFAULT '[]', reopened INTEGER NOT NULL DEFAULT 0,
        reopened_at INTEGER,
        messages INTEGER NOT NULL DEFAULT 0, first_due INTEGER, next_due INTEGER, resolve_due INTEGER,
        final_due INTEGER, update_due INTEGER, due_at INTEGER, due_kind TEXT NOT NULL DEFAULT '',
        bands TEXT NOT NULL DEFAULT '[]', lane INTEGER NOT NULL DEFAULT 1,
        order_at INTEGER NOT NULL DEFAULT 0, imported INTEGER NOT NULL DEFAULT 0, archived INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "ticket_tags": """CREATE TABLE ticket_tags (
        tag TEXT NOT NULL, ticket INTEGER NOT NULL, lane INTEGER NOT NULL DEFAULT 1,
        order_at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (tag, ticket)) STRICT, WITHOUT ROWID""",
    "messages": """CREATE TABLE messages (
        ticket INTEGER NOT NULL, n INTEGER NOT NULL, author TEXT NOT NULL DEFAULT '', agent TEXT,
        at INTEGER NOT NULL DEFAULT 0, text TEXT, attachments TEXT NOT NULL DEFAULT '[]', verdict TEXT,
        flagged TEXT NOT NULL DEFAULT '', withdrawn INTEGER NOT NULL DEFAULT 0, audience TEXT,
        PRIMARY KEY (ticket, n)) STRICT, WITHOUT ROWID""",
    "deliveries": """CREATE TABLE deliveries (
        ticket INTEGER NOT NULL, n INTEGER NOT NULL, channel TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL DEFAULT 'held', due_at INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
        detail TEXT NOT NULL DEFAULT '', PRIMARY KEY (ticket, n)) STRICT, WITHOUT ROWID""",
    "timers": """CREATE TABLE timers (
        ticket INTEGER NOT NULL, timer TEXT NOT NULL, step INTEGER NOT NULL, due_at INTEGER NOT NULL,
        PRIMARY KEY (ticket, timer)) STRICT, WITHOUT ROWID""",
    "fired": """CREATE TABLE fired (
        ticket INTEGER NOT NULL, timer TEXT NOT NULL, step INTEGER NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (ticket, timer, step)) STRICT, WITHOUT ROWID""",
    "tasks": """CREATE TABLE tasks (
        id TEXT PRIMARY KEY, ticket INTEGER NOT NULL, team TEXT NOT NULL DEFAULT '',
        partner TEXT NOT NULL DEFAULT '', state TEXT NOT NULL DEFAULT 'open',
        text TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT '', asked_by TEXT NOT NULL DEFAULT '',
        asked_at INTEGER NOT NULL DEFAULT 0, due_at INTEGER, done_at INTEGER, done_by TEXT,
        reminded_at INTEGER) STRICT, WITHOUT ROWID""",
    "received": """CREATE TABLE received (
        key TEXT PRIMARY KEY, ticket INTEGER NOT NULL, n INTEGER NOT NULL, digest TEXT NOT NULL)
        STRICT, WITHOUT ROWID""",
    "customers": """CREATE TABLE customers (
        id INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL DEFAULT '',
        tier TEXT NOT NULL DEFAULT 'ordinary', attributes TEXT NOT NULL DEFAULT '{}', linked_to INTEGER,
        created_at INTEGER NOT NULL DEFAULT 0, erased INTEGER NOT NULL DEFAULT 0) STRICT""",
    "identities": """CREATE TABLE identities (
        channel TEXT NOT NULL, external TEXT NOT NULL, customer INTEGER NOT NULL,
        PRIMARY KEY (channel, external)) STRICT, WITHOUT ROWID""",
    "agents": """CREATE TABLE agents (
        id TEXT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0, name TEXT NOT NULL DEFAULT '',
        display TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT 'agent', teams TEXT NOT NULL DEFAULT '[]',
        skills TEXT NOT NULL DEFAULT '[]', languages TEXT NOT NULL DEFAULT '[]', capacity INTEGER NOT NULL DEFAULT 6,
        rooms TEXT NOT NULL DEFAULT '{}', turn INTEGER NOT NULL DEFAULT 0, active INTEGER NOT NULL DEFAULT 1,
        duty TEXT NOT NULL DEFAULT '', duty_since INTEGER NOT NULL DEFAULT 0, break_asked INTEGER,
        given_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
    "skips": """CREATE TABLE skips (
        agent TEXT NOT NULL, ticket INTEGER NOT NULL, until INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (agent, ticket)) STRICT, WITHOUT ROWID""",
    "teams": """CREATE TABLE teams (
        id TEXT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0, name_zh TEXT NOT NULL DEFAULT '',
        name_en TEXT NOT NULL DEFAULT '', active INTEGER NOT NULL DEFAULT 1) STRICT, WITHOUT ROWID""",
    "incidents": """CREATE TABLE incidents (
        id TEXT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0, stage TEXT NOT NULL DEFAULT 'suspected',
        tag TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '', lead TEXT, since INTEGER NOT NULL DEFAULT 0,
        seen INTEGER NOT NULL DEFAULT 0, usual INTEGER NOT NULL DEFAULT 0, answer_zh TEXT NOT NULL DEFAULT '',
        answer_en TEXT NOT NULL DEFAULT '', found_at INTEGER NOT NULL DEFAULT 0, opened_at INTEGER, ended_at INTEGER
        ) STRICT, WITHOUT ROWID""",
    "articles": """CREATE TABLE articles (
        id TEXT PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL DEFAULT '',
        body TEXT NOT NULL DEFAULT '', lang TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '[]',
        similar TEXT NOT NULL DEFAULT '[]', extra TEXT NOT NULL DEFAULT '{}', updated_at INTEGER NOT NULL DEFAULT 0,
        used INTEGER NOT NULL DEFAULT 0, retired INTEGER NOT NULL DEFAULT 0) STRICT""",
    "rule_sets": """CREATE TABLE rule_sets (
        version INTEGER PRIMARY KEY, hash TEXT NOT NULL, files TEXT NOT NULL, actor TEXT NOT NULL,
        at INTEGER NOT NULL, why TEXT NOT NULL DEFAULT '', brief TEXT NOT NULL DEFAULT '{}') STRICT""",
}
"""Name of each folded table and how it is made; every column has a default, since an event sets only some."""

SEARCH = {
    "message_search": "CREATE VIRTUAL TABLE message_search USING fts5(words, content='', contentless_delete=1)",
    "article_search": "CREATE VIRTUAL TABLE article_search USING fts5(words, content='', contentless_delete=1)",
    "article_terms": "CREATE VIRTUAL TABLE article_terms USING fts5vocab('article_search', 'row')",
}

INDEXES = (
    f"CREATE INDEX open_by_order ON tickets (lane, order_at, id) WHERE {_OPEN}",
    f"CREATE INDEX open_by_team ON tickets (team, lane, order_at, id) WHERE {_OPEN}",
    f"CREATE INDEX free_by_order ON tickets (lane, order_at, id) WHERE owner IS NULL AND {_OPEN}",
    f"CREATE INDEX free_by_team ON tickets (team, lane, order_at, id) WHERE owner IS NULL AND {_OPEN}",
    f"CREATE INDEX live_by_owner ON tickets (owner, lane, order_at, id) WHERE {_LIVE}",
    f"CREATE INDEX open_by_due ON tickets (due_at, id) WHERE due_at IS NOT NULL AND {_OPEN}",
    f"CREATE INDEX open_by_team_due ON tickets (team, due_at, id) WHERE due_at IS NOT NULL AND {_OPEN}",
    f"CREATE INDEX open_by_waiting ON tickets (waiting_since) WHERE waiting_since IS NOT NULL AND {_OPEN}",
    f"CREATE INDEX resting_by_order ON tickets (lane, order_at, id) WHERE {_RESTING}",
    f"CREATE INDEX live_by_follow_up ON tickets (follow_up_at) WHERE follow_up_at IS NOT NULL AND {_LIVE}",
    f"CREATE INDEX done_by_order ON tickets (lane, order_at, id) WHERE {_DONE}",
    f"CREATE INDEX waiting_by_team ON tickets (team, waiting_since) WHERE waiting_since IS NOT NULL AND {_OPEN}",
    f"CREATE INDEX solved_by_team ON tickets (team, solved_at) WHERE solved_at IS NOT NULL AND {_DONE}",
    f"CREATE INDEX live_load ON tickets (owner, channel, kind, state) WHERE owner IS NOT NULL AND {_LIVE}",
    f"CREATE INDEX backlog_by_team ON tickets (team, {LAST_DUE}, id) WHERE owner IS NULL AND {_OPEN}",
    # Satisfaction of a team since midnight.
    "CREATE INDEX rated_by_team ON tickets (rated_team, rated_at) WHERE rated_at IS NOT NULL AND archived = 0",
    # Arrivals and answers of the last hours, a range a quarter of an hour.
    "CREATE INDEX messages_by_time ON messages (author, at) WHERE author IN ('customer', 'agent') AND withdrawn = 0",
    # What was whispered to somebody since their screen last looked.
    "CREATE INDEX whispers_by_time ON messages (audience, at) WHERE audience IS NOT NULL",
    "CREATE INDEX skips_by_time ON skips (agent, until)",
    f"CREATE INDEX live_by_id ON tickets (id) WHERE {_LIVE}",
    "CREATE INDEX handled_by_id ON tickets (id) WHERE hands <> '[]'",
    "CREATE INDEX tickets_by_customer ON tickets (customer, id)",
    # How often a customer wrote lately: rules ask at every message.
    "CREATE INDEX tickets_by_writing ON tickets (customer, last_customer_at) WHERE last_customer_at IS NOT NULL",
    "CREATE INDEX messages_by_writing ON messages (ticket, at) WHERE author = 'customer'",
    "CREATE INDEX tickets_by_conversation ON tickets (conversation) WHERE conversation <> ''",
    "CREATE INDEX tags_by_ticket ON ticket_tags (ticket)",
    "CREATE INDEX tags_by_order ON ticket_tags (tag, lane, order_at, ticket)",
    "CREATE INDEX timers_by_due ON timers (due_at)",
    "CREATE INDEX deliveries_by_due ON deliveries (state, due_at)",
    "CREATE INDEX tasks_by_ticket ON tasks (ticket)",
    "CREATE INDEX tasks_by_team ON tasks (team, asked_at, id) WHERE state = 'open'",
    f"CREATE INDEX offered_by_team ON tickets (offered_team, id) WHERE offered_team IS NOT NULL AND {_LIVE}",
    f"CREATE INDEX offered_by_agent ON tickets (offered_to, id) WHERE offered_to IS NOT NULL AND {_LIVE}",
    f"CREATE INDEX sent_by_owner ON tickets (owner, id) WHERE sent_at IS NOT NULL AND {_LIVE}",
    f"CREATE INDEX escalated_by_team ON tickets (team, escalated_at, id) WHERE escalated_at IS NOT NULL AND {_LIVE}",
    "CREATE INDEX tickets_by_parent ON tickets (parent) WHERE parent IS NOT NULL",
    "CREATE INDEX tickets_about ON tickets (about) WHERE about IS NOT NULL",
    "CREATE INDEX tickets_by_incident ON tickets (incident, id) WHERE incident IS NOT NULL",
    "CREATE INDEX tickets_by_receipt ON tickets (received_at, id) WHERE imported = 0",
    "CREATE INDEX incidents_by_stage ON incidents (stage, found_at)",
    "CREATE INDEX merged_by_main ON tickets (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX identities_by_customer ON identities (customer)",
    "CREATE INDEX customers_by_link ON customers (linked_to) WHERE linked_to IS NOT NULL",
    "CREATE INDEX rule_sets_by_hash ON rule_sets (hash, version)",
    "CREATE UNIQUE INDEX agents_by_name ON agents (name) WHERE name <> ''",
)

TRIGGERS = (
    """CREATE TRIGGER tag_takes_its_place AFTER INSERT ON ticket_tags BEGIN
        UPDATE ticket_tags SET (lane, order_at) = (SELECT lane, order_at FROM tickets WHERE id = NEW.ticket)
        WHERE tag = NEW.tag AND ticket = NEW.ticket AND EXISTS (SELECT 1 FROM tickets WHERE id = NEW.ticket);
    END""",
    """CREATE TRIGGER tags_follow_their_ticket AFTER UPDATE OF lane, order_at ON tickets
        WHEN (OLD.lane, OLD.order_at) <> (NEW.lane, NEW.order_at) BEGIN
        UPDATE ticket_tags SET lane = NEW.lane, order_at = NEW.order_at WHERE ticket = NEW.id;
    END""",
)
"""A tag's row carries its ticket's order key, so that a tag's tickets stand in the order of the queue."""

MESSAGE_SHIFT = 20
"""A message's row in the search table is ticket × 2^20 + number."""
ARTICLE_FIELDS = 4
"""An article's rows in the search table are its row × 4 + 0 for the title, 1 past questions, 2 body, 3 id and tags."""


def create_folded(connection: Connection) -> None:
    """Make the folded tables with their indexes and search; within the caller's transaction."""
    for statement in (*FOLDED.values(), *SEARCH.values(), *INDEXES, *TRIGGERS):
        connection.execute(statement)


def drop_folded(connection: Connection) -> None:
    """Remove what `create_folded` made; within the caller's transaction."""
    for name in (*reversed(SEARCH), *FOLDED):
        connection.execute(f"DROP TABLE IF EXISTS {name}")


def create(connection: Connection) -> None:
    """Make a new desk in an empty database: journal by migrations, then the folded tables."""
    from sqlite_utils import Database

    from agentdesk.store.migrations import journal

    connection.execute("PRAGMA journal_mode=WAL")
    journal.apply(Database(connection))
    connection.execute("BEGIN IMMEDIATE")
    create_folded(connection)
    stamp(connection)
    connection.execute("COMMIT")


def stamp(connection: Connection) -> None:
    """Write who made the tables into the file's header."""
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={USER_VERSION}")
