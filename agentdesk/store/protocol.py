"""What a store is, whatever keeps it: one contract, one test suite."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from agentdesk.model import (
    Agent,
    Article,
    ChatMessage,
    Customer,
    Delivery,
    Event,
    Incident,
    NewEvent,
    RuleBrief,
    RuleSetInForce,
    Task,
    Team,
    Ticket,
    Timer,
)
from agentdesk.store.sieve import Sieve, Sifted

Cursor = str
"""Where a reader of the feed stands; opaque, and it promises order per stream only."""


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """Which tickets a queue shows. `teams=None` is every team, () is none; None among them is «no team yet»."""

    states: tuple[str, ...] = ("open",)
    owner: str | None = None
    free: bool = False
    """Only those that nobody owns."""
    teams: tuple[str | None, ...] | None = None
    due_before: int | None = None
    asleep: bool = False
    """Only those put aside."""
    waiting: bool = False
    """Only those whose customer waits for an answer."""


Backlog = tuple[int, int]
"""A place in a team's backlog: nearest promise and number of the ticket there."""


class Held(msgspec.Struct, frozen=True):
    """How many live tickets of one channel, kind and state a person owns."""

    owner: str
    channel: str
    kind: str
    state: str
    count: int


class Reader(Protocol):
    """Reads the tables; within a transaction it sees the transaction's own writes."""

    def ticket(self, ticket: int) -> Ticket | None:
        """Return a ticket, or None."""

    def lane(self, scope: Scope, lane: int, limit: int, offset: int = 0) -> tuple[Ticket, ...]:
        """Return a lane's tickets in the order of (order_at, id)."""

    def lane_count(self, scope: Scope, lane: int | None, limit: int) -> int:
        """Return how many tickets the lane (None: every lane) holds, at most `limit`."""

    def lane_rank(self, scope: Scope, ticket: Ticket, limit: int) -> int | None:
        """Return how many of its lane stand before the ticket, at most `limit`; None when it is not in the scope."""

    def due(self, scope: Scope, limit: int, offset: int = 0) -> tuple[Ticket, ...]:
        """Return the tickets of a scope in the order of their nearest promise."""

    def backlog(self, team: str | None, behind: Backlog | None, limit: int) -> tuple[Ticket, ...]:
        """Return a team's open tickets that nobody owns, the nearest promise first, behind a place in that order."""

    def held(self, owners: Sequence[str]) -> tuple[Held, ...]:
        """Return what these people own, counted by channel, kind and state."""

    def owned(self, agent: str, limit: int) -> tuple[Ticket, ...]:
        """Return the live tickets of a person, in the order of the queue: those that wait for others come last."""

    def skipped(self, agent: str, now: int) -> frozenset[int]:
        """Return the tickets that an agent skipped and is not offered yet."""

    def sift(self, sieve: Sieve, limit: int, budget: int) -> Sifted:
        """Return up to `limit` tickets of each lane that pass, having looked at `budget` rows of it at most."""

    def tickets(self, tickets: Sequence[int]) -> tuple[Ticket, ...]:
        """Return the tickets with these numbers, in this order; those that there are not are left out."""

    def tags(self, limit: int) -> tuple[str, ...]:
        """Return the tags that tickets carry, at most `limit`."""

    def waits_since(self, team: str | None) -> int | None:
        """Return since when that customer waits who waits longest on a team's open ticket; None when nobody does."""

    def solved_since(self, team: str | None, since: int, limit: int) -> int:
        """Return how many of a team's tickets were solved at `since` or later, at most `limit`."""

    def rated_since(self, team: str | None, since: int, limit: int) -> tuple[int, int]:
        """Return how many ratings of a team's work came at `since` or later, at most `limit`, and their sum."""

    def written(self, author: str, since: int, until: int, limit: int) -> int:
        """Return how many messages an author ("customer" or "agent") wrote from `since` to `until`, at most `limit`.

        Answers that were taken back do not count.
        """

    def live_after(self, ticket: int, limit: int) -> tuple[Ticket, ...]:
        """Return the live tickets with higher numbers than this one, the lowest first."""

    def handled(self, limit: int, before: int | None = None) -> tuple[Ticket, ...]:
        """Return tickets on which a person set team, priority or tags, the newest first, below number `before`."""

    def history(self, limit: int, offset: int = 0) -> tuple[Ticket, ...]:
        """Return every ticket, archived ones too, the newest first."""

    def messages(self, ticket: int) -> tuple[ChatMessage, ...]:
        """Return a ticket's conversation, oldest first."""

    def message(self, ticket: int, n: int) -> ChatMessage | None:
        """Return one message."""

    def whispered(self, audience: str, since: int, limit: int) -> tuple[ChatMessage, ...]:
        """Return the notes left for one agent alone that were written after a moment, the oldest first."""

    def events(self, stream: str, since: int = 0) -> tuple[Event, ...]:
        """Return a stream's events behind version `since`."""

    def tasks(self, ticket: int) -> tuple[Task, ...]:
        """Return what others were asked about a ticket."""

    def task(self, task: str) -> Task | None:
        """Return a task, or None."""

    def open_tasks(self, teams: Sequence[str], limit: int) -> tuple[Task, ...]:
        """Return what these teams were asked and did not answer yet, the oldest of each first; "" for partners."""

    def handed(self, agent: str, teams: Sequence[str], limit: int) -> tuple[Ticket, ...]:
        """Return the live tickets offered to an agent or their teams, and those sent to them and not taken yet."""

    def linked(self, ticket: int) -> tuple[Ticket, ...]:
        """Return the tickets that name this one: merged into it, split from it, continuing it, or complaining of it."""

    def incident(self, incident: str) -> Incident | None:
        """Return an incident, or None."""

    def incidents(self, stages: Sequence[str], limit: int) -> tuple[Incident, ...]:
        """Return the incidents at one of these stages, the newest of each first."""

    def of_incident(self, incident: str, limit: int, *, live: bool) -> tuple[int, ...]:
        """Return the numbers of an incident's tickets, the lowest first; with `live` those that are not solved."""

    def received_from(self, at: int) -> int | None:
        """Return the number of the first ticket received at `at` or later, None when there is none."""

    def tag_counts(self, first: int, last: int) -> dict[str, int]:
        """Return how many tickets with numbers from `first` to `last` carry each tag."""

    def tag_count(self, tag: str, first: int, last: int) -> int:
        """Return how many tickets with numbers from `first` to `last` carry a tag."""

    def tagged(self, tag: str, first: int, limit: int) -> tuple[int, ...]:
        """Return the numbers of tickets with a tag, from number `first` on, the lowest first."""

    def received(self, key: str) -> tuple[int, int, str] | None:
        """Return ticket, number and text digest of the message that came under this key, or None."""

    def conversation(self, key: str) -> Ticket | None:
        """Return the newest ticket of a channel's conversation, or None."""

    def customer(self, customer: int) -> Customer | None:
        """Return a customer, or None."""

    def customer_by(self, channel: str, external: str) -> Customer | None:
        """Return the customer whom a channel names so, following links, or None."""

    def same_customer(self, customer: int) -> tuple[int, ...]:
        """Return the numbers of all customers who are this person, by links from and to them; theirs first."""

    def external_of(self, customer: int, channel: str) -> str:
        """Return how a channel names a customer, "" when it never did."""

    def tickets_of(self, customer: int, limit: int = 50) -> tuple[Ticket, ...]:
        """Return a customer's tickets, the newest first."""

    def wrote_since(self, customer: int, since: int, limit: int) -> int:
        """Return how many messages a customer wrote at `since` or later, on all tickets, at most `limit`."""

    def next_ticket(self) -> int:
        """Return the number that the next ticket gets."""

    def next_customer(self) -> int:
        """Return the number that the next customer gets."""

    def agents(self) -> tuple[Agent, ...]:
        """Return everybody who works here, by name."""

    def agent(self, agent: str) -> Agent | None:
        """Return an agent by id, or None."""

    def agent_by_name(self, name: str) -> Agent | None:
        """Return an agent by name, or None."""

    def teams(self) -> tuple[Team, ...]:
        """Return the teams, by id."""

    def article(self, article: str) -> Article | None:
        """Return an article, or None."""

    def articles(self, limit: int = 1_000_000) -> tuple[Article, ...]:
        """Return the articles, by id."""

    def search_articles(self, expression: str, limit: int) -> tuple[tuple[Article, float], ...]:
        """Return the articles that match a search expression, the best first, with their score (higher is better)."""

    def article_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many fields of articles each term occurs; terms that no article holds are left out."""

    def article_count(self) -> int:
        """Return how many articles there are."""

    def search_messages(self, expression: str, limit: int) -> tuple[tuple[Ticket, ChatMessage], ...]:
        """Return tickets with a message that matches, the newest first, each ticket once."""

    def rules_in_force(self) -> RuleSetInForce | None:
        """Return the rule set that was applied last, or None."""

    def rules_hash(self) -> tuple[str, int]:
        """Return the hash and version of the rule set in force, ("", 0) when there is none; cheap."""

    def rule_set(self, digest: str) -> RuleSetInForce | None:
        """Return a rule set that was once in force, by its hash."""

    def rules_brief(self, digest: str) -> RuleBrief:
        """Return what a screen needs of a rule set that was once in force; an empty one when it never was."""

    def rule_sets(self) -> tuple[RuleSetInForce, ...]:
        """Return all that were ever applied, the newest first, without their files."""

    def timers_due(self, now: int, limit: int) -> tuple[Timer, ...]:
        """Return timers that are due, the oldest first."""

    def timers(self, ticket: int) -> tuple[Timer, ...]:
        """Return a ticket's timers, by name."""

    def fired(self, ticket: int) -> frozenset[tuple[str, int]]:
        """Return which steps of which timers of a ticket were carried out."""

    def timer(self, ticket: int, name: str) -> Timer | None:
        """Return a ticket's timer, or None."""

    def next_due(self) -> int | None:
        """Return when the next timer or delivery falls due, or None."""

    def delivery(self, ticket: int, n: int) -> Delivery | None:
        """Return an answer's delivery, or None."""

    def deliveries(self, states: Sequence[str], due_before: int, limit: int) -> tuple[Delivery, ...]:
        """Return deliveries in one of these states that are due, the oldest first."""

    def latest_acts(self, limit: int) -> dict[str, int]:
        """Return when each actor of the newest `limit` events did the last thing."""

    def cursor(self) -> Cursor:
        """Return the feed's newest position."""

    def changes(self, since: Cursor) -> tuple[Cursor, tuple[str, ...]]:
        """Return the newest position and the streams that changed since another."""

    def journal(self, since: Cursor, limit: int) -> tuple[Cursor, tuple[Event, ...]]:
        """Return up to `limit` events behind a position, and the position behind them."""


class Transaction(Reader, Protocol):
    """One commit: all of it or nothing."""

    def append(self, event: NewEvent, *, actor: str, now: int, expect: int | None = None) -> Event:
        """Append and fold an event; raises `Conflict` when its stream is not at version `expect`."""


class Feed(Protocol):
    """Tells what others and we ourselves commit."""

    def wait(self, timeout: float) -> tuple[str, ...] | None:
        """Return the streams that changed since the last call, or None when nothing did within `timeout` seconds."""

    def close(self) -> None:
        """Stop watching."""


class Store(Protocol):
    """Keeps the journal and the tables folded from it. It decides nothing."""

    def write(self) -> AbstractContextManager[Transaction]:
        """Open a transaction; it is durable when the context is left without an error, and gone with one."""

    def read(self) -> Reader:
        """Return a reader for the calling thread."""

    def snapshot(self) -> AbstractContextManager[Reader]:
        """Hold one moment of the tables for several reads."""

    def rehearse(self) -> AbstractContextManager[Transaction]:
        """Hold one moment of the tables, and take events that are kept nowhere; each stream takes one."""

    def feed(self) -> Feed:
        """Return a new feed that begins now."""

    def verify(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong, as (code, stream or detail); nothing when all is well."""

    def rebuild(self) -> int:
        """Make the folded tables again from the journal; return the number of events."""

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Return the canonical dump of the folded tables."""

    def close(self) -> None:
        """Close the connections of every thread."""
