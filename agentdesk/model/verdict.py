"""What the rules said of one message, small enough to be kept with every message."""

import msgspec

Span = tuple[int, int]
"""Start and end (exclusive), in characters of the text as the customer wrote it."""


class Hit(msgspec.Struct, frozen=True, array_like=True):
    """One rule that matched: its number in the rule set, and where."""

    rule: int
    spans: tuple[Span, ...] = ()


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"rules": "r", "engine": "e"}):
    """The judgement of one message by one rule set, with its reasons.

    The sentences are made again on request from the rule set of that day, which the journal keeps under `rules`.
    """

    rules: str
    """Hash of the rule set, 16 hexadecimal digits."""
    engine: int
    """Version of the engine that judged."""
    facts: dict[str, str | int | list[str]] = {}
    """The facts the rules saw, without those that have their usual value."""
    hits: tuple[Hit, ...] = ()
    shadow: tuple[Hit, ...] = ()
    """Hits of rules that are tried without effect."""
    tags: tuple[str, ...] = ()
    points: int = 0
    priority: str = "normal"
    sla: str = ""
    route: str = ""
    """The team that the first matching route names; empty when none does."""
    routes: tuple[int, ...] = ()
    """Numbers of the matching rules that name a route, the winner first."""
    articles: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    untags: tuple[str, ...] = ()
    """Tags to take off, unless a person put them on."""
    skills: tuple[str, ...] = ()
    """What whoever takes the ticket must know."""
    auto: str = ""
    """The canned reply that the customer gets at once; the first matching rule with one names it."""
    checks: tuple[str, ...] = ()
    """What an agent must have checked before the matter is settled."""
    flags: tuple[int, ...] = ()
    """Numbers of the rules whose sentence the agent should read."""
    avoid_accused: bool = False
    suggested: tuple[str, ...] = ()
    """Tags that the best rules of a contest name where none is sure, the best first; a person may take them."""
