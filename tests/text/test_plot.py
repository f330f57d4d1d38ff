"""Small plots."""

from agentdesk.text import safe
from agentdesk.text.plot import axis, bars


def test_bars_tell_none_from_little_and_reach_up_to_the_peak() -> None:
    assert bars((0, 1, 50, 99, 100), 100) == safe("·▁▄██")
    assert bars((1, 2), 2, cells=2) == safe("▄▄██")
    assert bars((0, 0), 0) == safe("··")
    assert bars((5,), 2) == safe("█")


def test_labels_stand_at_their_places_as_far_as_they_fit() -> None:
    assert axis(((2, "10:00"), (10, "12:00"), (12, "12:30"), (18, "14:00")), 20) == safe("  10:00   12:00")
    assert axis((), 9) == safe("")
