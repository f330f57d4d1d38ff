"""People outrank rules, whom a complaint is about never gets it, and roles are kept."""

from collections.abc import Callable

import pytest

from agentdesk.desk import (
    Claim,
    ClaimNext,
    Command,
    Note,
    Release,
    Reply,
    Reroute,
    SetPriority,
    Snooze,
    Solve,
    Tag,
    Undo,
)
from agentdesk.desk.verbs.erase import Erase
from agentdesk.desk.verbs.people import AddAgent, AddTeam, ChangeAgent
from agentdesk.desk.verbs.rules import ApplyRules, RollbackRules
from agentdesk.lang import Refusal, Why
from tests.desk.desks import NOW, RULES, Floor


def test_a_priority_set_by_a_person_is_not_changed_by_rules(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", SetPriority(number, "low"))
    floor.customer("账号被盗号")
    ticket = floor.ticket(number)
    assert (ticket.priority, ticket.tags) == ("low", ("退款", "盗号"))
    floor.do("ann", SetPriority(number, "normal"))
    floor.customer("被盗号了！")
    assert floor.ticket(number).priority == "normal"


def test_a_tag_taken_off_by_a_person_does_not_come_back(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.do("ann", Tag(number, off=("退款",)))
    floor.customer("退款退款")
    assert floor.ticket(number).tags == ()
    floor.do("bo", Tag(number, on=("退款",)))
    floor.customer("退款")
    assert floor.ticket(number).tags == ("退款",)


@pytest.mark.parametrize("tag", ["riority", "eam", "+", "-x", "+退款"])
def test_a_tag_of_any_name_leaves_other_marks_alone(floor: Floor, tag: str) -> None:
    number = floor.claimed("ann")
    floor.do("ann", SetPriority(number, "low"), Tag(number, on=(tag,)), Tag(number, off=(tag,)))
    floor.customer("盗号")
    assert floor.ticket(number).priority == "low"
    assert tag not in floor.ticket(number).tags


def test_rules_propose_for_a_ticket_in_somebodys_hands_and_never_move_it(floor: Floor) -> None:
    number = floor.claimed("ann")
    floor.customer("账号被盗号")
    ticket = floor.ticket(number)
    assert (floor.owner(number), ticket.team, ticket.proposed_team) == ("ann", "funds", "risk")
    floor.do("ann", Release(number))
    floor.customer("盗号！")
    assert floor.ticket(number).team == "funds"
    floor.do("ann", Reroute(number, "盗号", team="risk"))
    assert (floor.ticket(number).team, floor.ticket(number).proposed_team) == ("risk", None)
    floor.customer("我还要退款")
    assert (floor.ticket(number).team, floor.ticket(number).proposed_team) == ("risk", "funds")


def test_rules_only_raise_priority_and_points(floor: Floor) -> None:
    number = floor.customer("投诉！我要退款").ticket
    assert (floor.ticket(number).priority, floor.ticket(number).points) == ("high", 50)
    floor.customer("hello")
    assert (floor.ticket(number).priority, floor.ticket(number).points) == ("high", 50)
    assert floor.ticket(number).kind == "complaint"


def test_whom_a_complaint_is_about_never_gets_it(floor: Floor, refused: Callable[..., Refusal]) -> None:
    first = floor.claimed("bo")
    floor.do("bo", Reply(first, "不能退", then="solved"))
    number = floor.receive(
        {"channel": "web", "customer": {"id": "of c1"}, "conversation": "c9", "text": "我要投诉你们的客服"}
    ).ticket
    assert floor.ticket(number).accused == floor.ids["bo"]
    commands: list[Command] = [Claim(number), Reply(number, "您好"), Solve(number, told=True), Snooze(number, NOW + 99)]
    for command in commands:
        assert refused("bo", command).message.code == "desk.accused"
    assert refused("bo", ClaimNext()).message.code == "desk.queue_empty"
    refusal = refused("cy", Reroute(number, "给他", agent="bo"))
    assert (refusal.message.code, refusal.message.params["who"]) == ("desk.reroute_accused", "Bo")
    floor.do("bo", Note(number, "我的说明"))
    assert floor.do("ann", ClaimNext()).ticket.id == number


def test_a_complaint_does_not_come_back_by_undo(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("bo")
    floor.customer("我要投诉你")
    assert (floor.ticket(number).accused, floor.owner(number)) == (floor.ids["bo"], "bo")
    floor.do("bo", Release(number))
    assert refused("bo", Undo(number)).message.code == "desk.reroute_accused"
    assert refused("bo", Claim(number)).message.code == "desk.accused"


@pytest.mark.parametrize(
    "command",
    [
        AddAgent(name="dee"),
        ChangeAgent("bo", role="admin"),
        AddTeam("night"),
        ApplyRules({"desk.yaml": RULES + "# a comment\n"}),
        RollbackRules(),
        Erase(1),
    ],
)
def test_an_agent_may_not_run_the_desk(floor: Floor, refused: Callable[..., Refusal], command: Command) -> None:
    floor.customer("hello")
    refusal = refused("ann", command)
    assert (refusal.why, refusal.message.code) == (Why.FORBIDDEN, "desk.role")


def test_who_leads_may_act_on_anybodys_ticket(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.claimed("ann")
    for command in (Snooze(number, NOW + 99), Reroute(number, "why", team="risk"), Solve(number, told=True)):
        assert refused("bo", command).message.code == "desk.not_yours"
    floor.do("cy", Reroute(number, "why", team="risk"))
    assert floor.owner(number) is None


def test_nobody_acts_who_does_not_work_here(floor: Floor, refused: Callable[..., Refusal]) -> None:
    number = floor.customer("hello").ticket
    assert refused("nobody", AddTeam("night")).why is Why.FORBIDDEN
    assert refused("nobody", Claim(number)).why is Why.FORBIDDEN
    floor.do("root", ChangeAgent("bo", active=False))
    assert refused("bo", Claim(number)).message.code == "desk.agent_gone"
    assert refused("cy", Reroute(number, "给他", agent="bo")).message.code == "desk.agent_gone"
    with pytest.raises(Refusal):
        floor.desk.sit("bo")


def test_the_last_admin_stays(floor: Floor, refused: Callable[..., Refusal]) -> None:
    assert refused("root", ChangeAgent("root", active=False)).message.code == "desk.last_admin"
    assert refused("root", ChangeAgent("root", role="agent")).message.code == "desk.last_admin"
    floor.do("root", ChangeAgent("cy", role="admin"))
    floor.do("root", ChangeAgent("root", role="agent"))
    assert refused("cy", AddAgent(name="ann")).message.code == "desk.name_taken"


def test_rules_are_applied_and_rolled_back_by_events(floor: Floor, refused: Callable[..., Refusal]) -> None:
    assert refused("root", RollbackRules()).message.code == "desk.no_earlier_rules_at_all"
    first = floor.desk.rules_hash()
    other = {"desk.yaml": RULES.replace("points: 10", "points: 45")}
    floor.do("root", ApplyRules(other, why="退款优先"))
    assert floor.customer("退款").priority == "high"
    assert refused("root", ApplyRules(other)).message.code == "desk.rules_same"
    floor.do("root", RollbackRules())
    assert floor.desk.rules_hash() == first
    assert floor.customer("退款", "c2").priority == "normal"
    again = floor.another()
    assert again.customer("退款", "c3").priority == "normal"
    again.desk.close()
    assert refused("root", RollbackRules(to="no such")).message.code == "desk.no_earlier_rules"


def test_only_an_admin_makes_an_admin(floor: Floor) -> None:
    with pytest.raises(Refusal) as refused:
        floor.do("cy", ChangeAgent("cy", role="admin"))
    assert refused.value.message.code == "desk.role"
    assert floor.desk.sit("cy").role == "supervisor"
    floor.do("root", ChangeAgent("cy", role="admin"))
    assert floor.desk.sit("cy").role == "admin"
