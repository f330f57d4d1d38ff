"""A moment in time, as milliseconds since the epoch, and its written forms."""

from datetime import UTC, datetime, timedelta, tzinfo

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH, _FIRST, _END = (datetime(year, 1, 1, tzinfo=UTC) for year in (1970, 2, 9999))


def from_iso(text: str, zone: tzinfo = UTC) -> int:
    """Return the moment that an ISO 8601 text names; one without an offset is read in `zone`.

    Raises ValueError when the text is no date and time, or lies outside the years 2 to 9998, which every zone can show.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    if not _FIRST <= moment < _END:
        raise ValueError(text)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def to_datetime(moment: int, zone: tzinfo = UTC) -> datetime:
    """Return the moment as an aware datetime in `zone`."""
    return (_EPOCH + timedelta(milliseconds=moment)).astimezone(zone)


def to_iso(moment: int, zone: tzinfo = UTC) -> str:
    """Return the moment as ISO 8601 with milliseconds and offset."""
    return to_datetime(moment, zone).isoformat(timespec="milliseconds")
