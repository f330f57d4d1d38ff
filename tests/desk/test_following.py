"""Who follows a case: pulling what fits, skipping, coming back, and one person until it is solved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import DAY, MINUTE
from agentdesk.desk import Claim, ClaimNext, Release, Reopen, Reply, Reroute, Solve, Undo
from agentdesk.desk.verbs.dedicate import Dedicate, Need
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.desk.verbs.presence import SetDuty
from agentdesk.desk.verbs.skip import Skip
from agentdesk.lang import Refusal
from tests.desk.desks import code
from tests.desk.sharing import Shift


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    """A desk whose teams pull; complaints are followed by one person."""
    begun = Shift.begun(tmp_path / "desk.db", "sharing: {skip: 30m, dedicated: [complaint]}\n")
    yield begun
    begun.desk.close()


def pull(shift: Shift, name: str) -> int:
    return shift.do(name, ClaimNext()).ticket.id


def test_next_is_the_first_that_fits(shift: Shift) -> None:
    shift.do("root", ChangeAgent("ann", languages=("zh",), skills=("live",)))
    needs_law, english, fits = shift.come_in(1) + shift.come_in(1, lang="en") + shift.come_in(1)
    shift.do("root", Need(needs_law, ("law",)), Need(fits, ("live",)))
    assert pull(shift, "ann") == fits
    with pytest.raises(Refusal) as refused:
        pull(shift, "ann")
    assert code(refused.value) == "desk.queue_empty"
    assert pull(shift, "bo") == english


def test_a_skipped_ticket_is_not_offered_for_a_while(shift: Shift) -> None:
    first, second = shift.come_in(2)
    shift.do("ann", Skip("要找懂法务的同事"))
    assert pull(shift, "ann") == second
    assert pull(shift, "bo") == first
    shift.do("bo", Skip("我不熟悉这类问题", first))
    assert shift.owner(first) is None
    assert [m.text for m in shift.messages(first) if m.author == "note"] == ["要找懂法务的同事", "我不熟悉这类问题"]
    shift.clock.advance(30 * MINUTE)
    assert pull(shift, "ann") == first


def test_skipping_needs_a_reason_and_only_ones_own_or_a_free_ticket(shift: Shift) -> None:
    (ticket,) = shift.come_in(1)
    with pytest.raises(Refusal) as refused:
        shift.do("ann", Skip("  "))
    assert code(refused.value) == "sharing.skip_reason"
    shift.do("bo", Claim(ticket))
    with pytest.raises(Refusal) as refused:
        shift.do("ann", Skip("不懂", ticket))
    assert code(refused.value) == "desk.taken"


def test_a_case_that_comes_back_stays_with_who_followed_it(shift: Shift) -> None:
    shift.online("ann")
    (ticket,) = shift.come_in(1)
    shift.do("ann", Claim(ticket), Solve(ticket, told=True))
    shift.customer("还是没到账", "c0")
    assert (shift.owner(ticket), shift.ticket(ticket).state) == ("ann", "open")


@pytest.mark.parametrize(("why", "words"), [("away", "not at work"), ("full", "no room"), ("gone", "does not work")])
def test_else_it_goes_to_the_team_with_a_note(shift: Shift, why: str, words: str) -> None:
    shift.online("ann")
    (ticket,) = shift.come_in(1)
    shift.do("ann", Claim(ticket), Solve(ticket, told=True))
    if why == "away":
        shift.do("ann", SetDuty("offline"))
    elif why == "full":
        shift.do("root", ChangeAgent("ann", capacity=1))
        shift.do("ann", *map(Claim, shift.come_in(1)))
    else:
        shift.do("root", ChangeAgent("ann", active=False))
    receipt = shift.customer("还是没到账", "c0")
    assert (receipt.outcome, shift.owner(ticket), shift.ticket(ticket).team) == ("reopened", None, "funds")
    last = shift.events(ticket)[-1]
    assert (last.kind, last.data["reason"]["why"]) == ("ticket.unfollowed", why)
    assert receipt.n == last.version - 1
    assert any(words in line for line in shift.desk.why(ticket, "en"))


def test_a_linked_ticket_goes_to_who_followed_the_old_one(shift: Shift) -> None:
    shift.online("ann")
    (old,) = shift.come_in(1)
    shift.do("ann", Claim(old), Solve(old, told=True))
    shift.clock.advance(8 * DAY)
    new = shift.customer("我要退款", "c0").ticket
    assert (shift.ticket(new).parent, shift.owner(new)) == (old, "ann")
    assert shift.events(new)[-1].data["reason"]["by"] == "followed"
    shift.do("ann", Solve(new, told=True), SetDuty("offline"))
    shift.clock.advance(8 * DAY)
    newer = shift.customer("我要退款", "c0").ticket
    assert (shift.ticket(newer).parent, shift.owner(newer)) == (new, None)
    assert shift.events(newer)[-1].data["reason"] == {"why": "away", "from": shift.ids["ann"]}


def test_a_linked_complaint_about_them_does_not(shift: Shift) -> None:
    shift.online("ann")
    (old,) = shift.come_in(1)
    shift.do("ann", Claim(old), Solve(old, told=True))
    shift.clock.advance(8 * DAY)
    new = shift.customer("我要投诉你们的客服", "c0").ticket
    assert (shift.owner(new), shift.ticket(new).accused) == (None, shift.ids["ann"])


def test_a_dedicated_case_is_not_moved(shift: Shift) -> None:
    (ticket,) = shift.come_in(1)
    shift.do("ann", Dedicate(ticket))
    assert (shift.owner(ticket), shift.ticket(ticket).dedicated) == ("ann", True)
    for name, command in (("ann", Release(ticket)), ("cy", Reroute(ticket, "换人", team="risk"))):
        with pytest.raises(Refusal) as refused:
            shift.do(name, command)
        assert code(refused.value) == "sharing.is_dedicated"
    with pytest.raises(Refusal) as refused:
        shift.do("bo", Dedicate(ticket, on=False))
    assert code(refused.value) == "desk.not_yours"
    shift.do("cy", Dedicate(ticket, on=False), Reroute(ticket, "换人", team="risk"))
    assert shift.owner(ticket) is None


def test_a_kind_of_ticket_can_be_followed_by_whoever_takes_it(shift: Shift) -> None:
    complaint = shift.customer("我要投诉", "other").ticket
    shift.do("ann", Reply(complaint, "非常抱歉"))
    assert shift.ticket(complaint).dedicated
    shift.do("ann", Solve(complaint, told=True))
    shift.customer("又来了", "other")
    assert (shift.owner(complaint), shift.ticket(complaint).dedicated) == ("ann", True)


def test_it_can_be_taken_back(shift: Shift) -> None:
    (ticket,) = shift.come_in(1)
    shift.do("ann", Dedicate(ticket))
    shift.do("ann", Need(ticket, ("law",)))
    shift.do("ann", Undo(ticket))
    assert shift.ticket(ticket).skills == ()
    shift.do("ann", Undo(ticket))
    assert (shift.owner(ticket), shift.ticket(ticket).dedicated) == (None, False)


def test_reopening_by_hand_leaves_it_where_it_was(shift: Shift) -> None:
    (ticket,) = shift.come_in(1)
    shift.do("ann", Claim(ticket), Solve(ticket, told=True), SetDuty("offline"), Reopen(ticket))
    assert shift.owner(ticket) == "ann"


def test_a_rule_says_what_a_ticket_needs_until_a_person_does(tmp_path: Path) -> None:
    rules = "rules: [{id: law, when: {words: [律师]}, then: {skill: law}}]\nsharing: {assign: push}\n"
    shift = Shift.begun(tmp_path / "desk.db", rules)
    ticket = shift.customer("我要找律师退款", "c0").ticket
    assert shift.ticket(ticket).skills == ("law",)
    shift.do("ann", Need(ticket, ()))
    shift.customer("我的律师会联系你们", "c0")
    assert shift.ticket(ticket).skills == ()
    shift.desk.close()
