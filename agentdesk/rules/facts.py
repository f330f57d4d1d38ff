"""What is known of a message beside its text."""

import msgspec

MINUTES_A_DAY = 1440
DIFFICULTY = ("attachments", "turns", "reopened")
"""The facts that difficulty asks for."""


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
    """How many messages the customer wrote in the last so many minutes, this one counted."""
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


def kept(facts: Facts, asked: frozenset[str], attributes: frozenset[str]) -> Kept:
    """Return the facts that differ from the usual ones, of those a rule set asks for, as a verdict keeps them."""
    found: Kept = {}
    if facts.channel:
        found["channel"] = facts.channel
    if facts.tier:
        found["tier"] = facts.tier
    if facts.category:
        found["category"] = facts.category
    if facts.lang:
        found["lang"] = facts.lang
    if facts.first:
        found["first"] = 1
    if "hours" in asked:
        found["minute_of_day"] = facts.minute_of_day
    if facts.day and "day" in asked:
        found["day"] = facts.day
    if facts.tags and "tags" in asked:
        found["tags"] = list(facts.tags)
    found |= _counted(facts, asked)
    for name in attributes:
        if name in facts.attributes:
            found[f"attribute.{name}"] = facts.attributes[name]
    return found


def _counted(facts: Facts, asked: frozenset[str]) -> Kept:
    """Return the numbers among the facts; the words of other messages are kept where those are."""
    found: Kept = {}
    words = [word for word in facts.calendar if f"calendar.{word}" in asked]
    if words:
        found["calendar"] = words
    for name in ("age", "account_age"):
        if name in asked:
            found[name] = getattr(facts, name)
    if "difficulty" in asked:
        found |= {name: value for name in DIFFICULTY if (value := getattr(facts, name))}
    if "wrote" in asked:
        found |= {f"wrote.{minutes}": count for minutes, count in facts.wrote.items()}
    return found


def restored(found: Kept, subject: str = "", earlier: tuple[str, ...] = ()) -> Facts:
    """Return the facts that `kept` made `found` of, as far as the rule set asked for them.

    The other texts of the ticket are not among what is kept: they are handed in.
    """
    tags, calendar = found.get("tags", []), found.get("calendar", [])
    return Facts(
        channel=str(found.get("channel", "")),
        tier=str(found.get("tier", "")),
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
