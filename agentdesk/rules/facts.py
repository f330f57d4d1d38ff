"""What is known of a message beside its text."""

from collections.abc import Collection

import msgspec

MINUTES_A_DAY = 1440
DIFFICULTY = ("attachments", "turns", "reopened")
"""The facts that difficulty asks for."""
ASKED_AS = {"minute_of_day": "hours"}
"""What rules ask for when they want a fact that is named otherwise."""
USUAL_TIER = "ordinary"
USUAL_WROTE = 1
"""A customer wrote this one message; so many count where nobody counted."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts that rules may ask for; all are taken before the first rule judges."""

    channel: str = ""
    tier: str = ""
    category: str = ""
    """What the customer picked, as it came."""
    lang: str = ""
    first: bool = False
    """Whether this is the ticket's first message."""
    minute_of_day: int = 0
    """Minutes since midnight in the desk's zone, 0–1439."""
    day: int = 0
    """The day in the desk's zone, as `datetime.date.toordinal` counts; 0 when it is not known."""
    tags: tuple[str, ...] = ()
    """The tags the ticket already carries."""
    attributes: dict[str, str] = {}
    """What is known of the customer."""
    subject: str = ""
    earlier: tuple[str, ...] = ()
    """What the customer wrote on this ticket before, oldest first."""
    wrote: dict[int, int] = {}
    """How many messages the customer wrote in the last so many minutes, this one counted (1 where nothing is said)."""
    age: int = 0
    """Minutes since the ticket was opened."""
    account_age: int = -1
    """Minutes since the customer signed up; -1 when it is not known."""
    calendar: tuple[str, ...] = ()
    """What kind of day and hour it is, in the words of `vocabulary.CALENDAR`."""
    attachments: int = 0
    turns: int = 0
    """How many messages the customer wrote on this ticket before."""
    reopened: int = 0
    """How often the ticket was reopened."""


Kept = dict[str, str | int | list[str]]


class Keeper:
    """Picks what a verdict keeps of a message's facts: those that a rule set asks for and that are not as usual."""

    def __init__(self, asked: Collection[str], attributes: Collection[str]) -> None:
        self._texts = tuple(name for name in ("channel", "category", "lang") if name in asked)
        self._numbers = tuple(
            name for name in ("minute_of_day", "age", "account_age") if ASKED_AS.get(name, name) in asked
        )
        self._counts = (*(("day",) if "day" in asked else ()), *(DIFFICULTY if "difficulty" in asked else ()))
        self._asked = frozenset(asked)
        self._attributes = tuple(sorted(attributes))

    def kept(self, facts: Facts) -> Kept:
        """Return the facts by their names; the words of other messages are kept where those are."""
        asked = self._asked
        found: Kept = {name: value for name in self._texts if (value := getattr(facts, name))}
        if facts.tier != USUAL_TIER and "tier" in asked:
            found["tier"] = facts.tier
        if facts.first and "first" in asked:
            found["first"] = 1
        if facts.tags and "tags" in asked:
            found["tags"] = list(facts.tags)
        for name in self._numbers:
            found[name] = getattr(facts, name)
        for name in self._counts:
            if value := getattr(facts, name):
                found[name] = value
        if facts.calendar and (words := [word for word in facts.calendar if f"calendar.{word}" in asked]):
            found["calendar"] = words
        if facts.wrote and "wrote" in asked:
            found |= {f"wrote.{minutes}": count for minutes, count in facts.wrote.items() if count != USUAL_WROTE}
        for name in self._attributes:
            if name in facts.attributes:
                found[f"attribute.{name}"] = facts.attributes[name]
        return found


def restored(found: Kept, subject: str = "", earlier: tuple[str, ...] = ()) -> Facts:
    """Return the facts that a `Keeper` made `found` of, as far as the rule set asked for them.

    The other texts of the ticket are not among what is kept: they are handed in.
    """
    tags, calendar = found.get("tags", []), found.get("calendar", [])
    return Facts(
        channel=str(found.get("channel", "")),
        tier=str(found.get("tier", USUAL_TIER)),
        category=str(found.get("category", "")),
        lang=str(found.get("lang", "")),
        first=bool(found.get("first", 0)),
        minute_of_day=_number(found, "minute_of_day"),
        day=_number(found, "day"),
        tags=tuple(tags) if isinstance(tags, list) else (),
        attributes={
            name.partition(".")[2]: str(value) for name, value in found.items() if name.startswith("attribute.")
        },
        subject=subject,
        earlier=earlier,
        wrote={int(name[6:]): _number(found, name) for name in found if name.startswith("wrote.")},
        calendar=tuple(calendar) if isinstance(calendar, list) else (),
        age=_number(found, "age"),
        account_age=_number(found, "account_age", -1),
        **{name: _number(found, name) for name in DIFFICULTY},
    )


def _number(found: Kept, name: str, usual: int = 0) -> int:
    return int(str(found.get(name, usual)))
