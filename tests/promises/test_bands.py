"""When a promise's time turns amber and red: as its row warns, or as it says."""

import pytest

from agentdesk.clock.moment import HOUR, MINUTE
from agentdesk.model import Band, Nearness, Ticket
from agentdesk.promises.bands import band_of
from agentdesk.promises.deadlines import ClockFacts, running
from agentdesk.promises.policy import parse
from tests.promises.desk import at, local, problems_of, section

RECEIVED = "2026-11-18T10:00"


def begins(row: str, received: str = RECEIVED) -> tuple[str | None, str | None]:
    """When the first clock of a row turns amber and red."""
    (policy,) = parse([section(f"promises: {{table: [{{id: a, {row}}}]}}")]).table
    clock = next(iter(running(ClockFacts(received_at=at(received)), policy)))
    band = band_of(clock, policy.bands, policy.warns, policy.calendar)
    assert band.clock == clock.kind.value
    return local(band.amber_at), local(band.red_at)


@pytest.mark.parametrize(
    ("row", "amber", "red"),
    [
        # amber from the first warning, red from the last
        ("targets: {first_response: 4h}, warn: [50%, 15m]", "12:00", "13:45"),
        ("targets: {first_response: 4h}, warn: [15m, 1h, 50%]", "12:00", "13:45"),
        # one warning alone turns it amber; red it is once it is late
        ("targets: {first_response: 4h}, warn: 1h", "13:00", "14:00"),
        # a distance longer than the promise is left out
        ("targets: {first_response: 30m}, warn: [50%, 1h]", "10:15", "10:30"),
        # where every one is, half of the promise
        ("targets: {first_response: 30m}, warn: [2h, 1h]", "10:15", "10:30"),
        # a row may say so itself, whatever it warns
        ("targets: {first_response: 4h}, warn: 50%, bands: {amber: 30m, red: 5m}", "13:30", "13:55"),
        ("targets: {first_response: 4h}, bands: {red: 25%}", "11:00", "11:00"),
        ("targets: {first_response: 4h}, 色带: {黄: 30分钟, 红: 5分钟}", "13:30", "13:55"),
        # a row that says nothing: a quarter of an hour before
        ("targets: {first_response: 4h}", "13:45", "14:00"),
        ("targets: {first_response: 4m}", "10:02", "10:04"),
        # half of four working hours from 10:00 is over at lunch
        ("targets: {first_response: 4wh}, warn: [50%]", "12:00", "15:30"),
    ],
)
def test_a_band_begins_at_its_distance(row: str, amber: str, red: str) -> None:
    assert begins(row) == (f"2026-11-18T{amber}", f"2026-11-18T{red}")


def test_the_time_of_a_promise_is_calm_then_amber_then_red_then_late() -> None:
    due = 10 * HOUR
    ticket = Ticket(id=1, version=1, bands=(Band("resolution", due - HOUR, due - MINUTE),))
    moments = (due - HOUR - 1, due - HOUR, due - MINUTE, due, due + 1)
    assert [ticket.nearness("resolution", due, now) for now in moments] == [
        Nearness.CALM,
        Nearness.AMBER,
        Nearness.RED,
        Nearness.RED,
        Nearness.LATE,
    ]
    assert len({near.sign for near in Nearness}) == 4
    assert ticket.nearness("final", due, due) is Nearness.CALM


def test_wrong_bands_are_told() -> None:
    row = "table: [{id: a, targets: {first_response: 1h}, bands: "
    assert [found.message.code for found in problems_of(row + "{yellow: 5m}}]")] == ["rules.unknown_key"]
    assert [found.message.code for found in problems_of(row + "{red: 4wh}}]")] == ["promises.step_in_running_time"]
