"""Moments as people write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.cli.moments import local, of_day, span, until
from agentdesk.lang import Refusal

CHINA = timezone(timedelta(hours=8))
NOW = int(datetime(2026, 11, 21, 20, 14, tzinfo=CHINA).timestamp() * 1000)


def said(text: str) -> str:
    return datetime.fromtimestamp(until(text, NOW, CHINA) / 1000, CHINA).isoformat(timespec="minutes")[:16]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2h", "2026-11-21T22:14"),
        ("1h30m", "2026-11-21T21:44"),
        ("2小时", "2026-11-21T22:14"),
        ("09:00", "2026-11-22T09:00"),
        ("21：00", "2026-11-21T21:00"),
        ("2026-11-23", "2026-11-23T00:00"),
        ("2026-11-22T09:00", "2026-11-22T09:00"),
        ("明早九点", "2026-11-22T09:00"),
        ("今晚10点前", "2026-11-21T22:00"),
        ("半小时", "2026-11-21T20:44"),
        ("tomorrow 9", "2026-11-22T09:00"),
    ],
)
def test_a_moment_is_understood(text: str, moment: str) -> None:
    assert said(text) == moment


@pytest.mark.parametrize("text", ["", "soon", "25:00", "2026-13-01", "4wh", "-2h", "2026-11-22T99:00", "99999999h"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        until(text, NOW, CHINA)


@given(st.text(max_size=20))
def test_no_text_does_worse_than_be_refused(text: str) -> None:
    try:
        moment = until(text, NOW, None)
    except Refusal:
        return
    assert isinstance(moment, int)


@pytest.mark.parametrize(
    ("duration", "shown"), [(0, "0m"), (26, "26m"), (125, "2h05"), (9 * 60, "9h"), (3 * 24 * 60, "3d"), (-5, "0m")]
)
def test_a_duration_is_short(duration: int, shown: str) -> None:
    assert span(duration * 60_000) == shown


def test_a_moment_is_shown_in_the_zone_that_is_asked_for() -> None:
    assert local(NOW, CHINA) == "2026-11-21 20:14"
    assert local(NOW, UTC) == "2026-11-21 12:14"
    assert of_day(NOW - 3_600_000, NOW, CHINA) == "19:14"
    assert of_day(NOW - 86_400_000, NOW, UTC) == "11-20 12:14"
    assert until("13:00", NOW, UTC) == NOW + 46 * 60_000
