"""Who is there: states, breaks that need a yes, and what a lost screen leaves behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import MINUTE, SECOND
from agentdesk.desk import Claim, Reply
from agentdesk.desk.verbs.dedicate import Dedicate
from agentdesk.desk.verbs.presence import SetDuty
from agentdesk.lang import Refusal
from tests.desk.desks import code
from tests.desk.sharing import Shift

GRACE = 90 * SECOND


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    """A desk where breaks of the people of risk need a yes; its teams pull."""
    begun = Shift.begun(tmp_path / "desk.db", "sharing: {grace: 90s, teams: {risk: {breaks: ask}}}\n")
    yield begun
    begun.desk.close()


def duty(shift: Shift, name: str) -> str:
    return shift.desk.sit(name).duty


def test_a_state_and_since_when_are_in_the_journal_and_a_sign_of_life_is_not(shift: Shift) -> None:
    shift.online("ann")
    began = shift.clock.now()
    shift.desk.side.here(shift.ids["ann"], None, False, shift.clock.now())
    ann = shift.desk.sit("ann")
    assert (ann.duty, ann.duty_since) == ("online", began)
    kinds = [event.kind for event in shift.desk.reader().events(f"agent:{ann.id}")]
    assert kinds == ["agent.added", "agent.duty"]
    assert [m.code for m in shift.do("ann", SetDuty("online")).said] == ["sharing.duty_same"]
    assert len(shift.desk.reader().events(f"agent:{ann.id}")) == 2


def test_a_break_is_asked_for_and_granted(shift: Shift) -> None:
    shift.online("ann")
    assert [m.code for m in shift.do("ann", SetDuty("break")).said] == ["sharing.break_asked"]
    assert (duty(shift, "ann"), shift.desk.sit("ann").break_asked) == ("online", shift.clock.now())
    shift.do("cy", SetDuty("break", "ann"))
    assert (duty(shift, "ann"), shift.desk.sit("ann").break_asked) == ("break", None)
    shift.do("ann", SetDuty("online"))
    assert duty(shift, "ann") == "online"


def test_a_break_is_refused_by_any_other_state(shift: Shift) -> None:
    shift.online("ann")
    shift.do("ann", SetDuty("break"))
    shift.do("cy", SetDuty("online", "ann"))
    assert (duty(shift, "ann"), shift.desk.sit("ann").break_asked) == ("online", None)


def test_where_no_yes_is_needed_a_break_begins_at_once(shift: Shift) -> None:
    shift.do("root", SetDuty("break"))
    assert duty(shift, "root") == "break"


def test_only_those_who_lead_say_it_for_others(shift: Shift) -> None:
    with pytest.raises(Refusal) as refused:
        shift.do("ann", SetDuty("offline", "bo"))
    assert code(refused.value) == "sharing.duty_of_others"
    with pytest.raises(Refusal) as refused:
        shift.do("ann", SetDuty("asleep"))
    assert code(refused.value) == "sharing.no_duty"


def test_a_lost_screen_gives_back_what_waits_for_an_answer(shift: Shift) -> None:
    shift.online("ann")
    waiting, answered, kept = shift.come_in(3)
    shift.do("ann", Claim(waiting), Claim(answered), Claim(kept), Reply(answered, "请稍等"), Dedicate(kept))
    shift.desk.side.here(shift.ids["ann"], waiting, False, shift.clock.now())
    shift.clock.advance(GRACE - 2 * SECOND)
    shift.tick()
    assert shift.owner(waiting) == "ann"
    shift.tick()
    assert shift.owners([waiting, answered, kept]) == [None, "ann", "ann"]
    assert duty(shift, "ann") == "offline"
    gone = shift.events(waiting)[-1]
    assert (gone.kind, gone.actor, gone.data["reason"]["why"]) == ("ticket.given_back", "keeper", "lost")
    told = shift.events(kept)[-1]
    assert (told.kind, told.data["tell"]) == ("ticket.owner_lost", "supervisor")
    shift.tick()
    assert shift.events(kept)[-1] == told
    assert any("supervisor" in line for line in shift.desk.why(kept, "en"))


@pytest.mark.parametrize("state", ["break", "offline"])
def test_nothing_is_taken_from_who_is_on_a_break_or_left_in_order(shift: Shift, state: str) -> None:
    shift.do("root", SetDuty("online"))
    (ticket,) = shift.come_in(1)
    shift.do("root", Claim(ticket))
    shift.desk.side.here(shift.ids["root"], ticket, False, shift.clock.now())
    shift.do("root", SetDuty(state))
    shift.clock.advance(60 * MINUTE)
    shift.tick()
    assert shift.owner(ticket) == "root"


def test_who_works_by_commands_alone_loses_nothing(shift: Shift) -> None:
    shift.online("ann")
    (ticket,) = shift.come_in(1)
    shift.do("ann", Claim(ticket))
    shift.clock.advance(60 * MINUTE)
    shift.tick()
    assert (shift.owner(ticket), duty(shift, "ann")) == ("ann", "online")


def test_a_great_many_are_taken_back_in_several_transactions(shift: Shift, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agentdesk.desk.verbs.presence.TOGETHER", 2)
    shift.online("ann")
    tickets = shift.come_in(5)
    shift.do("ann", *map(Claim, tickets))
    shift.desk.side.here(shift.ids["ann"], None, False, shift.clock.now())
    shift.clock.advance(GRACE)
    shift.tick()
    assert shift.owners(tickets) == [None] * 5
    assert duty(shift, "ann") == "offline"
