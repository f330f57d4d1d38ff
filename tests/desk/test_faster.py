"""Who was slower is told who was faster with what and when; nothing changes, and they go on from what is now."""

from collections.abc import Callable

import pytest

from agentdesk.clock import HOUR
from agentdesk.desk import (
    AnswerTask,
    AskTask,
    CancelTask,
    Command,
    Deescalate,
    EndFollowUp,
    Escalate,
    FollowUp,
    KeepPromise,
    PromiseCustomer,
    RemindTask,
    Reroute,
    Undo,
    WithdrawPromise,
)
from agentdesk.lang import Refusal
from tests.desk.desks import NOW, Floor

Refused = Callable[..., Refusal]
LATER = NOW + HOUR


def arranged(floor: Floor) -> int:
    """A ticket of Ann's on which something of each kind is arranged."""
    number = floor.claimed("ann")
    floor.do("ann", PromiseCustomer(number, "补款", LATER), Escalate(number, "客户要找主管"))
    floor.do("ann", FollowUp(number, LATER, "看看到账没"), AskTask(number, "risk", "是他本人吗"))
    return number


def task(floor: Floor, number: int) -> str:
    """The id of what was asked first about a ticket."""
    return floor.desk.story(number).tasks[0].id


ENDS: dict[str, Callable[[int, str, int | None], Command]] = {
    "keep": lambda n, _, seen: KeepPromise(n, seen),
    "withdraw": lambda n, _, seen: WithdrawPromise(n, "客户不要了", seen),
    "deescalate": lambda n, _, seen: Deescalate(n, seen),
    "end": lambda n, _, seen: EndFollowUp(n, seen),
    "answer": lambda _, t, seen: AnswerTask(t, "是本人", seen),
    "cancel": lambda _, t, seen: CancelTask(t, "不用了", seen),
    "remind": lambda _, t, seen: RemindTask(t, seen),
}
"""What Ann does, having seen a version of the ticket."""
BEGINS: dict[str, Callable[[int], Command]] = {
    "promise": lambda n: PromiseCustomer(n, "补款并回电", LATER + HOUR),
    "escalate": lambda n: Escalate(n, "要赔付", "lead"),
    "follow up": lambda n: FollowUp(n, LATER + HOUR),
    "move": lambda n: Reroute(n, "换人", team="risk", promise="回电", by=LATER + HOUR),
    "offer": lambda n: Reroute(n, "换人", team="risk", promise="回电", by=LATER + HOUR, warm=True),
}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        *((mine, theirs) for mine in ("keep", "withdraw") for theirs in ("keep", "withdraw")),
        ("deescalate", "deescalate"),
        ("end", "end"),
        *((mine, theirs) for mine in ("answer", "cancel", "remind") for theirs in ("answer", "cancel")),
        ("remind", "remind"),
    ],
)
def test_who_comes_second_is_told_who_was_first(floor: Floor, refused: Refused, mine: str, theirs: str) -> None:
    number = arranged(floor)
    seen, asked = floor.ticket(number).version, task(floor, number)
    floor.do("cy", ENDS[theirs](number, asked, seen))
    kind = floor.events(number)[-1].kind
    refusal = refused("ann", ENDS[mine](number, asked, seen))
    assert (refusal.message.code, refusal.message.params["who"]) == ("desk.faster", "Cy")
    assert f"step_{kind.replace('.', '_')}" in repr(refusal.message.params["what"])


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        *((mine, theirs) for mine in ("keep", "withdraw") for theirs in ("promise", "move", "offer")),
        ("deescalate", "escalate"),
        ("end", "follow up"),
    ],
)
def test_what_took_its_place_is_not_ended_unseen(floor: Floor, refused: Refused, mine: str, theirs: str) -> None:
    number = arranged(floor)
    seen = floor.ticket(number).version
    floor.do("cy", BEGINS[theirs](number))
    left = floor.ticket(number)
    assert refused("ann", ENDS[mine](number, "", seen)).message.code == "desk.faster"
    assert floor.ticket(number) == left
    floor.do("ann", ENDS[mine](number, "", left.version))
    assert floor.events(number)[-1].actor == floor.ids["ann"]


@pytest.mark.parametrize("mine", list(ENDS))
def test_what_was_seen_and_what_one_did_oneself_stand_in_nobodys_way(floor: Floor, mine: str) -> None:
    number = arranged(floor)
    first, asked = 1, task(floor, number)
    floor.do("ann", ENDS[mine](number, asked, first))
    assert floor.events(number)[-1].actor == floor.ids["ann"]


@pytest.mark.parametrize("mine", ["answer", "cancel", "remind"])
def test_another_task_of_the_ticket_is_another_matter(floor: Floor, mine: str) -> None:
    number = arranged(floor)
    floor.do("ann", AskTask(number, "risk", "余额多少"))
    one, other = floor.desk.story(number).tasks
    seen = floor.ticket(number).version
    floor.do("cy", RemindTask(one.id), AnswerTask(one.id, "是"))
    floor.do("ann", ENDS[mine](number, other.id, seen))
    assert floor.events(number)[-1].data["task"]["id"] == other.id


def test_what_was_taken_back_meanwhile_stands_in_nobodys_way(floor: Floor) -> None:
    number = arranged(floor)
    seen, asked = floor.ticket(number).version, task(floor, number)
    floor.do("cy", AnswerTask(asked, "不是"))
    floor.do("cy", Undo(number))
    floor.do("cy", KeepPromise(number))
    floor.do("cy", Undo(number))
    floor.do("ann", AnswerTask(asked, "是本人", seen), KeepPromise(number, seen))
    assert floor.desk.story(number).tasks[0].answer == "是本人"
    assert floor.ticket(number).promised_at is None
