"""The end of a shift: what is open and promised, who takes what, as one act that can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import HOUR
from agentdesk.desk import Claim, Note, Reply, Snooze
from agentdesk.desk.bulk import undo_bulk
from agentdesk.desk.sharing.handover import KEEP, TEAM, Handover, hand_over, leaver, plan_handover
from agentdesk.desk.verbs.dedicate import Dedicate, Need
from agentdesk.desk.verbs.people import ChangeAgent
from agentdesk.lang import Refusal
from tests.desk.desks import code
from tests.desk.sharing import Shift


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    """A desk whose teams pull."""
    begun = Shift.begun(tmp_path / "desk.db", "sharing: {assign: pull}\n")
    yield begun
    begun.desk.close()


def planned(shift: Shift, name: str = "ann", takers: dict[int, str] | None = None) -> Handover:
    return plan_handover(shift.desk, shift.desk.sit(name), takers)


def taken(shift: Shift, count: int) -> list[int]:
    tickets = shift.come_in(count)
    shift.do("ann", *map(Claim, tickets))
    return tickets


def test_it_lists_what_is_open_and_why(shift: Shift) -> None:
    waiting, answered, asleep, kept = taken(shift, 4)
    shift.do("ann", Reply(answered, "请提供订单号"), Snooze(asleep, shift.clock.now() + HOUR), Dedicate(kept))
    shift.desk.side.save_draft(shift.ids["ann"], waiting, "reply", "您好", shift.clock.now())
    rows = {row.ticket: row for row in planned(shift).rows}
    assert rows[waiting].why == ("waiting", "draft")
    assert rows[answered].why == ("pending",)
    assert rows[asleep].why == ("waiting", "snoozed")
    assert rows[kept].why == ("dedicated", "waiting")
    assert (rows[kept].taker, rows[waiting].taker) == (KEEP, TEAM)


def test_it_proposes_who_fits_has_room_and_the_least(shift: Shift) -> None:
    shift.do("root", ChangeAgent("bo", capacity=2))
    shift.online("bo", "cy")
    tickets = taken(shift, 5)
    shift.do("root", Need(tickets[0], ("law",)))
    names = [row.name for row in planned(shift).rows]
    assert sorted(names) == ["", "Bo", "Bo", "Cy", "Cy"]
    wishes = dict.fromkeys(tickets[1:3], shift.ids["bo"])
    assert [row.name for row in planned(shift, takers=wishes).rows] == ["", "Bo", "Bo", "Cy", "Cy"]


def test_it_is_one_act_with_a_note_and_drafts_go_along(shift: Shift) -> None:
    shift.online("bo")
    tickets = taken(shift, 3)
    shift.desk.side.save_draft(shift.ids["ann"], tickets[0], "reply", "您好", shift.clock.now())
    plan = planned(shift, takers={tickets[2]: TEAM})
    done = hand_over(shift.desk, plan, "下班交接，请跟进", shift.ids["ann"])
    assert (done.done, done.refused) == (tuple(tickets), ())
    assert shift.owners(tickets) == ["bo", "bo", None]
    assert [m.text for m in shift.messages(tickets[0])][-1] == "下班交接，请跟进"
    assert shift.desk.side.draft(shift.ids["ann"], tickets[0]) is None
    draft = shift.desk.side.draft(shift.ids["bo"], tickets[0])
    assert draft is not None
    assert draft.text == "您好"
    (act,) = shift.desk.reader().events(f"bulk:{done.id}")
    assert (act.kind, [ticket for ticket, _ in act.data["done"]]) == ("bulk.handed_over", tickets)


def test_it_can_be_taken_back_but_for_what_somebody_worked_on(shift: Shift) -> None:
    shift.online("bo")
    tickets = taken(shift, 2)
    done = hand_over(shift.desk, planned(shift), "交接", shift.ids["ann"])
    shift.do("bo", Note(tickets[1], "我来"))
    undone = undo_bulk(shift.desk, done.id, shift.ids["ann"])
    assert (undone.done, [one.ticket for one in undone.refused]) == ((tickets[0],), [tickets[1]])
    assert shift.owners(tickets) == ["ann", "bo"]


def test_what_changed_hands_meanwhile_is_left_and_listed(shift: Shift) -> None:
    shift.online("bo")
    first, second = taken(shift, 2)
    plan = planned(shift)
    shift.do("ann", Dedicate(second))
    hand_over(shift.desk, planned(shift, takers={first: shift.ids["bo"]}), "", shift.ids["ann"])
    done = hand_over(shift.desk, plan, "", shift.ids["ann"])
    assert (done.done, [one.why.code for one in done.refused]) == ((second,), ["sharing.hand_not_theirs"])
    assert (shift.owner(second), shift.ticket(second).dedicated) == ("bo", True)


def test_an_agent_hands_over_their_own_and_those_who_lead_anybodys(shift: Shift) -> None:
    taken(shift, 1)
    assert leaver(shift.desk, shift.desk.sit("cy"), "ann").name == "ann"
    assert leaver(shift.desk, shift.desk.sit("bo"), None).name == "bo"
    with pytest.raises(Refusal) as refused:
        leaver(shift.desk, shift.desk.sit("bo"), "ann")
    assert code(refused.value) == "sharing.handover_of_others"
    with pytest.raises(Refusal) as refused:
        hand_over(shift.desk, planned(shift, "bo"), "", shift.ids["bo"])
    assert code(refused.value) == "sharing.nothing_to_hand"
    done = hand_over(shift.desk, planned(shift), "", shift.ids["cy"])
    assert len(done.done) == 1
