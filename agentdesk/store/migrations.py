"""How the journal's own tables came to their present shape; the folded tables are simply made again."""

from sqlite_utils import Database, Migrations

from agentdesk.store.schema import JOURNAL

journal = Migrations("journal")


@journal()
def m001_events_bodies_heads(db: Database) -> None:
    """The journal: headers, erasable bodies apart, and the head of each stream's chain."""
    for statement in JOURNAL:
        db.conn.execute(statement)
