"""The life of a ticket: open, pending, snoozed, solved, closed, and back."""

from collections.abc import Callable

from agentdesk.clock import DAY, HOUR, MINUTE, SECOND
from agentdesk.desk import Claim, Keeper, Reopen, Reply, Snooze, Solve
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.lang import Refusal
from tests.desk.desks import NOW, Floor


def tick(floor: Floor, duration: int) -> None:
    """Let time pass, and the keeper look."""
    floor.clock.advance(duration)
    assert Keeper(floor.desk, "test").tick()
    floor.clock.advance(15 * SECOND)


def solved(floor: Floor) -> int:
    """A ticket that Ann answered and solved."""
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "已退款", then="solved"))
    return number


def test_a_message_within_a_week_reopens_a_solved_ticket(floor: Floor) -> None:
    number = solved(floor)
    floor.clock.advance(7 * DAY)
    receipt = floor.customer("还没到账")
    assert (receipt.ticket, receipt.outcome) == (number, "reopened")
    ticket = floor.ticket(number)
    assert (ticket.state, ticket.reopened, ticket.solved_at, ticket.waiting_since) == ("open", 1, None, NOW + 7 * DAY)
    assert (ticket.due_kind, ticket.next_due) == ("next_response", NOW + 7 * DAY + 8 * HOUR)
    assert floor.owner(number) == "ann"


def test_a_message_after_a_week_opens_a_linked_ticket(floor: Floor) -> None:
    number = solved(floor)
    floor.clock.advance(7 * DAY + 1)
    receipt = floor.customer("又有问题")
    assert (receipt.outcome, receipt.ticket != number) == ("new", True)
    assert floor.ticket(receipt.ticket).parent == number
    assert floor.ticket(number).state == "solved"


def test_bare_thanks_neither_reopen_nor_wait_for_an_answer(floor: Floor) -> None:
    number = solved(floor)
    for words in ("谢谢！", "thanks", "谢谢谢谢~"):
        assert floor.customer(words).outcome == "added"
    ticket = floor.ticket(number)
    assert (ticket.state, ticket.waiting_since, ticket.messages) == ("solved", None, 5)
    assert floor.customer("谢谢，但是还没到账").outcome == "reopened"


def test_thanks_before_any_answer_do_not_end_the_waiting(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    floor.customer("谢谢")
    assert floor.ticket(number).waiting_since == NOW


def test_pending_reminds_once_then_solves_and_solved_closes(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "请提供订单号"))
    tick(floor, 24 * HOUR)
    assert [message.text for message in floor.messages(number)][-1] == "还在等您的回复"
    assert floor.ticket(number).state == "pending"
    tick(floor, HOUR)
    assert len(floor.messages(number)) == 3
    tick(floor, 47 * HOUR)
    assert floor.ticket(number).state == "solved"
    tick(floor, 7 * DAY - MINUTE)
    assert floor.ticket(number).state == "solved"
    tick(floor, MINUTE)
    assert floor.ticket(number).state == "closed"
    assert [event.kind for event in floor.events(number)][-3:] == ["ticket.reminded", "ticket.expired", "ticket.closed"]
    assert floor.desk.reader().next_due() is None or floor.desk.reader().timers_due(NOW + 100 * DAY, 9) == ()


def test_another_answer_begins_the_wait_anew(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "请提供订单号"))
    tick(floor, 71 * HOUR)
    floor.do("ann", Reply(number, "您还在吗？"))
    tick(floor, 2 * HOUR)
    assert floor.ticket(number).state == "pending"
    tick(floor, 22 * HOUR)
    assert [message.author for message in floor.messages(number)].count("system") == 2
    tick(floor, 48 * HOUR)
    assert floor.ticket(number).state == "solved"


def test_an_answer_from_the_customer_drops_the_reminder(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "请提供订单号"))
    floor.customer("A-1")
    assert floor.ticket(number).state == "open"
    tick(floor, 30 * DAY)
    assert floor.ticket(number).state == "open"
    assert [message.author for message in floor.messages(number)] == ["customer", "agent", "customer"]


def test_a_snoozed_ticket_comes_back_at_its_time(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Snooze(number, NOW + 2 * HOUR, note="财务下午答复"))
    assert floor.ticket(number).state == "snoozed"
    assert floor.ticket(number).first_due == NOW + 4 * HOUR
    tick(floor, 2 * HOUR - 1)
    assert floor.ticket(number).state == "snoozed"
    tick(floor, 1)
    assert (floor.ticket(number).state, floor.ticket(number).snoozed_until) == ("open", None)


def test_a_snoozed_ticket_comes_back_when_the_customer_writes(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Snooze(number, NOW + 2 * HOUR))
    floor.customer("在吗")
    assert floor.ticket(number).state == "open"
    floor.do("ann", Snooze(number, NOW + 5 * HOUR))
    tick(floor, 3 * HOUR)
    assert floor.ticket(number).state == "snoozed"


def test_nothing_is_snoozed_into_the_past(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("ann")
    assert refused("ann", Snooze(number, NOW)).message.code == "desk.snooze_past"


def test_solving_asks_first_when_the_customer_was_not_told(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("ann")
    assert refused("ann", Solve(number)).message.code == "desk.solve_untold"
    floor.do("ann", Reply(number, "好了"), Solve(number))
    assert floor.ticket(number).state == "solved"
    floor.do("ann", Reopen(number))
    assert floor.ticket(number).state == "open"
    floor.customer("还有一个问题")
    assert refused("ann", Solve(number)).message.code == "desk.solve_untold"
    floor.do("ann", Solve(number, told=True))
    assert floor.ticket(number).state == "solved"


def test_a_solved_ticket_has_no_running_clock_and_a_reopened_one_has_again(floor: Floor) -> None:
    number = solved(floor)
    assert (floor.ticket(number).due_at, floor.ticket(number).lane) == (None, 3)
    floor.clock.advance(DAY)
    floor.do("bo", Reopen(number))
    ticket = floor.ticket(number)
    assert (ticket.resolve_due, ticket.due_kind) == (NOW + 2 * DAY, "resolution")


def test_the_customers_time_does_not_count_against_the_promise(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.clock.advance(HOUR)
    floor.do("ann", Reply(number, "请提供订单号"))
    assert floor.ticket(number).resolve_due is None
    floor.clock.advance(10 * HOUR)
    floor.customer("A-1")
    assert floor.ticket(number).resolve_due == NOW + 34 * HOUR


def test_the_customers_time_after_a_reopening_does_not_count_either(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Reply(number, "请提供订单号"))
    floor.clock.advance(3 * HOUR)
    floor.customer("A-1")
    floor.do("ann", Reply(number, "已退款", then="solved"))
    floor.clock.advance(DAY)
    floor.customer("没有到账")
    again = floor.clock.now()
    assert floor.ticket(number).resolve_due == again + 24 * HOUR
    floor.do("ann", Reply(number, "请提供卡号"))
    floor.clock.advance(10 * HOUR)
    floor.customer("1234")
    assert floor.ticket(number).resolve_due == again + 34 * HOUR


def test_what_is_over_is_not_worked_on(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = solved(floor)
    assert refused("bo", Claim(number)).message.code == "desk.not_live"
    assert refused("ann", Solve(number)).message.code == "desk.not_live"
    tick(floor, 7 * DAY)
    assert refused("ann", Reply(number, "一句")).message.code == "desk.not_live"
    assert refused("ann", Reopen(10**30)).message.code == "desk.no_ticket"


def test_thanks_for_what_was_solved_long_ago_open_nothing(floor: Floor) -> None:
    number = solved(floor)
    floor.clock.advance(8 * DAY)
    receipt = floor.customer("谢谢")
    assert (receipt.ticket, receipt.outcome) == (number, "added")
    assert floor.ticket(number).state == "solved"


def test_a_message_goes_to_the_live_ticket_before_a_newer_solved_one(floor: Floor) -> None:
    someone = {"channel": "chat", "customer": {"id": "u1"}}
    live = floor.receive({**someone, "text": "我要退款"}).ticket
    newer = floor.receive({**someone, "text": "盗号", "conversation": "other"}).ticket
    floor.do("bo", Reply(newer, "已处理", then="solved"))
    assert newer > live
    assert floor.receive({**someone, "text": "退款呢"}).ticket == live


def test_a_ticket_whose_owner_left_reopens_without_one(floor: Floor) -> None:
    number = solved(floor)
    floor.do("root", ChangeAgent("ann", active=False))
    floor.customer("还没到账")
    assert (floor.ticket(number).state, floor.ticket(number).owner) == ("open", None)
