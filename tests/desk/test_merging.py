"""Two tickets become one matter and one message a matter of its own; promises survive, and both can be undone."""

from collections.abc import Callable

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk import Claim, Complain, Merge, Note, PromiseCustomer, Reopen, Reply, Reroute, Split, Tag, Undo
from agentdesk.lang import Refusal
from agentdesk.model import Ticket
from tests.desk.desks import NOW, Floor

Refused = Callable[..., Refusal]
LEFT = {"version", "updated_at", "messages"}


def same(one: Ticket, other: Ticket) -> bool:
    """Whether two states differ only in what undoing leaves."""
    return all(getattr(one, name) == getattr(other, name) for name in one.__struct_fields__ if name not in LEFT)


def two(floor: Floor) -> tuple[int, int]:
    """A customer writes twice, an hour apart, in two conversations; Ann has both."""
    who = {"id": "u1", "name": "李四"}
    first = floor.customer("我要退款", "c1", customer=who).ticket
    floor.clock.advance(HOUR)
    second = floor.customer("投诉你们", "c2", customer=who).ticket
    floor.do("ann", Claim(first), Claim(second))
    return first, second


def test_the_earliest_receipt_and_the_earliest_deadlines_survive(floor: Floor) -> None:
    first, second = two(floor)
    old, new = floor.ticket(first), floor.ticket(second)
    floor.do("ann", Merge(second, first))
    main, gone = floor.ticket(second), floor.ticket(first)
    assert (gone.state, gone.merged_into, gone.due_at) == ("closed", second, None)
    assert (main.received_at, main.waiting_since) == (old.received_at, old.waiting_since)
    assert main.kind == "complaint"
    for name in ("first_due", "resolve_due", "due_at"):
        earliest = min(due for one in (old, new) if (due := getattr(one, name)) is not None)
        assert earliest >= min(getattr(main, name), main.promised_at or getattr(main, name))
    assert set(main.tags) == {"退款", "投诉"}


def test_messages_stay_where_they_are_and_are_read_together(floor: Floor) -> None:
    first, second = two(floor)
    floor.do("ann", Merge(second, first))
    story = floor.desk.story(second)
    assert [(message.ticket, message.text) for message in story.merged] == [(first, "我要退款")]
    assert [other.id for other in story.linked] == [first]
    assert [other.id for other in floor.desk.story(first).linked] == [second]
    assert [message.text for message in floor.messages(first)] == ["我要退款"]


def test_what_the_customer_writes_on_a_merged_ticket_comes_to_the_other(floor: Floor) -> None:
    first, second = two(floor)
    floor.do("ann", Merge(second, first))
    receipt = floor.customer("到账了吗", "c1", customer={"id": "u1", "name": "李四"})
    assert (receipt.ticket, receipt.outcome) == (second, "added")


def test_a_first_answer_that_was_owed_sooner_is_owed_still(floor: Floor) -> None:
    first, second = two(floor)
    floor.do("ann", Reply(first, "在查"))
    owed = floor.ticket(second).due_at
    floor.do("ann", Merge(first, second))
    main = floor.ticket(first)
    assert (main.due_at, main.state) == (owed, "open")
    floor.do("ann", Reply(first, "查到了"))
    assert floor.ticket(first).promised_at is None


def test_the_promise_that_is_due_first_goes_along(floor: Floor) -> None:
    first, second = two(floor)
    floor.do("ann", PromiseCustomer(first, "补款", NOW + 3 * HOUR), Merge(second, first))
    assert (floor.ticket(second).promise, floor.ticket(second).promised_at) == ("补款", NOW + 3 * HOUR)
    assert floor.ticket(first).promised_at is None


def test_a_merge_is_undone_from_either_side(floor: Floor) -> None:
    for at in (0, 1):
        pair = [floor.customer("我要退款", f"{at}-{n}", customer={"id": f"u{at}"}).ticket for n in (1, 2)]
        floor.clock.advance(MINUTE)
        floor.do("ann", *(Claim(number) for number in pair))
        before = [floor.ticket(number) for number in pair]
        floor.do("ann", Merge(pair[0], pair[1]))
        floor.do("ann", Undo(pair[at]))
        assert all(same(floor.ticket(old.id), old) for old in before)


def test_it_is_not_undone_when_somebody_acted_on_what_it_changed(floor: Floor, refused: Refused) -> None:
    first, second = two(floor)
    floor.do("ann", Merge(second, first))
    floor.do("cy", Tag(second, off=("退款",)))
    assert refused("ann", Undo(second)).message.code == "desk.undo_touched"


def test_what_cannot_be_merged(floor: Floor, refused: Refused) -> None:
    first, second = two(floor)
    other = floor.claimed("ann", conversation="c9")
    assert refused("ann", Merge(first, first)).message.code == "desk.merge_itself"
    assert refused("ann", Merge(first, other)).message.code == "desk.merge_customers"
    assert refused("bo", Merge(first, second)).message.code == "desk.not_yours"
    floor.do("ann", Merge(first, second))
    assert refused("ann", Merge(other, second, "x")).message.code == "desk.merge_closed"
    floor.do("ann", Merge(first, other, "一家人"))
    assert floor.messages(first)[-1].text == "一家人"


def test_a_message_becomes_a_ticket_of_its_own_whose_clock_runs_since_it_came(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.clock.advance(HOUR)
    n = floor.customer("另外我被盗号了").n
    floor.clock.advance(MINUTE)
    new = floor.do("ann", Split(number, n)).events[0].stream.partition(":")[2]
    ticket = floor.ticket(int(new))
    assert (ticket.parent, ticket.received_at, ticket.team) == (number, NOW + HOUR, "risk")
    assert [(message.text, message.at) for message in floor.messages(ticket.id)] == [("另外我被盗号了", NOW + HOUR)]
    assert [message.text for message in floor.messages(number)] == ["我要退款", "另外我被盗号了"]
    assert [other.id for other in floor.desk.story(number).linked] == [ticket.id]
    assert floor.customer("在吗").ticket == number


def test_a_split_is_undone_unless_somebody_acted_on_the_new_ticket(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    n = floor.customer("另外我被盗号了").n
    for touched in (False, True):
        floor.do("ann", Split(number, n))
        new = floor.desk.story(number).linked[-1].id
        if touched:
            floor.do("bo", Note(new, "看看"))
            assert refused("ann", Undo(number)).message.code == "desk.undo_touched"
        else:
            floor.do("ann", Undo(number))
            assert (floor.ticket(new).state, floor.ticket(new).merged_into) == ("closed", number)
            assert floor.desk.story(number).merged == ()


def test_what_cannot_be_split(floor: Floor, refused: Refused) -> None:
    number = floor.claimed("ann")
    assert refused("ann", Split(number, 1)).message.code == "desk.split_only"
    floor.do("ann", Reply(number, "好"))
    assert refused("ann", Split(number, floor.ticket(number).version)).message.code == "desk.split_message"


def test_a_merged_ticket_is_taken_up_again_by_taking_the_merge_back_alone(floor: Floor, refused: Refused) -> None:
    first, second = two(floor)
    floor.do("ann", Merge(second, first))
    assert refused("ann", Reopen(first)).message.code == "desk.reopen_merged"
    floor.do("ann", Undo(first))
    floor.do("ann", Merge(first, second))
    assert floor.customer("到账了吗", "c2", customer={"id": "u1", "name": "李四"}).ticket == first


def test_an_offer_to_whom_the_other_ticket_complains_about_ends(floor: Floor) -> None:
    first, second = two(floor)
    floor.do("cy", Complain(second, "serious", accused="bo"))
    floor.do("ann", Reroute(first, "你熟悉", agent="bo", warm=True), Merge(first, second))
    assert (floor.ticket(first).accused, floor.ticket(first).offered_to) == (floor.ids["bo"], None)
