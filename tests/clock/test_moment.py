"""A moment is an int of milliseconds, and its written form says the same."""

from datetime import timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock import DAY, HOUR, from_iso, to_datetime, to_iso

CHINA = timezone(timedelta(hours=8))
FIRST, LAST = from_iso("0002-01-01T00:00:00Z"), from_iso("9998-12-31T23:59:59.999Z")

zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.integers(FIRST, LAST), zones)
def test_every_moment_survives_being_written(moment: int, zone: timezone) -> None:
    assert from_iso(to_iso(moment, zone)) == moment
    assert from_iso(to_iso(moment, zone)[:23], zone) == moment
    assert to_datetime(moment, zone).utcoffset() == zone.utcoffset(None)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-02", DAY),
        ("1970-01-01T08:00:00+08:00", 0),
        ("1969-12-31T23:59:59.999+00:00", -1),
        ("2026-11-22T09:30:00.001Z", 1_795_339_800_001),
    ],
)
def test_iso_8601_is_read(text: str, moment: int) -> None:
    assert from_iso(text) == moment


def test_a_time_without_an_offset_is_the_desks_own() -> None:
    assert from_iso("1970-01-01T09:00", CHINA) == HOUR
    assert from_iso("1970-01-01T09:00+00:00", CHINA) == 9 * HOUR
    assert to_iso(0, CHINA) == "1970-01-01T08:00:00.000+08:00"
    assert to_iso(1) == "1970-01-01T00:00:00.001+00:00"


@pytest.mark.parametrize("text", ["", "today", "2026-13-01", "2026-02-30T00:00", "12:30", "2026-11-22T25:00", "昨天"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — the words are Python's own
        from_iso(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_at_the_edge_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text[:4]):
        from_iso(text)
