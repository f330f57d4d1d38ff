"""The verbs: what the screen can do to a ticket, a command can."""

import pytest

from tests.cli.calls import Calls, message, told


@pytest.fixture
def ticket(desk: Calls) -> str:
    (number,) = desk.receive(message("我要退款"))
    return str(number)


def test_an_agent_takes_the_next_ticket_and_answers_it(desk: Calls, ticket: str) -> None:
    claimed = desk("claim", "--as", "ann")
    assert (claimed.status, claimed.out) == (0, f"#{ticket} is yours.\n")
    replied = desk("reply", ticket, "今天到账", "--as", "ann", "--json")
    assert (replied.status, replied.json["state"], replied.json["first_answer_at"] > 0) == (0, "pending", True)
    assert "今天到账" in desk("ticket", ticket).out


def test_who_answers_while_nobody_keeps_the_time_is_told_so(desk: Calls, ticket: str) -> None:
    assert desk("reply", ticket, "好的", "--as", "ann").err.startswith("Nobody keeps the desk's time now")


def test_a_text_can_come_from_standard_input(desk: Calls, ticket: str) -> None:
    assert desk.process("reply", ticket, "-", "--as", "ann", stdin="两行\n文字\n".encode()).status == 0
    (answer,) = [m["text"] for m in desk("ticket", ticket, "--json").json["messages"] if m["author"] == "agent"]
    assert answer == "两行\n文字"


def test_the_second_who_claims_is_told_who_was_first(desk: Calls, ticket: str) -> None:
    desk("claim", ticket, "--as", "ann")
    lost = desk("claim", f"#{ticket}", "--as", "bo")
    assert (lost.status, lost.out) == (1, "")
    assert lost.err.startswith(f"Ann took #{ticket} at ")


def test_an_empty_queue_is_no_error_of_the_caller(desk: Calls) -> None:
    told(desk("claim", "--as", "ann"), 1, desk("claim", "--as", "ann").err.strip())


def test_tags_are_put_on_and_taken_off_with_their_signs(desk: Calls, ticket: str) -> None:
    tagged = desk("tag", ticket, "+加急", "重要", "-退款", "--as", "ann", "--json")
    assert tagged.json["tags"] == ["加急", "重要"]


def test_a_verb_can_be_taken_back(desk: Calls, ticket: str) -> None:
    desk("priority", ticket, "urgent", "--as", "ann")
    assert desk("undo", ticket, "--as", "ann", "--json").json["priority"] == "normal"


def test_a_wrong_priority_is_told_with_the_nearest(desk: Calls, ticket: str) -> None:
    wrong = desk("priority", ticket, "urgnt", "--as", "ann")
    assert wrong.status == 2
    assert "urgent" in wrong.err


def test_a_ticket_moves_with_a_note(desk: Calls, ticket: str) -> None:
    assert desk("reroute", ticket, "--team", "风控", "--as", "ann").status == 2
    moved = desk("reroute", ticket, "--team", "风控", "--note", "像盗号", "--as", "ann", "--json")
    assert (moved.json["team"], moved.json["owner"]) == ("risk", None)


def test_a_snooze_ends_at_the_moment_that_was_named(desk: Calls, ticket: str) -> None:
    slept = desk("snooze", ticket, "2h", "--as", "ann", "--json")
    assert slept.json["state"] == "snoozed"
    assert 0 <= slept.json["updated_at"] + 7_200_000 - slept.json["snoozed_until"] < 60_000
    assert desk("queue", "--view", "snoozed", "--as", "ann").out.count(ticket) == 1


def test_solving_what_the_customer_was_not_told_wants_a_word(desk: Calls, ticket: str) -> None:
    assert desk("solve", ticket, "--as", "ann").status == 1
    assert desk("solve", ticket, "--told", "--as", "ann").status == 0
    assert desk("reopen", ticket, "--as", "ann", "--json").json["state"] == "open"
    assert desk("release", ticket, "--as", "ann", "--json").json["owner"] is None


def test_whoever_saw_an_older_ticket_is_stopped_once(desk: Calls, ticket: str) -> None:
    desk.receive(message("还在吗"))
    late = desk("reply", ticket, "好", "--seen", "1", "--as", "ann")
    assert late.status == 1
    assert "wrote" in late.err


def test_another_team_is_asked_and_answers(desk: Calls, ticket: str) -> None:
    asked = desk("task", "ask", ticket, "funds", "是他本人吗", "--due", "30m", "--as", "ann")
    assert asked.status == 0
    (task,) = desk("ticket", ticket, "--json").json["tasks"]
    assert desk("task", "answer", task["id"], "是", "--as", "bo").status == 0
    assert "→ 是" in desk("ticket", ticket).out


def test_a_note_is_for_colleagues(desk: Calls, ticket: str) -> None:
    assert desk("note", ticket, "已查流水", "--as", "bo").status == 0
    assert "Note · Bo" in desk("ticket", ticket).out


def test_there_is_nothing_to_send_again(desk: Calls, ticket: str) -> None:
    told(desk("resend", ticket, "--as", "ann"), 1, f"#{ticket} has no answer that failed or is uncertain.")


def test_a_stranger_is_told_the_nearest_name(desk: Calls, ticket: str) -> None:
    stranger = desk("claim", ticket, "--as", "an")
    assert stranger.status == 2
    assert "ann" in stranger.err
