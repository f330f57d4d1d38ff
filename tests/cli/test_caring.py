"""Moving work with care, from the command line."""

import pytest

from tests.cli.calls import Calls, message


@pytest.fixture
def ticket(desk: Calls) -> str:
    (number,) = desk.receive(message("我要退款"))
    desk("claim", str(number), "--as", "ann")
    return str(number)


def three(desk: Calls) -> list[str]:
    """Three customers write."""
    lines = [message("我要退款", conversation=f"c{n}", customer={"id": f"u{n}"}) for n in range(3)]
    return [str(number) for number in desk.receive(*lines)]


def test_a_reroute_carries_what_was_tried_and_promised_and_is_taken(desk: Calls, ticket: str) -> None:
    words = ("--note", "要查", "--tried", "重发过", "--promise", "今晚补款", "--by", "2h")
    moved = desk("reroute", ticket, "--team", "funds", *words, "--as", "ann", "--json").json
    assert (moved["promise"], moved["owner"], moved["sent_at"] is not None) == ("今晚补款", None, True)
    page = desk("ticket", ticket).out
    assert "tried: 重发过" in page
    assert "promised by" in page
    assert "not taken yet" in page
    assert "– rerouted → Funds ⏱" in page
    assert desk("accept", ticket, "--as", "bo", "--json").json["sent_at"] is None
    assert desk("promise", ticket, "--kept", "--as", "bo", "--json").json["promised_at"] is None


def test_a_warm_hand_off_is_returned_with_a_reason(desk: Calls, ticket: str) -> None:
    offered = desk("reroute", ticket, "--agent", "bo", "--note", "先陪着", "--warm", "--as", "ann", "--json").json
    assert offered["offered_to"] is not None
    assert desk("return", ticket, "--as", "bo").status == 2
    back = desk("return", ticket, "满了", "--as", "bo", "--json").json
    assert (back["offered_to"], back["bounces"]) == (None, 1)
    assert "returned 1×" in desk("ticket", ticket).out
    assert "– 热转 → Bo · Ann" in desk("ticket", ticket, "--lang", "zh").out


def test_many_move_as_one_act_which_is_seen_before_and_taken_back(desk: Calls) -> None:
    numbers = three(desk)
    move = ("reroute", *numbers, "999", "--team", "risk", "--note", "积压", "--as", "cy")
    seen = desk(*move, "--dry-run", "--json").json
    assert (seen["changed"], seen["teams"], seen["promises"], len(seen["refused"])) == (3, 3, 3, 1)
    assert [(load["team"], load["before"], load["after"]) for load in seen["loads"]] == [("risk", 0, 3)]
    words = desk(*move, "--dry-run")
    assert "3 tickets would change" in words.out
    assert words.err.splitlines() == ["left: There is no ticket #999."]
    done = desk(*move, "--json").json
    assert [str(number) for number in done["done"]] == numbers
    assert desk("ticket", numbers[0], "--json").json["ticket"]["team"] == "risk"
    desk("claim", numbers[0], "--as", "ann")
    back = desk("undo", "--bulk", done["id"], "--as", "cy")
    assert back.status == 0
    assert f"#{numbers[0]} was left: " in back.err
    assert desk("ticket", numbers[1], "--json").json["ticket"]["team"] == "funds"
    assert desk("undo", "--bulk", "nobody", "--as", "cy").status == 1
    assert desk("undo", "--as", "cy").status == 2


def test_those_that_a_filter_leaves_move(desk: Calls) -> None:
    numbers = three(desk)
    desk("tag", numbers[0], "+加急", "--as", "cy")
    move = ("reroute", "--filter", "tag:加急", "--team", "risk", "--note", "积压", "--as", "cy")
    assert desk(*move, "--dry-run", "--json").json["changed"] == 1
    assert desk(*move, "--json").json["team"] == "risk"
    none = desk("reroute", "--filter", "tag:没有", "--team", "risk", "--note", "x", "--as", "cy")
    assert none.status == 2


def test_tags_and_priority_reach_others_too(desk: Calls) -> None:
    first, *others = three(desk)
    also = [word for number in others for word in ("--also", number)]
    assert desk("tag", first, "+加急", *also, "--as", "ann").out.startswith("3 tickets done")
    assert desk("priority", first, "high", *also, "--as", "ann", "--json").json["done"] == [
        int(number) for number in (first, *others)
    ]
    assert desk("priority", first, "high", "--dry-run", "--as", "ann").status == 1


def test_a_promise_is_noted_and_withdrawn(desk: Calls, ticket: str) -> None:
    assert desk("promise", ticket, "补款", "--as", "ann").status == 2
    assert desk("promise", ticket, "补款", "--by", "1h", "--as", "ann", "--json").json["due_kind"] == "promised"
    assert desk("promise", ticket, "--withdraw", "客户撤单", "--as", "ann", "--json").json["promise"] == ""


def test_escalation_and_follow_up_begin_and_end(desk: Calls, ticket: str) -> None:
    escalated = desk("escalate", ticket, "要主管", "--to", "lead", "--as", "ann", "--json").json
    assert escalated["escalated_to"] == "lead"
    assert desk("escalate", ticket, "--end", "--as", "ann", "--json").json["escalated_at"] is None
    assert desk("follow-up", ticket, "2h", "看看到账没", "--as", "ann", "--json").json["follow_up"] == "看看到账没"
    assert "follow-up at" in desk("ticket", ticket).out
    assert desk("follow-up", ticket, "--done", "--as", "ann", "--json").json["follow_up_at"] is None
    assert desk("follow-up", ticket, "--as", "ann").status == 2


def test_a_partner_is_asked_reminded_and_the_question_taken_back(desk: Calls, ticket: str) -> None:
    desk("task", "ask", ticket, "顺丰", "包裹在哪", "--partner", "--as", "ann")
    (task,) = desk("ticket", ticket, "--json").json["tasks"]
    assert desk("task", "remind", task["id"], "--as", "ann").status == 0
    assert desk("task", "cancel", task["id"], "找到了", "--as", "ann").status == 0
    assert desk("task", "list", "--as", "bo").status == 1
    desk("task", "ask", ticket, "funds", "到账没", "--as", "ann")
    assert "到账没" in desk("task", "list", "--as", "bo").out
    assert [one["text"] for one in desk("task", "list", "--team", "funds", "--as", "bo", "--json").json] == ["到账没"]


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (("promise", "{id}", "--kept"), ("promise", "{id}", "--withdraw", "客户撤单")),
        (("promise", "{id}", "回电", "--by", "5h"), ("promise", "{id}", "--kept")),
        (("escalate", "{id}", "--end"), ("escalate", "{id}", "--end")),
        (("follow-up", "{id}", "--done"), ("follow-up", "{id}", "--done")),
        (("follow-up", "{id}", "3h"), ("follow-up", "{id}", "--done")),
        (("task", "answer", "{task}", "到了"), ("task", "answer", "{task}", "没到")),
        (("task", "cancel", "{task}"), ("task", "remind", "{task}")),
        (("task", "remind", "{task}"), ("task", "remind", "{task}")),
        (("task", "ask", "{id}", "risk", "?"), ("task", "ask", "{id}", "risk", "?")),
    ],
)
def test_with_the_version_that_was_seen_the_slower_is_told(
    desk: Calls, ticket: str, theirs: tuple[str, ...], mine: tuple[str, ...]
) -> None:
    desk("promise", ticket, "补款", "--by", "1h", "--as", "ann")
    desk("escalate", ticket, "要主管", "--as", "ann")
    desk("follow-up", ticket, "2h", "--as", "ann")
    desk("task", "ask", ticket, "funds", "到账没", "--as", "ann")
    page = desk("ticket", ticket, "--json").json
    seen, task = str(page["ticket"]["version"]), page["tasks"][0]["id"]

    def words(given: tuple[str, ...]) -> list[str]:
        return [word.format(id=ticket, task=task) for word in given]

    assert desk(*words(theirs), "--seen", seen, "--as", "cy").status == 0
    left = desk("ticket", ticket, "--json").json
    slower = desk(*words(mine), "--seen", seen, "--as", "ann")
    assert (slower.status, slower.out) == (1, "")
    assert slower.err.startswith(f"Cy was faster on #{ticket}: ")
    assert desk("ticket", ticket, "--json").json == left


def test_two_tickets_become_one_and_a_message_one_of_its_own(desk: Calls) -> None:
    first, second, _ = three(desk)
    assert desk("merge", first, second, "--as", "ann").status == 2
    assert desk("merge", first, second, "--reason", "一家人", "--as", "ann", "--json").json["id"] == int(first)
    assert f"#{second}" in desk("ticket", first).out
    desk.receive(message("另外要换货", conversation="c0", customer={"id": "u0"}))
    last = desk("ticket", first, "--json").json["messages"][-1]["n"]
    new = desk("split", first, str(last), "--as", "ann", "--json")
    assert new.status == 0
    assert len(desk("ticket", first, "--json").json["linked"]) == 2


def test_a_complaint_and_a_rating(desk: Calls, ticket: str) -> None:
    other = three(desk)[0]
    marked = desk("complaint", other, "serious", "--about", ticket, "--as", "cy", "--json").json
    assert (marked["severity"], marked["about"], marked["accused"] is not None) == (2, int(ticket), True)
    assert desk("complaint", other, "bad", "--as", "cy").status == 2
    assert desk("rate", ticket, "4", "--as", "ann").status == 1
    desk("reply", ticket, "好", "--as", "ann")
    assert desk("rate", ticket, "4", "不错", "--as", "ann", "--json").json["rating"] == 4
    assert desk("rate", ticket, "9", "--as", "ann").status == 2
    page = desk("ticket", ticket).out
    assert "rated 4/5 (Ann) 不错" in page
