"""Back-test: what two rule sets make of the same tickets, and what differs, over what it is handed."""

from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec

from agentdesk.model.words import Priority
from agentdesk.rules.facts import Facts
from agentdesk.rules.settle import Settled
from agentdesk.rules.twin import MOST_REMEMBERED, Twin

MOST_EXAMPLES = 200
"""Tickets that are named of each difference."""
SMALL_TALK = Priority.NORMAL.rank


class Said(msgspec.Struct, frozen=True, array_like=True):
    """One message of a customer and the facts it had."""

    text: str
    facts: Facts


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket: what its customer wrote, oldest first, and what people set by hand ("team", "priority", "-tag")."""

    ticket: str
    said: tuple[Said, ...]
    hands: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule set makes of a ticket, all its messages together."""

    tags: tuple[str, ...] = ()
    points: int = 0
    priority: str = "normal"
    team: str = ""
    kind: str = ""
    """Row of the promise table that a rule names; "" for a plain matter."""


class Difference(msgspec.Struct, frozen=True):
    """Something that differs: `what` is "tag_gained", "tag_lost", "priority", "team" or "kind"."""

    what: str
    was: str
    now: str


class Seen(msgspec.Struct):
    """How many tickets have a difference, and the first of them."""

    tickets: int = 0
    examples: list[str] = []

    def add(self, tickets: int, examples: Iterable[str]) -> None:
        """Count tickets in, keeping the first few names."""
        self.tickets += tickets
        if (room := MOST_EXAMPLES - len(self.examples)) > 0:
            self.examples.extend(islice(examples, room))


class Tally(msgspec.Struct, kw_only=True):
    """The differences of many tickets, counted."""

    messages: int = 0
    tickets: int = 0
    changed: int = 0
    """Tickets with any difference."""
    by_what: dict[str, int] = {}
    """Tickets by the kind of difference, each counted once a kind: tags, priority, team, kind."""
    differences: dict[Difference, Seen] = {}

    def count(self, case: Case, found: Sequence[Difference]) -> None:
        """Take in one ticket."""
        self.messages += len(case.said)
        self.tickets += 1
        self.changed += bool(found)
        for difference in found:
            self.differences.setdefault(difference, Seen()).add(1, (case.ticket,))
        for what in {kind_of(difference) for difference in found}:
            self.by_what[what] = self.by_what.get(what, 0) + 1

    def merge(self, other: "Tally") -> None:
        """Take in the tickets that another tally counted, which come behind ours."""
        self.messages += other.messages
        self.tickets += other.tickets
        self.changed += other.changed
        for what, count in other.by_what.items():
            self.by_what[what] = self.by_what.get(what, 0) + count
        for difference, seen in other.differences.items():
            self.differences.setdefault(difference, Seen()).add(seen.tickets, seen.examples)


def kind_of(difference: Difference) -> str:
    """Return what a limit calls a difference: tags gained and lost are both "tags"."""
    return "tags" if difference.what.startswith("tag_") else difference.what


class Review(msgspec.Struct, frozen=True):
    """What both rule sets make of a ticket."""

    then: Outcome
    now: Outcome
    differences: tuple[Difference, ...]


class Reviewer:
    """Asks two rule sets of tickets; what is common among tickets is worked out once."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._known: dict[tuple[tuple[str, ...], tuple[int, ...]], Review] = {}

    def review(self, case: Case) -> Review:
        """Return what both make of a ticket. What people set by hand is theirs in both."""
        verdicts = [self._twin.judge(said.text, said.facts) for said in case.said]
        key = (case.hands, tuple(verdict.number for verdict in verdicts))
        review = self._known.get(key)
        if review is None:
            then = outcome([verdict.then for verdict in verdicts], case.hands)
            now = outcome([verdict.now for verdict in verdicts], case.hands)
            review = Review(then, now, tuple(differences(then, now)))
            if len(self._known) < MOST_REMEMBERED and all(verdict.number for verdict in verdicts):
                self._known[key] = review
        return review


def outcome(verdicts: Sequence[Settled], hands: Sequence[str] = ()) -> Outcome:
    """Return what the verdicts on a ticket's messages come to, as the desk applies them one after the other.

    Tags add up, priority only rises, the first route names the team, the last kind of promise holds; small talk on a
    running ticket moves nothing.
    """
    tags: dict[str, None] = {}
    points, priority, team, kind = 0, "normal", "", ""
    for place, verdict in enumerate(verdicts):
        tags = {tag: None for tag in tags if tag not in verdict.untags} | dict.fromkeys(verdict.tags)
        rank = Priority(verdict.priority).rank
        if place == 0:
            points, priority = verdict.points, verdict.priority
        else:
            points = max(points, verdict.points)
            priority = priority if Priority(priority).rank <= rank else verdict.priority
        kind = verdict.sla or kind
        if place == 0 or verdict.points > 0 or rank < SMALL_TALK:
            team = team or verdict.route
    return Outcome(
        tags=tuple(tag for tag in tags if f"-{tag}" not in hands),
        points=points,
        priority="" if "priority" in hands else priority,
        team="" if "team" in hands else team,
        kind=kind,
    )


def differences(then: Outcome, now: Outcome) -> list[Difference]:
    """Return what differs, nothing when both are the same."""
    found = [Difference("tag_gained", "", tag) for tag in now.tags if tag not in then.tags]
    found += [Difference("tag_lost", tag, "") for tag in then.tags if tag not in now.tags]
    for what in ("priority", "team", "kind"):
        was, is_now = getattr(then, what), getattr(now, what)
        if was != is_now:
            found.append(Difference(what, was, is_now))
    return found
