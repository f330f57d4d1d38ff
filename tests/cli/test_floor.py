"""The floor as text."""

from tests.cli.calls import Calls, message


def test_those_who_lead_see_how_everybody_stands(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    desk("claim", str(ticket), "--as", "ann")
    shown = desk("floor", "--as", "cy").out.splitlines()
    assert shown[0].split() == ["Team", "open", "free", "longest", "15min", "60min", "solved"]
    assert shown[1].split() == ["Funds", "1", "0", "0m", "0", "0", "0"]
    assert next(line for line in shown if line.startswith("Ann")).split() == ["Ann", "away", "1/6", "0m", "–"]
    found = desk("floor", "--as", "cy", "--json").json
    assert [(line["team"], line["open"]) for line in found["teams"]] == [("funds", 1), ("risk", 0)]


def test_others_are_told_why_not(desk: Calls) -> None:
    refused = desk("floor", "--as", "ann")
    assert (refused.status, refused.out) == (1, "")
    assert "As agent you may not do this" in refused.err


def test_times_are_those_of_the_desk_wherever_the_terminal_is(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    desk("snooze", str(ticket), "2030-01-02T09:00", "--as", "ann")
    (found,) = desk("queue", "--view", "snoozed", "--as", "ann", "--json").json or desk("queue", "--all", "--json").json
    assert found["snoozed_until"] == 1_893_546_000_000
