"""Times as short as a column, and times as people type them."""

from datetime import UTC, timedelta, timezone

import pytest

from agentdesk.clock import DAY, HOUR, MINUTE, from_iso
from agentdesk.clock.said import moment
from agentdesk.model import Band, Ticket
from agentdesk.tui.moments import due, short, wake

CHINA = timezone(timedelta(hours=8))
NOW = from_iso("2026-09-21T14:13:20+08:00")
"""A Monday."""
BANDS = {"due_kind": "resolution", "bands": (Band("resolution", NOW - MINUTE, NOW + 5 * MINUTE),)}
LATER = {"due_kind": "resolution", "bands": (Band("resolution", NOW - MINUTE, NOW),)}


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (0, "00:00"),
        (26 * MINUTE, "00:26"),
        (102 * MINUTE, "01:42"),
        (9 * HOUR, "9h"),
        (47 * HOUR, "47h"),
        (3 * DAY, "3d"),
    ],
)
def test_a_duration_fits_its_column(duration: int, text: str) -> None:
    assert short(duration) == text


@pytest.mark.parametrize(
    ("fields", "text", "role"),
    [
        ({"due_at": NOW + 26 * MINUTE}, "00:26", "dim"),
        ({"due_at": NOW + 11 * MINUTE}, "00:11", "dim"),
        ({"due_at": NOW + 11 * MINUTE, **BANDS}, "!00:11", "amber-strong"),
        ({"due_at": NOW + 11 * MINUTE, **BANDS, "due_kind": "final"}, "00:11", "dim"),
        ({"due_at": NOW + 2 * MINUTE, **LATER}, "!!00:02", "red"),
        ({"due_at": NOW - 4 * MINUTE}, "!-00:04", "red-strong"),
        ({"state": "snoozed", "snoozed_until": from_iso("2026-09-21T18:00:00+08:00")}, "⏸18:00", "dim"),
        ({"state": "snoozed", "snoozed_until": NOW + 3 * DAY}, "⏸3d", "dim"),
        ({"state": "pending", "last_agent_at": NOW - 3 * HOUR}, "↩03:00", "faint"),
        ({"state": "solved"}, "✓", "green"),
        ({}, "–", "faint"),
    ],
)
def test_the_time_column_says_how_a_ticket_stands(fields: dict[str, object], text: str, role: str) -> None:
    found = due(Ticket(id=1, version=1, **fields), NOW, CHINA)  # type: ignore[arg-type]
    assert (found.text, found.role) == (text, role)


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2h", "2026-09-21T16:13:20+08:00"),
        ("30m", "2026-09-21T14:43:20+08:00"),
        ("1.5小时", "2026-09-21T15:43:20+08:00"),
        ("半", None),
        ("18:30", "2026-09-21T18:30:00+08:00"),
        ("9:00", "2026-09-22T09:00:00+08:00"),
        ("9点半", "2026-09-22T09:30:00+08:00"),
        ("明天9点", "2026-09-22T09:00:00+08:00"),
        ("明天下午3点", "2026-09-22T15:00:00+08:00"),
        ("明天", "2026-09-22T09:00:00+08:00"),
        ("tomorrow 9", "2026-09-22T09:00:00+08:00"),
        ("tomorrow 3pm", "2026-09-22T15:00:00+08:00"),
        ("周五10:15", "2026-09-25T10:15:00+08:00"),
        ("monday 9", "2026-09-28T09:00:00+08:00"),
        ("半小时", "2026-09-21T14:43:20+08:00"),
        ("两小时后", "2026-09-21T16:13:20+08:00"),
        ("十五分钟", "2026-09-21T14:28:20+08:00"),
        ("今晚8点前", "2026-09-21T20:00:00+08:00"),
        ("今晚八点半", "2026-09-21T20:30:00+08:00"),
        ("１８：３０", "2026-09-21T18:30:00+08:00"),
        ("晚10点", "2026-09-21T22:00:00+08:00"),
        ("明天中午12点", "2026-09-22T12:00:00+08:00"),
        ("明天中午1点", "2026-09-22T13:00:00+08:00"),
        ("明早九点", "2026-09-22T09:00:00+08:00"),
        ("周三三点", "2026-09-23T03:00:00+08:00"),
        ("周五下午十二点半", "2026-09-25T12:30:00+08:00"),
        ("后天凌晨1点", "2026-09-23T01:00:00+08:00"),
        ("今晚12点", None),
        ("三十点", None),
        ("十十十点", None),
        ("", None),
        ("25:00", None),
        ("soon", None),
    ],
)
def test_a_snooze_understands_what_people_type(words: str, iso: str | None) -> None:
    assert moment(words, NOW, CHINA) == (from_iso(iso) if iso else None)


def test_a_near_moment_is_a_time_of_day_and_a_far_one_a_distance() -> None:
    assert wake(NOW + HOUR, NOW, CHINA) == "15:13"
    assert wake(NOW + 3 * DAY, NOW, UTC) == "3d"
