"""A shift in the lab, from the command line."""

from tests.cli.calls import Calls, told


def test_a_shift_tells_the_floor_promises_and_what_customers_said(desk: Calls) -> None:
    ran = desk("shift", "--hours", "1", "--agents", "3", "--customers", "12", "--lang", "en")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].split()[:4] == ["time", "open", "free", "longest"]
    assert lines[1].split()[0] == "15:00"
    assert any(line.startswith("12 tickets, ") for line in lines)
    assert any(line.startswith("first response: ") for line in lines)
    assert not any("Incident" in line for line in lines)


def test_an_incident_outside_the_shift_or_at_no_time_is_refused(desk: Calls) -> None:
    late = desk("shift", "--hours", "2", "--incident", "20:00", "--lang", "en")
    told(late, 2, "20:00 lies outside the shift, which begins at 14:00 and lasts 2 hours.")
    wrong = desk("shift", "--incident", "tonight", "--lang", "en")
    told(wrong, 2, "“tonight” is no time of the day: write 20:00.")
