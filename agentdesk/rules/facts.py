"""What is known of a message beside its text."""

import msgspec

MINUTES_A_DAY = 1440


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
    for name in attributes:
        if name in facts.attributes:
            found[f"attribute.{name}"] = facts.attributes[name]
    return found


def restored(found: Kept) -> Facts:
    """Return the facts that `kept` made `found` of, as far as the rule set asked for them."""
    tags = found.get("tags", [])
    return Facts(
        channel=str(found.get("channel", "")),
        tier=str(found.get("tier", "")),
        category=str(found.get("category", "")),
        lang=str(found.get("lang", "")),
        first=bool(found.get("first", 0)),
        minute_of_day=int(str(found.get("minute_of_day", 0))),
        day=int(str(found.get("day", 0))),
        tags=tuple(tags) if isinstance(tags, list) else (),
        attributes={
            name.partition(".")[2]: str(value) for name, value in found.items() if name.startswith("attribute.")
        },
    )
