"""A moment in time, as milliseconds since the epoch, and its written forms."""

from datetime import UTC, datetime, tzinfo

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def from_iso(text: str, zone: tzinfo = UTC) -> int:
    """Return the moment that an ISO 8601 text names; one without an offset is read in `zone`.

    Raises ValueError when the text is no date and time, or lies outside the years 1 to 9999.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        return int(moment.timestamp() * 1000)
    except OverflowError as error:
        raise ValueError(text) from error


def to_datetime(moment: int, zone: tzinfo = UTC) -> datetime:
    """Return the moment as an aware datetime in `zone`."""
    return datetime.fromtimestamp(moment / 1000, zone)


def to_iso(moment: int, zone: tzinfo = UTC) -> str:
    """Return the moment as ISO 8601 with milliseconds and offset."""
    return to_datetime(moment, zone).isoformat(timespec="milliseconds")
