"""Moments and durations as people write and read them."""

import re
from datetime import datetime, timedelta, tzinfo

from agentdesk.clock import DAY, HOUR, MINUTE, from_iso
from agentdesk.lang import Refusal, Why
from agentdesk.model import Ticket

_OF_DAY = re.compile(r"(\d{1,2})[:：](\d{2})")


def local(moment: int, zone: tzinfo | None) -> str:
    """Return a moment as date and time in `zone`, None for the machine's: `2026-11-22 09:00`."""
    return _in(zone, moment).strftime("%Y-%m-%d %H:%M")


def of_day(moment: int, now: int, zone: tzinfo | None) -> str:
    """Return the time of day in `zone`, with the date when it is another day: `09:00`, `11-22 09:00`."""
    then, today = (_in(zone, at) for at in (moment, now))
    return then.strftime("%H:%M" if then.date() == today.date() else "%m-%d %H:%M")


def span(duration: int) -> str:
    """Return a duration as short as a column: `26m`, `2h05`, `9h`, `3d`."""
    if duration >= 2 * DAY:
        return f"{duration // DAY}d"
    if duration >= 8 * HOUR:
        return f"{duration // HOUR}h"
    hours, minutes = divmod(max(0, duration) // MINUTE, 60)
    return f"{hours}h{minutes:02}" if hours else f"{minutes}m"


def left(ticket: Ticket, clock: str, due_at: int, now: int) -> str:
    """Return how far the promise of that name is, behind the sign of its band: `9h`, `!26m`, `!!4m`, `!-2h05`."""
    return f"{ticket.nearness(clock, due_at, now).sign}{span(abs(due_at - now))}"


def until(text: str, now: int, zone: tzinfo | None) -> int:
    """Return the moment that `2h`, `09:00`, `2026-11-22T09:00`, `tomorrow 9` or `明早九点` names in `zone`.

    A time of day is the next one to come. Raises `Refusal` for what names none.
    """
    try:
        return _exact(text, now, zone)
    except Refusal:
        from agentdesk.clock.said import moment

        found = moment(text, now, zone)
        if found is None:
            raise
        return found


def _exact(text: str, now: int, zone: tzinfo | None) -> int:
    """Return the moment that `2h`, `30m`, `1h30m`, `09:00`, `2026-11-22` or `2026-11-22T09:00` names in `zone`."""
    written = text.strip()
    time_of_day = _OF_DAY.fullmatch(written)
    if time_of_day is not None:
        return _next(int(time_of_day[1]), int(time_of_day[2]), now, written, zone)
    if written[:4].isdigit() and "-" in written:
        return _written_out(written, zone)
    from agentdesk.promises.duration import Unit, parse_duration

    try:
        duration = parse_duration(written)
    except Refusal:
        raise Refusal(Why.INPUT, "cli.bad_moment", text=text[:40]) from None
    if duration.unit is not Unit.RUNNING:
        raise Refusal(Why.INPUT, "cli.bad_moment", text=text[:40])
    return now + duration.amount


def since(text: str, now: int, zone: tzinfo | None) -> int:
    """Return the moment that has been by the same words: a time of day is the last one, a duration is so long ago.

    Raises `Refusal` for anything else.
    """
    if _OF_DAY.fullmatch(text.strip()):
        return _exact(text, now - DAY, zone)
    moment = _exact(text, now, zone)
    return moment if "-" in text else 2 * now - moment


def _next(hour: int, minute: int, now: int, written: str, zone: tzinfo | None) -> int:
    today = _in(zone, now)
    try:
        then = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        raise Refusal(Why.INPUT, "cli.bad_moment", text=written[:40]) from None
    if then <= today:
        then = _as_of(zone, then.replace(tzinfo=None) + timedelta(days=1))
    return int(then.timestamp() * 1000)


def _written_out(written: str, zone: tzinfo | None) -> int:
    try:
        given = datetime.fromisoformat(written)
        return from_iso((given if given.tzinfo else _as_of(zone, given)).isoformat())
    except (ValueError, OverflowError):
        raise Refusal(Why.INPUT, "cli.bad_moment", text=written[:40]) from None


def _in(zone: tzinfo | None, moment: int) -> datetime:
    return datetime.fromtimestamp(moment / 1000, zone) if zone else datetime.fromtimestamp(moment / 1000).astimezone()


def _as_of(zone: tzinfo | None, wall: datetime) -> datetime:
    """Return what the clocks of a zone showed or will show, as a moment."""
    return wall.replace(tzinfo=zone) if zone else wall.astimezone()
