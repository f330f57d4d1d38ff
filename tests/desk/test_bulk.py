"""One act on many tickets: rehearsed, done in short transactions, taken back as one."""

from importlib.util import find_spec

import pytest

import agentdesk.desk as desk_room
from agentdesk.desk import Claim, Reroute, SetPriority, Solve, Tag, carry_out, rehearse, undo_bulk
from agentdesk.desk.bulk import CHUNK, MOST
from agentdesk.lang import Refusal, Why
from tests.desk.desks import Floor, code


def many(floor: Floor, count: int) -> list[int]:
    """Customers write; return their tickets."""
    return [floor.customer("我要退款", f"c{number}").ticket for number in range(count)]


def moves(numbers: list[int]) -> list[Reroute]:
    """Move them all to the risk team."""
    return [Reroute(number, "积压", team="risk") for number in numbers]


def test_many_move_as_one_act_in_short_transactions_and_come_back(floor: Floor) -> None:
    numbers = many(floor, 2 * CHUNK + 3)
    before = [floor.ticket(number) for number in numbers]
    seen: list[tuple[int, int]] = []
    done = carry_out(
        floor.desk, moves(numbers), floor.ids["cy"], "rerouted", lambda count, of: seen.append((count, of))
    )
    assert done.done == tuple(numbers)
    assert seen == [(CHUNK, len(numbers)), (2 * CHUNK, len(numbers)), (len(numbers), len(numbers))]
    assert {floor.ticket(number).team for number in numbers} == {"risk"}
    events = floor.desk.reader().events(f"bulk:{done.id}")
    assert [event.kind for event in events] == ["bulk.rerouted"] * 3
    pairs = [tuple(pair) for event in events for pair in event.data["done"]]
    assert pairs == [(number, floor.ticket(number).version) for number in numbers]
    assert floor.events(numbers[0])[-1].data["bulk"] == done.id

    back = undo_bulk(floor.desk, done.id, floor.ids["cy"])
    assert set(back.done) == set(numbers)
    assert back.refused == ()
    for number, old in zip(numbers, before, strict=True):
        now = floor.ticket(number)
        assert (now.team, now.owner, now.due_at, now.order_at) == (old.team, old.owner, old.due_at, old.order_at)


def test_those_that_refuse_are_listed_with_the_reason_and_the_others_done(floor: Floor) -> None:
    numbers = many(floor, 3)
    floor.do("ann", Claim(numbers[1]), Solve(numbers[1], told=True))
    done = carry_out(floor.desk, moves([*numbers, 99]), floor.ids["cy"], "rerouted")
    assert done.done == (numbers[0], numbers[2])
    assert [(one.ticket, one.why.code) for one in done.refused] == [
        (numbers[1], "desk.not_live"),
        (99, "desk.no_ticket"),
    ]


def test_a_rehearsal_says_what_would_happen_and_writes_nothing(floor: Floor) -> None:
    numbers = many(floor, 3)
    floor.do("ann", Claim(numbers[0]), Solve(numbers[0], told=True))
    cursor = floor.desk.reader().cursor()
    seen = rehearse(floor.desk, moves(numbers), floor.ids["cy"])
    assert floor.desk.reader().cursor() == cursor
    assert [(old.team, new.team) for old, new in seen.changed] == [("funds", "risk")] * 2
    assert [one.ticket for one in seen.refused] == [numbers[0]]
    done = carry_out(floor.desk, moves(numbers), floor.ids["cy"], "rerouted")
    assert (done.done, done.refused) == (tuple(new.id for _, new in seen.changed), seen.refused)


def test_undo_leaves_and_lists_those_on_which_somebody_acted_since(floor: Floor) -> None:
    numbers = many(floor, 3)
    done = carry_out(floor.desk, moves(numbers), floor.ids["cy"], "rerouted")
    floor.do("bo", Claim(numbers[1]))
    floor.customer("还没到吗", "c2")
    back = undo_bulk(floor.desk, done.id, floor.ids["cy"])
    assert sorted(back.done) == [numbers[0], numbers[2]]
    assert [(one.ticket, one.why.code) for one in back.refused] == [(numbers[1], "desk.undo_touched")]
    assert [floor.ticket(number).team for number in numbers] == ["funds", "risk", "funds"]
    assert floor.owner(numbers[1]) == "bo"


def test_it_is_taken_back_once(floor: Floor) -> None:
    done = carry_out(floor.desk, moves(many(floor, 2)), floor.ids["cy"], "rerouted")
    undo_bulk(floor.desk, done.id, floor.ids["cy"])
    with pytest.raises(Refusal) as caught:
        undo_bulk(floor.desk, done.id, floor.ids["cy"])
    assert code(caught.value) == "desk.bulk_undone"


def test_what_was_left_is_listed_again(floor: Floor) -> None:
    numbers = many(floor, 2)
    done = carry_out(floor.desk, moves(numbers), floor.ids["cy"], "rerouted")
    floor.do("bo", SetPriority(numbers[0], "high"))
    assert undo_bulk(floor.desk, done.id, floor.ids["cy"]).done == (numbers[1],)
    again = undo_bulk(floor.desk, done.id, floor.ids["cy"])
    assert (again.done, [one.ticket for one in again.refused]) == ((), [numbers[0]])


def test_another_persons_act_is_taken_back_by_who_leads_alone(floor: Floor) -> None:
    numbers = many(floor, 2)
    done = carry_out(floor.desk, [Tag(number, on=("加急",)) for number in numbers], floor.ids["ann"], "tagged")
    with pytest.raises(Refusal) as caught:
        undo_bulk(floor.desk, done.id, floor.ids["bo"])
    assert caught.value.why == Why.FORBIDDEN
    code(caught.value)
    assert sorted(undo_bulk(floor.desk, done.id, floor.ids["cy"]).done) == numbers
    assert all("加急" not in floor.ticket(number).tags for number in numbers)


def test_nothing_and_too_much_are_refused(floor: Floor) -> None:
    for commands in ([], moves([1] * (MOST + 1))):
        with pytest.raises(Refusal) as caught:
            carry_out(floor.desk, commands, floor.ids["cy"], "rerouted")
        code(caught.value)
    with pytest.raises(Refusal) as caught:
        undo_bulk(floor.desk, "nobody", floor.ids["cy"])
    assert code(caught.value) == "desk.no_bulk"


def test_no_name_of_the_desk_is_a_module_of_it_too() -> None:
    twice = [name for name in desk_room.__all__ if find_spec(f"agentdesk.desk.{name}") is not None]
    assert twice == []
