"""The facts of a message that somebody tries the rules on, from the command line's options."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agentdesk.clock import MINUTE, SystemClock, to_datetime
from agentdesk.lang import Refusal, Why

if TYPE_CHECKING:
    from agentdesk.desk.rulebook import Rulebook
    from agentdesk.rules import Facts


def given_facts(text: str, given: dict[str, object], book: "Rulebook") -> "Facts":
    """Return the facts that the options tell; the day is today in the desk's zone. Raises `Refusal`."""
    from agentdesk.desk.facts import kind_of_hour
    from agentdesk.rules import Facts
    from agentdesk.rules.trial import language_of

    calendar = book.policies.calendar
    minute = _minutes(str(given["time"]))
    today = to_datetime(SystemClock().now(), ZoneInfo(calendar.zone)).replace(hour=minute // 60, minute=minute % 60)
    earlier = _texts(given["earlier"])
    return Facts(
        channel=str(given["channel"]),
        tier=str(given["tier"]),
        category=str(given["category"]),
        lang=str(given["language"]) or language_of(text),
        first=not (given["later"] or earlier),
        minute_of_day=minute,
        day=today.toordinal(),
        tags=_texts(given["tags"]),
        subject=str(given["subject"]) or (earlier[0] if earlier else text),
        earlier=earlier,
        turns=len(earlier),
        wrote=dict.fromkeys(book.rules.engine.windows, int(str(given["wrote"]))),
        age=_duration(str(given["age"])),
        calendar=kind_of_hour(calendar, int(today.timestamp()) * 1000),
    )


def _texts(given: object) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, tuple) else ()


def _duration(text: str) -> int:
    from agentdesk.promises.duration import Unit, parse_duration

    if not text:
        return 0
    duration = parse_duration(text)
    if duration.unit is not Unit.RUNNING:
        raise Refusal(Why.INPUT, "desk.running_only", value=text[:20])
    return duration.amount // MINUTE


def _minutes(text: str) -> int:
    hours, colon, minutes = text.partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        raise Refusal(Why.INPUT, "cli.bad_time_of_day", text=text[:20])
    return int(hours) * 60 + int(minutes)
