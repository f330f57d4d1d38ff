"""Moving work with care at the screen: hand-offs, promises, tasks, many at once."""

import pytest

from agentdesk.clock import HOUR
from agentdesk.desk import AnswerTask, AskTask, Claim, Complain, Escalate, PromiseCustomer, Reply, Reroute
from agentdesk.desk.verbs.dedicate import Dedicate, Need
from tests.desk.desks import NOW, Floor
from tests.desk.promised import later
from tests.tui.sitting import SMALL, WIDE, sitting


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_reroute_takes_along_what_was_tried_and_promised(floor: Floor, size: tuple[int, int]) -> None:
    number = floor.claimed("ann")
    async with sitting(floor, size=size) as ann:
        await ann.press("1")
        await ann.sees("我要退款")
        await ann.press("t")
        await ann.type("risk")
        await ann.press("tab")
        await ann.type("check the bank")
        await ann.press("tab")
        await ann.type("sent again")
        await ann.press("tab")
        await ann.type("money back")
        await ann.press("tab")
        await ann.type("soon")
        await ann.press("enter")
        await ann.sees("names no moment")
        await ann.press(*["backspace"] * 4)
        await ann.type("2h")
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).team == "risk")
    ticket = floor.ticket(number)
    assert (ticket.promise, ticket.promised_at) == ("money back", NOW + 2 * HOUR)


async def test_what_was_handed_is_seen_taken_and_returned(floor: Floor) -> None:
    number, other = floor.claimed("ann"), floor.claimed("ann", conversation="c2")
    for one in (number, other):
        floor.do("ann", Reroute(one, "why", team="risk", promise="补款", by=NOW + HOUR))
    async with sitting(floor, "bo") as bo:
        await bo.sees("⇄handed", "sent by Ann", "promised by", "补款 (Ann)")
        await bo.press("I")
        await bo.sees("Handed to you: 0")
        await bo.press("escape")
        selected = bo.app.queue.ticket
        assert selected is not None
        await bo.press("a")
        await bo.until(lambda: floor.owner(selected.id) == "bo")
        await bo.press("B")
        await bo.sees("was not handed to you")
        await bo.press("down")
        await bo.until(lambda: (now := bo.app.queue.ticket) is not None and now.id != selected.id)
        await bo.press("B")
        await bo.sees("back to Ann")
        await bo.press("enter")
        await bo.type("not ours")
        await bo.press("enter")
        left = other if selected.id == number else number
        await bo.until(lambda: floor.owner(left) == "ann")
        assert floor.ticket(left).bounces == 1


async def test_a_warm_offer_lies_in_the_others_inbox(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("W")
        await ann.sees("you stay until it is taken")
        await ann.type("Bo")
        await ann.press("enter")
        await ann.type("stay with me")
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).offered_to == floor.ids["bo"])
        await ann.sees("offered to Bo")
    async with sitting(floor, "bo") as bo:
        await bo.press("I")
        await bo.sees("Handed to you: 1", "⇄ Ann")
        await bo.press("enter")
        await bo.until(lambda: bo.app.conversation.wanted == number)
        await bo.press("a")
        await bo.until(lambda: floor.owner(number) == "bo")


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_many_are_marked_moved_after_a_preview_and_taken_back(floor: Floor, size: tuple[int, int]) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(3)]
    async with sitting(floor, "cy", size=size) as cy:
        await cy.press("s", "s", "s")
        await cy.sees("3 marked")
        await cy.press("t")
        await cy.type("risk")
        await cy.press("tab")
        await cy.type("too many here")
        await cy.press("enter")
        await cy.sees(
            "Move 3 tickets", "3 change: another team 3", "load of Risk: 0 → 3", "promises that travel along: 3"
        )
        assert floor.ticket(numbers[0]).team == "funds"
        await cy.press("enter")
        await cy.sees("3 done; u")
        assert {floor.ticket(number).team for number in numbers} == {"risk"}
        assert cy.app.queue.marks == {}
        floor.do("ann", Claim(numbers[1]))
        await cy.press("u")
        await cy.sees("2 taken back, 1 left", f"#{numbers[1]}")
        assert [floor.ticket(number).team for number in numbers] == ["funds", "risk", "funds"]


async def test_one_that_would_be_left_is_named_once_and_what_fits_nobody_is_told(floor: Floor) -> None:
    needs, left = floor.customer("我要退款", "c1").ticket, floor.claimed("ann", conversation="c2")
    floor.do("cy", Need(needs, ("law",)))
    floor.do("ann", Dedicate(left))
    async with sitting(floor, "cy") as cy:
        await cy.press("A")
        await cy.sees("2 marked")
        await cy.press("t")
        await cy.type("risk")
        await cy.press("tab")
        await cy.type("too many here")
        await cy.press("enter")
        await cy.sees("Move 2 tickets", f"#{needs} nobody of Risk has what it needs: law")
        (line,) = [line for line in cy.lines if f"#{left} is followed by one person" in line]
        assert line.count(f"#{left}") == 1


async def test_escape_leaves_the_marked_as_they_are(floor: Floor) -> None:
    numbers = [floor.customer("我要退款", f"c{n}").ticket for n in range(2)]
    async with sitting(floor, "cy") as cy:
        await cy.press("A")
        await cy.sees("2 marked")
        await cy.press("p")
        await cy.sees(f"#{numbers[0]} +1")
        await cy.type("urgent")
        await cy.press("enter")
        await cy.sees("Priority of 2 tickets")
        await cy.press("escape")
        await cy.misses("Priority of 2 tickets")
        assert {floor.ticket(number).priority for number in numbers} == {"normal"}
        assert len(cy.app.queue.marks) == 2
        await cy.press("S")
        assert cy.app.queue.marks == {}


async def test_a_team_is_asked_answers_from_its_list_and_the_ticket_shows_it(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        await ann.press("T")
        await ann.type("Risk")
        await ann.press("enter")
        await ann.type("is it him")
        await ann.press("tab")
        await ann.type("30m")
        await ann.press("enter")
        await ann.sees("asked: Risk", "is it him")
    async with sitting(floor, "bo") as bo:
        await bo.press("I")
        await bo.sees("asked of your teams: 1", "is it him")
        await bo.press("enter")
        await bo.sees("Answer ")
        await bo.press("enter")
        await bo.type("yes")
        await bo.press("enter")
        await bo.until(lambda: floor.desk.story(number).tasks[0].state == "done")
        await bo.sees("answered: Risk", "answer: yes")


async def test_who_answers_what_a_colleague_answered_meanwhile_is_told_who(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", AskTask(number, "risk", "is it him"))
    async with sitting(floor, "bo") as bo:
        await bo.press("I")
        await bo.sees("asked of your teams: 1")
        await bo.press("enter")
        await bo.sees("Answer ")
        floor.do("cy", AnswerTask(floor.desk.story(number).tasks[0].id, "no"))
        await bo.press("enter")
        await bo.type("yes")
        await bo.press("enter")
        await bo.sees(f"Cy was faster on #{number}")
    assert floor.desk.story(number).tasks[0].answer == "no"


async def test_a_task_is_reminded_and_cancelled_from_the_ticket(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", AskTask(number, "", "where is it", partner="顺丰"))
    async with sitting(floor) as ann:
        await ann.sees("asked: 顺丰")
        await ann.press("l")
        await ann.type("remind")
        await ann.press("enter")
        await ann.until(lambda: floor.desk.story(number).tasks[0].reminded_at is not None)
        await ann.press("l")
        await ann.type("cancel")
        await ann.press("enter")
        await ann.sees("cancelled: 顺丰")
        await ann.press("l")
        await ann.sees("Nothing is asked")


async def test_promise_follow_up_and_escalation_have_a_key_each(floor: Floor) -> None:
    number = floor.claimed("ann")
    async with sitting(floor) as ann:
        for key, words in (("P", "money back"), ("U", "look again")):
            await ann.press(key)
            await ann.type("2h")
            await ann.press("tab")
            await ann.type(words)
            await ann.press("enter")
            await ann.sees(words)
        await ann.press("!")
        await ann.type("lead")
        await ann.press("enter")
        await ann.type("needs a lead")
        await ann.press("enter")
        await ann.sees("escalated to the lead")
        ticket = floor.ticket(number)
        assert (ticket.promise, ticket.follow_up, ticket.escalated_to) == ("money back", "look again", "lead")
        await ann.press("P")
        await ann.sees("it is kept")
        await ann.press("enter")
        await ann.until(lambda: floor.ticket(number).promised_at is None)
        await ann.press("U")
        await ann.until(lambda: floor.ticket(number).follow_up_at is None)
        await ann.press("!")
        await ann.until(lambda: floor.ticket(number).escalated_at is None)


async def test_a_ticket_is_merged_and_its_messages_read_in_the_other(floor: Floor) -> None:
    who = {"id": "u1", "name": "李四"}
    first = floor.customer("我要退款", "c1", customer=who).ticket
    second = floor.customer("退款单号 778", "c2", customer=who).ticket
    floor.do("ann", Claim(first), Claim(second))
    async with sitting(floor) as ann:
        await ann.press("1")
        await ann.until(lambda: ann.app.conversation.opened is not None and ann.app.where == "queue")
        here = ann.app.conversation.wanted
        await ann.press("M")
        await ann.sees("Follow in #")
        await ann.press("enter")
        other = second if here == first else first
        await ann.until(lambda: floor.ticket(other).merged_into == here)
        await ann.sees("退款单号 778", "我要退款", f"merged in #{other}")


async def test_a_message_is_split_off(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.customer("另外被盗号了")
    async with sitting(floor) as ann:
        await ann.sees("另外被盗号了")
        await ann.press("D")
        await ann.sees("A ticket of its own")
        await ann.press("enter")
        await ann.until(lambda: len(floor.desk.story(number).linked) == 1)
        await ann.sees("linked", "split a message off")


async def test_a_complaint_and_a_rating_are_taken_in(floor: Floor) -> None:
    case = floor.claimed("bo", conversation="c5")
    floor.do("bo", Reply(case, "no", then="solved"))
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "ok", then="open"))
    async with sitting(floor) as ann:
        await ann.press("1")
        await ann.sees("我要退款")
        await ann.press("d")
        await ann.type("grave")
        await ann.press("tab")
        await ann.type(str(case))
        await ann.press("enter")
        await ann.sees(f"complaint: grave, about #{case}")
        await ann.press("*")
        await ann.press("down", "tab")
        await ann.type("fine")
        await ann.press("enter")
        await ann.sees("rated 4/5 (Ann) fine")
        assert floor.ticket(number).accused == floor.ids["bo"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_row_and_the_header_say_what_stands_with_a_ticket(
    floor: Floor, lang: str, size: tuple[int, int]
) -> None:
    number = floor.claimed("ann")
    floor.do("ann", PromiseCustomer(number, "补款", NOW + HOUR), Escalate(number, "why"), Complain(number, "grave"))
    promised, escalated = ("promised", "⇪escalated") if lang == "en" else ("承诺", "⇪升级")
    async with sitting(floor, lang=lang, size=size) as ann:
        await ann.press("1")
        await ann.sees(escalated)
        await ann.press("enter")
        await ann.sees(promised, "01:00", escalated)


async def test_a_full_width_colon_brings_its_own_space(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", PromiseCustomer(number, "今晚补款", NOW + HOUR), AskTask(number, "risk", "能退吗", NOW + HOUR))
    async with sitting(floor, lang="zh") as ann:
        await ann.sees("承诺：今晚补款", "协查：能退吗", "协查中：风控")


async def test_the_story_tells_which_promise_was_broken_and_whom_it_called(floor: Floor) -> None:
    number = floor.claimed("ann")
    later(floor, 5 * HOUR)
    assert floor.ticket(number).escalated_to == "supervisor"
    async with sitting(floor, lang="zh") as ann:
        await ann.sees("服务承诺已超时 首次响应", "超时后升级 首次响应 → 主管")
