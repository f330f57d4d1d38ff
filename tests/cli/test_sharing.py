"""Sharing work by commands."""

from tests.cli.calls import Calls, message


def test_one_says_whether_one_works_and_sees_who_does(desk: Calls) -> None:
    assert "Ann is online" in desk("presence", "online", "--as", "ann").out
    shown = desk("presence", "--as", "bo").out.splitlines()
    assert next(line for line in shown if line.startswith("Ann")).split() == ["Ann", "online", "0m", "0", "0/6"]
    (ann,) = desk("presence", "--agent", "ann", "--json").json
    assert (ann["state"], ann["rooms"]) == ("online", {"": "0/6"})


def test_those_who_lead_say_it_for_others(desk: Calls) -> None:
    assert desk("presence", "break", "--agent", "ann", "--as", "cy").status == 0
    refused = desk("presence", "online", "--agent", "ann", "--as", "bo")
    assert (refused.status, refused.out) == (1, "")
    assert desk("presence", "onlin", "--as", "bo").status == 2


def test_capacity_by_channel(desk: Calls) -> None:
    assert desk("agents", "change", "ann", "--capacity", "5,chat=8，email=20", "--as", "cy").status == 0
    (ann,) = [agent for agent in desk("agents", "list", "--json").json if agent["name"] == "ann"]
    assert (ann["capacity"], ann["rooms"]) == (5, {"chat": 8, "email": 20})
    assert desk("agents", "change", "ann", "--capacity", "email=0", "--as", "cy").status == 0
    assert "5 chat=8 email=0" in desk("agents", "list").out
    wrong = desk("agents", "change", "ann", "--capacity", "chatt=8", "--as", "cy")
    assert (wrong.status, "“chat”" in wrong.err) == (2, True)
    assert desk("agents", "change", "ann", "--capacity", "chat=x", "--as", "cy").status == 2


def test_a_ticket_is_skipped_with_a_reason(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    assert desk("skip", "--as", "ann").status == 2
    assert f"#{ticket} was skipped" in desk("skip", "--reason", "不懂", "--as", "ann").out
    assert desk("claim", "--as", "ann").status == 1
    assert desk("claim", "--as", "bo").status == 0


def test_a_case_is_followed_until_it_is_solved(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    assert "Ann follows" in desk("dedicate", str(ticket), "--as", "ann").out
    assert desk("release", str(ticket), "--as", "ann").status == 1
    assert desk("dedicate", str(ticket), "--off", "--as", "ann").status == 0
    assert desk("release", str(ticket), "--as", "ann").status == 0


def test_what_a_ticket_needs_and_a_team_balanced_anew(desk: Calls) -> None:
    (ticket,) = desk.receive(message("我要退款"))
    assert "law, live" in desk("needs", str(ticket), "law", "live", "--as", "bo").out
    desk("presence", "online", "--as", "ann")
    assert "0 tickets of Funds" in desk("rebalance", "funds", "--as", "cy").out
    assert desk("needs", str(ticket), "--as", "bo").status == 0
    assert "1 ticket of Funds" in desk("rebalance", "funds", "--as", "cy").out
    assert desk("ticket", str(ticket), "--json").json["ticket"]["owner"] is not None
    assert desk("rebalance", "funds", "--as", "bo").status == 1


def test_a_shift_is_handed_over_and_taken_back(desk: Calls) -> None:
    first, second = desk.receive(message("我要退款", conversation="a"), message("我要退款", conversation="b"))
    desk("claim", str(first), "--as", "ann")
    desk("claim", str(second), "--as", "ann")
    desk("presence", "online", "--as", "bo")
    listed = desk("handover", f"{second}=team", "--as", "ann")
    assert listed.out.splitlines()[0].split() == ["ticket", "due", "open", "goes", "to", "matter"]
    assert "Bo" in listed.out
    done = desk("handover", f"{second}=team", "--do", "--note", "下班了", "--json", "--as", "ann").json
    assert done["done"] == [first, second]
    assert (
        desk("ticket", str(first), "--json").json["ticket"]["owner"]
        == desk("presence", "--agent", "bo", "--json").json[0]["agent"]
    )
    assert desk("handover", "--as", "ann").status == 1
    assert desk("handover", "--undo", done["id"], "--as", "ann").status == 0
    assert desk("handover", "10001", "--as", "ann").status == 2
    assert desk("handover", "--agent", "ann", "--as", "bo").status == 1
    assert desk("handover", "--agent", "ann", "--as", "cy").status == 0
