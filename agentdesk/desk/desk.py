"""The desk: the verbs, the reads, the feed. The only room that commits events."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from agentdesk.clock import Chance, Clock, SystemChance, SystemClock
from agentdesk.desk.queue import View, Window, queue_counts, queue_rank, queue_window
from agentdesk.desk.story import Story, read_story
from agentdesk.lang import Refusal, Why
from agentdesk.model import Agent, Team, Ticket, Verdict
from agentdesk.store.driver import DatabaseError
from agentdesk.store.protocol import Feed, Reader
from agentdesk.store.side import PRESENCE_MS, Side
from agentdesk.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from agentdesk.desk.bulk import OnTicket
    from agentdesk.desk.care import Care
    from agentdesk.desk.command import Command, Done
    from agentdesk.desk.filter import Names
    from agentdesk.desk.floor import Floor
    from agentdesk.desk.heed import Heard
    from agentdesk.desk.inbound import Inbound, InboundConversation
    from agentdesk.desk.rulebook import Rulebook, Rulebooks
    from agentdesk.desk.searching import Found
    from agentdesk.desk.sharing.people import PresenceLine
    from agentdesk.desk.verbs.receive import Receipt
    from agentdesk.desk.views import SavedViews
    from agentdesk.desk.work import Work
    from agentdesk.desk.worklist import Correction
    from agentdesk.kb import Knowledge
    from agentdesk.promises.clocks import ClockLine


MACHINES = frozenset({"customer", "rules", "keeper", "system", "import"})
"""Actors that are nobody who works here."""


class Desk:
    """A desk at work. Any thread may use it; each gets a connection of its own."""

    store_errors = (DatabaseError,)
    """What a store that cannot be used for the moment raises, beside `Refusal` and OSError."""

    def __init__(
        self, store: SqliteStore, clock: Clock, chance: Chance, tried: Mapping[str, str] | None = None
    ) -> None:
        self.store = store
        self.clock = clock
        self.chance = chance
        self._tried = tried
        self._books: Rulebooks | None = None
        self._side: Side | None = None

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        clock: Clock | None = None,
        chance: Chance | None = None,
        create: bool = False,
        tried: Mapping[str, str] | None = None,
    ) -> "Desk":
        """Open the desk at `path`; with `create` an empty store is made where there is none.

        `tried` are rule files to judge with instead of those in force. Raises `Refusal`.
        """
        chance = chance or SystemChance()
        return cls(SqliteStore(Path(path), chance, create=create), clock or SystemClock(), chance, tried)

    @property
    def books(self) -> "Rulebooks":
        """The compiled rule sets; a desk that only reads never compiles one."""
        if self._books is None:
            from agentdesk.desk.rulebook import Rulebooks

            self._books = Rulebooks(self._tried)
        return self._books

    @property
    def is_trying(self) -> bool:
        """Whether rules are tried here that are not in force."""
        return self._tried is not None

    @property
    def side(self) -> Side:
        """Drafts, presence, view settings, leases."""
        if self._side is None:
            self._side = Side(self.store.files.side)
        return self._side

    @property
    def kb(self) -> "Knowledge":
        """The knowledge base."""
        from agentdesk.kb import Knowledge

        return Knowledge(self.store, lambda: self.rulebook().rules.replies)

    def reader(self) -> Reader:
        """Return a reader for the calling thread."""
        return self.store.read()

    def rulebook(self) -> "Rulebook":
        """Return the rule set in force, or the one that is tried; raises `Refusal` when there is none."""
        return self.books.in_force(self.reader())

    def sit(self, name: str) -> Agent:
        """Return the agent of this name; raises `Refusal` with the nearest name."""
        agent = self.reader().agent_by_name(name)
        if agent is None:
            from agentdesk.desk.nearest import nearest_word

            near = nearest_word(name, (other.name for other in self.reader().agents()))
            raise Refusal(Why.INPUT, "desk.no_agent", name=name, near=near)
        if not agent.active:
            raise Refusal(Why.FORBIDDEN, "desk.agent_gone", name=name)
        return agent

    @contextmanager
    def work(self, actor: str) -> "Iterator[Work]":
        """Open a transaction as `actor` (an agent's id, or "customer", "keeper", "system", "import")."""
        from agentdesk.desk.work import Work

        self._ready()
        with self.store.write() as tx:
            yield Work(tx, tx.agent(actor) or actor, self.clock.now(), self.books, self.chance)

    @contextmanager
    def rehearsal(self, actor: str) -> "Iterator[Work]":
        """Open a transaction in which verbs decide as always and nothing is kept; nobody waits for it."""
        from agentdesk.desk.work import Work

        self._ready()
        with self.store.rehearse() as tx:
            yield Work(tx, tx.agent(actor) or actor, self.clock.now(), self.books, self.chance)

    def _ready(self, *, judging: bool = False) -> None:
        """Read the rule set before the write lock is taken, so that nobody waits for that."""
        with suppress(Refusal):  # a verb that needs rules says so itself
            book = self.rulebook()
            _ = book.policies, book.lifecycle, book.sharing, judging and book.rules.engine

    def do(self, *commands: "Command", actor: str) -> "Done":
        """Carry out commands in one transaction, all or nothing, durably; raises `Refusal`."""
        from agentdesk.desk.command import Done

        with self.work(actor) as work:
            for command in commands:
                permit(work, command)
                command.decide(work)
        return Done(tuple(work.tickets.values()), tuple(work.said), tuple(work.events))

    def receive(self, messages: "Sequence[Inbound]") -> "list[Receipt]":
        """Take in messages in one transaction; durable when it returns."""
        from agentdesk.desk.verbs.receive import receive

        self._ready(judging=True)
        with self.work("customer") as work:
            return [receive(work, message) for message in messages]

    def bring(self, conversations: "Sequence[InboundConversation]", *, open_waiting: bool) -> list[str]:
        """Bring conversations in as history in one transaction; return what became of each."""
        from agentdesk.desk.verbs.bring import bring

        self._ready(judging=open_waiting)
        with self.work("import") as work:
            return [bring(work, conversation, open_waiting=open_waiting) for conversation in conversations]

    def queue(self, view: View, start: int = 0, size: int = 50, turn: int = 0) -> Window:
        """Return a part of a view."""
        with self.store.snapshot() as reader:
            return queue_window(reader, view, start, size, turn, self.clock.now())

    def rank(self, view: View, ticket: int, turn: int = 0) -> int | None:
        """Return a ticket's place in a view, None when it is not in it."""
        with self.store.snapshot() as reader:
            found = reader.ticket(ticket)
            return queue_rank(reader, view, found, turn, self.clock.now()) if found else None

    def counts(self, agent: Agent) -> dict[str, int]:
        """Return how many tickets each view holds, counted to 1,000."""
        with self.store.snapshot() as reader:
            return queue_counts(reader, agent, self.clock.now())

    def story(self, ticket: int, me: Agent | None = None) -> Story:
        """Return a ticket with its conversation, as far as `me` may read it; raises `Refusal` when there is none."""
        with self.store.snapshot() as reader:
            return read_story(reader, ticket, me)

    def clocks(self, ticket: int) -> "tuple[ClockLine, ...]":
        """Return how each promise of a ticket stands; raises `Refusal` when there is no such ticket."""
        from agentdesk.desk.clocks import read_clocks

        with self.store.snapshot() as reader:
            return read_clocks(reader, ticket, self.rulebook().policies, self.clock.now())

    def why(self, ticket: int, lang: str, rule: str = "") -> tuple[str, ...]:
        """Return the reasons for everything decided about a ticket, as lines; with `rule`, what that one saw of it."""
        from agentdesk.desk.why import why_lines

        with self.store.snapshot() as reader:
            return tuple(why_lines(reader, ticket, lang, rule))

    def reasons(self, verdict: Verdict | None, lang: str) -> str:
        """Return a verdict's reasons in one line; "" when no rule matched."""
        from agentdesk.desk.reasons import reason_line

        return reason_line(self.reader(), verdict, lang) if verdict is not None else ""

    def find(self, query: str, limit: int = 50) -> "tuple[Found, ...]":
        """Return the ticket with that number, those of customers of that name, those with a message of these words.

        The newest messages come first. Where none holds all words of a longer query, those that hold most are found.
        """
        from agentdesk.desk.searching import search

        return search(self.reader(), query, limit, self.clock.now())

    def agents(self) -> tuple[Agent, ...]:
        """Return who works here."""
        return self.reader().agents()

    def teams(self) -> tuple[Team, ...]:
        """Return the teams."""
        return self.reader().teams()

    def names(self, me: Agent | None = None) -> "Names":
        """Return whom and what a filter can name; `me` is who asks."""
        from agentdesk.desk.views import names_of

        with self.store.snapshot() as reader:
            return names_of(reader, me)

    def views(self, me: Agent) -> "SavedViews":
        """Return the views that a person saved."""
        from agentdesk.desk.views import SavedViews

        return SavedViews(self.side, me, self.names)

    def called(self, lang: str) -> dict[str, str]:
        """Return what tags and rules are called in a language, where that is another name than their own."""
        brief = self.reader().rules_brief(self.rules_hash())
        return {name: brief.called(name, lang) for name in brief.names}

    def zone(self) -> str:
        """Return the desk's zone, in which times are shown, as the rule set in force names it."""
        return self.reader().rules_brief(self.rules_hash()).zone

    def rules_hash(self) -> str:
        """Return the hash of the rule set in force, "" when there is none."""
        return self.reader().rules_hash()[0]

    def floor(self) -> "Floor":
        """Return how every team and every person stands."""
        from agentdesk.desk.floor import Signs, read_floor

        now, signs = self.clock.now(), Signs(self.side.present(self.clock.now()), self.absent())
        with self.store.snapshot() as reader:
            zone = reader.rules_brief(reader.rules_hash()[0]).zone
            return read_floor(reader, signs, self.rulebook().sharing, now, zone)

    def heed(self, agent: str, before: frozenset[int], since: int) -> "Heard":
        """Return what an agent should hear of, whose tickets were `before`, of what was written after `since`."""
        from agentdesk.desk.heed import heed

        with self.store.snapshot() as reader:
            return heed(reader, agent, before, since)

    def presence(self) -> "tuple[PresenceLine, ...]":
        """Return who works here, whether they are there, and how full they are."""
        from agentdesk.desk.sharing.people import read_presence

        absent = self.absent()
        with self.store.snapshot() as reader:
            return read_presence(reader, self.rulebook().sharing, absent)

    def absent(self) -> frozenset[str]:
        """Return whose screens give no sign, though nobody closed them."""
        return self.side.lost(self.clock.now() - PRESENCE_MS)

    def history(self, limit: int, start: int = 0) -> tuple[Ticket, ...]:
        """Return every ticket, solved and archived ones too, the newest first."""
        return self.reader().history(limit, start)

    @property
    def care(self) -> "Care":
        """Verify, rebuild, back up, erase."""
        from agentdesk.desk.care import Care

        return Care(self)

    @property
    def channel_folder(self) -> Path:
        """Where the file channel of this desk lives."""
        return self.store.files.channel

    @property
    def database(self) -> Path:
        """The file that a process of its own opens this desk by."""
        return self.store.files.database

    @property
    def drafts_folder(self) -> Path:
        """Where rule files are drafted when no other folder is named."""
        return self.store.files.drafts

    def worklist(self, limit: int, before: int | None = None) -> "tuple[Correction, ...]":
        """Return what people corrected of the rules' decisions, on the newest tickets first."""
        from agentdesk.desk.worklist import worklist

        with self.store.snapshot() as reader:
            return worklist(reader, limit, before)

    def trouble(self, error: Exception) -> Refusal | None:
        """Return what the store's own error means for its users, None when it is no trouble of the store's."""
        from agentdesk.store.trouble import refusal_of

        return refusal_of(error, self.store.files.database)

    def feed(self) -> Feed:
        """Return a feed of changes that begins now."""
        return self.store.feed()

    def close(self) -> None:
        """Close the connections of every thread; no thread may use the desk any more."""
        if self._side is not None:
            self._side.close()
        self.store.close()


def permit(work: "Work", command: "Command | OnTicket") -> None:
    """Refuse a command that the person's role may not give, and anybody who does not work here."""
    if work.person is None and work.actor not in MACHINES:
        raise Refusal(Why.FORBIDDEN, "desk.agent_gone", name=work.actor)
    if work.person is not None and not work.person.active:
        raise Refusal(Why.FORBIDDEN, "desk.agent_gone", name=work.person.name)
    if work.person is not None and work.person.role not in command.roles:
        from agentdesk.desk.errors import wrong_role

        told = wrong_role(work.person.role, command.roles)
        raise Refusal(Why.FORBIDDEN, told.code, **told.params)
