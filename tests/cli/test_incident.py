"""`incident`: a rush of one kind is opened, answered, solved as one."""

import json

import pytest

from tests.cli.calls import Calls, message


def test_a_case_from_its_beginning_to_its_end(desk: Calls) -> None:
    first, second = desk.receive(message("我要退款", conversation="a"), message("refund", conversation="b", lang="en"))
    assert desk("incident", "list").status == 1
    opened = desk("--as", "cy", "incident", "open", "--tag", "退款", "退款通道故障", "--json").json
    incident = opened["incident"]["id"]
    assert opened["joined"]["done"] == [first, second]
    desk("--as", "ann", "incident", "note", incident, "支付渠道已确认")
    words = ("--zh", "正在修复", "--en", "We are on it")
    assert f"{incident}  open  退款" in (listed := desk("incident", "list").out)
    assert "2 tickets" in listed
    dry = desk("--as", "cy", "incident", "reply", incident, *words, "--dry-run").out
    assert dry.startswith("2 tickets would change: ")
    assert len(desk("ticket", str(first), "--json").json["messages"]) == 1
    told = desk("--as", "cy", "incident", "reply", incident, *words, "--joining").out
    assert told.startswith("2 tickets done. Take them back with: agentdesk undo --bulk ")
    assert "Cy answered all (2)" in desk("incident", "show", incident).out
    assert [desk("ticket", str(one), "--json").json["messages"][-1]["text"] for one in (first, second)] == [
        "正在修复",
        "We are on it",
    ]
    (late,) = desk.receive(message("退款失败", conversation="c"))
    shown = desk("incident", "show", incident, "--json").json
    assert shown["tickets"] == [first, second, late]
    assert "支付渠道已确认" in desk("incident", "show", incident).out
    assert desk("--as", "cy", "incident", "solve", incident, "--dry-run").out.startswith("3 tickets would change: ")
    assert desk("--as", "cy", "incident", "solve", incident, "--json").json["done"] == [first, second, late]
    assert [one["stage"] for one in desk("incident", "list", "--all", "--json").json] == ["solved"]


def test_wrong_input_changes_nothing(desk: Calls) -> None:
    assert desk("--as", "ann", "incident", "open", "--tag", "退款", "故障").status == 1
    unknown = desk("--as", "cy", "incident", "reply", "x1", "--zh", "你好")
    assert (unknown.status, unknown.err) == (1, "There is no incident x1: agentdesk incident list names them.\n")
    assert json.loads(desk("incident", "list", "--json").out or "[]") == []


@pytest.mark.parametrize("since", ["2h", "00:00", "2026-01-01"])
def test_a_case_can_begin_before_it_was_opened(desk: Calls, since: str) -> None:
    (number,) = desk.receive(message("我要退款"))
    opened = desk("--as", "cy", "incident", "open", "--tag", "退款", "故障", "--since", since, "--json").json
    assert opened["joined"]["done"] == [number]


def test_a_ticket_joins_and_leaves(desk: Calls) -> None:
    (number,) = desk.receive(message("你好"))
    incident = desk("--as", "cy", "incident", "open", "直播卡顿", "--json").json["incident"]["id"]
    assert desk("--as", "ann", "incident", "join", str(number), incident).status == 0
    assert desk("--as", "ann", "incident", "leave", str(number)).out == f"#{number} is a matter of its own again.\n"
    assert desk("--as", "cy", "incident", "dismiss", incident).status == 1
