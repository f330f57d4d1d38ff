"""Idle chats: the customer is warned, then the chat ends, where the rules say so."""

from agentdesk.clock import HOUR, MINUTE, SECOND
from agentdesk.desk import Keeper, Reply
from agentdesk.desk.verbs.fire import Fire
from agentdesk.desk.verbs.rules import ApplyRules
from tests.desk.desks import RULES, Floor

POLICY = """  idle_warn: 10m
  闲置结束: 15m
  idle_warning: {zh: 您还在吗, en: Are you still there}
"""


def with_policy(floor: Floor) -> Floor:
    """The lead puts the policy in force."""
    floor.do("root", ApplyRules({"desk.yaml": RULES.rstrip() + "\n" + POLICY}, "idle chats"))
    return floor


def tick(floor: Floor, duration: int) -> None:
    """Let time pass, and the keeper look."""
    floor.clock.advance(duration)
    assert Keeper(floor.desk, "test").tick()
    floor.clock.advance(15 * SECOND)


def chat(floor: Floor) -> int:
    """A chat that Ann answered."""
    number = floor.customer("我要退款", channel="chat").ticket
    floor.do("ann", Reply(number, "请提供订单号"))
    return number


def kinds(floor: Floor, number: int) -> list[str]:
    """What the keeper did to a ticket."""
    return [event.kind for event in floor.events(number) if event.actor == "keeper"]


def test_an_idle_chat_is_warned_then_ended(floor: Floor) -> None:
    number = chat(with_policy(floor))
    tick(floor, 10 * MINUTE)
    assert floor.messages(number)[-1].text == "您还在吗"
    assert floor.ticket(number).state == "pending"
    tick(floor, 5 * MINUTE)
    assert floor.ticket(number).state == "solved"
    assert [kind for kind in kinds(floor, number) if "idle" in kind] == ["ticket.idle_warned", "ticket.idle_closed"]
    assert {timer.timer for timer in floor.desk.reader().timers_due(floor.clock.now() + 1000 * HOUR, 9)} == {"close"}


def test_an_answer_of_the_customer_keeps_the_chat(floor: Floor) -> None:
    number = chat(with_policy(floor))
    tick(floor, 10 * MINUTE)
    floor.customer("在的", channel="chat")
    tick(floor, HOUR)
    assert floor.ticket(number).state == "open"
    floor.do("ann", Reply(number, "好的"))
    tick(floor, 11 * MINUTE)
    assert kinds(floor, number).count("ticket.idle_warned") == 2


def test_two_keepers_warn_once(floor: Floor) -> None:
    number = chat(with_policy(floor))
    floor.clock.advance(10 * MINUTE)
    (timer,) = (timer for timer in floor.desk.reader().timers_due(floor.clock.now(), 9) if timer.timer == "idle_warn")
    for _ in range(3):
        floor.do("keeper", Fire(timer))
    assert kinds(floor, number).count("ticket.idle_warned") == 1


def test_other_channels_and_desks_without_the_policy_wait_as_ever(floor: Floor) -> None:
    without = chat(floor)
    number = with_policy(floor).customer("我要退款", "c2", channel="email").ticket
    floor.do("ann", Reply(number, "请提供订单号"))
    tick(floor, 2 * HOUR)
    assert {floor.ticket(one).state for one in (number, without)} == {"pending"}
