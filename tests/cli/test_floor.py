"""The floor as text."""

from tests.cli.calls import Calls, message


def test_those_who_lead_see_how_everybody_stands(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    desk("claim", str(ticket), "--as", "ann")
    shown = desk("floor", "--as", "cy").out.splitlines()
    assert shown[0].split() == ["Team", "open", "free", "longest", "15min", "60min", "solved", "rated"]
    assert shown[1].split() == ["Funds", "1", "0", "0m", "0", "0", "0", "–"]
    assert next(line for line in shown if line.startswith("Ann")).split() == ["Ann", "away", "–", "1/6", "0m", "–"]
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


def test_what_was_rated_what_came_and_what_was_answered(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    desk("reply", str(ticket), "好的", "--as", "ann")
    desk("rate", str(ticket), "4", "--as", "cy")
    desk("presence", "busy", "--as", "ann")
    shown = desk("floor", "--as", "cy").out.splitlines()
    assert shown[1].split()[-2:] == ["4.0", "(1)"]
    assert next(line for line in shown if line.startswith("Ann")).split()[:4] == ["Ann", "busy", "0m", "1/6"]
    plot = [line for line in shown if "█" in line]
    assert [line.split()[-1] for line in plot[1:]] == ["1", "1"]
    assert "8 hours (█ is 1)" in plot[0]
    found = desk("floor", "--as", "cy", "--json").json
    assert (found["teams"][0]["satisfaction"], found["teams"][0]["rated"]) == (4.0, 1)
    assert (sum(found["pace"]["arrivals"]), sum(found["pace"]["answers"])) == (1, 1)


def test_a_note_for_the_agent_alone(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    desk("claim", str(ticket), "--as", "ann")
    assert desk("note", str(ticket), "别承诺时间", "--for-agent", "--as", "bo").status == 1
    assert "for Ann alone" in desk("note", str(ticket), "别承诺时间", "--for-agent", "--as", "cy").out
    assert "别承诺时间" not in desk("ticket", str(ticket), "--as", "bo").out
    assert "别承诺时间" not in desk("ticket", str(ticket), "--as", "bo", "--json").out
    assert "Note · Cy → Ann" in desk("ticket", str(ticket), "--as", "ann").out


def test_balancing_a_team_says_before_what_it_would_change(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    empty = desk("rebalance", "funds", "--dry-run", "--as", "cy")
    assert (empty.status, empty.out.splitlines()[-1][:26]) == (1, "Nobody of Funds is at work")
    desk("presence", "online", "--as", "ann")
    shown = desk("rebalance", "funds", "--dry-run", "--as", "cy")
    assert shown.status == 0
    assert "Ann" in shown.out
    assert desk("ticket", str(ticket), "--json").json["ticket"]["owner"] is None
    desk("rebalance", "funds", "--as", "cy")
    assert desk("ticket", str(ticket), "--json").json["ticket"]["owner"] is not None


def test_incidents_stand_below_while_there_are_any(desk: Calls) -> None:
    desk.receive(message("我要退款"))
    assert "refunds are down" not in desk("floor", "--as", "cy").out
    opened = desk("incident", "open", "--tag", "退款", "refunds are down", "--as", "cy", "--json").json
    shown = desk("floor", "--as", "cy").out.splitlines()[-1]
    assert shown.startswith(f"{opened['incident']['id']}  open  退款")
    assert shown.endswith("1 ticket  refunds are down")
    (told,) = desk("floor", "--as", "cy", "--json").json["incidents"]
    assert (told["title"], told["stage"]) == ("refunds are down", "open")
