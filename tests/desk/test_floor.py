"""The floor: how teams and people stand."""

import pytest

from agentdesk.clock import HOUR, MINUTE, SECOND
from agentdesk.desk import AgentLine, Note, Rate, Reply, Reroute, Solve, TeamLine, Undo
from agentdesk.desk.floor import midnight, not_for
from agentdesk.desk.pace import STEP, Pace, hours
from agentdesk.desk.previewing import preview_rebalance
from agentdesk.desk.verbs.assign import Rebalance
from agentdesk.desk.verbs.presence import SetDuty
from agentdesk.lang import Refusal, say
from tests.desk.desks import NOW, Floor, code


def team(floor: Floor, name: str | None) -> TeamLine:
    return next(line for line in floor.desk.floor().teams if line.team == name)


def person(floor: Floor, name: str) -> AgentLine:
    return next(line for line in floor.desk.floor().agents if line.agent == floor.ids[name])


def test_a_team_shows_what_waits_and_what_was_done_today(floor: Floor) -> None:
    floor.customer("我要退款", "c1")
    floor.clock.advance(10 * MINUTE)
    done = floor.claimed("ann", "我要退款", "c2")
    floor.claimed("bo", "我要退款", "c3")
    floor.do("ann", Solve(done, told=True))
    line = team(floor, "funds")
    assert (line.open, line.free, line.solved, line.waiting_since) == (2, 1, 1, NOW)
    assert (line.soon, line.near) == (0, 0)
    floor.clock.advance(4 * HOUR - 20 * MINUTE)
    assert (team(floor, "funds").soon, team(floor, "funds").near) == (1, 2)
    floor.clock.advance(24 * HOUR)
    assert team(floor, "funds").solved == 0
    assert (team(floor, "risk").open, team(floor, "risk").waiting_since) == (0, None)


def test_what_is_no_teams_has_a_line_of_its_own(floor: Floor) -> None:
    assert None not in {line.team for line in floor.desk.floor().teams}
    floor.customer("你好")
    assert team(floor, None).open == 1


def test_a_person_shows_load_screen_and_last_action(floor: Floor) -> None:
    assert not person(floor, "ann").online
    number = floor.claimed("ann")
    floor.desk.side.here(floor.ids["ann"], number, True, floor.clock.now())
    ann = person(floor, "ann")
    assert (ann.online, ann.typing, ann.ticket, ann.load, ann.capacity) == (True, True, number, 1, 6)
    assert ann.subject == "我要退款"
    assert ann.acted_at == floor.clock.now()
    assert person(floor, "bo").acted_at is None


def test_a_person_shows_since_when_they_read_what_they_said_and_how_full_they_are(floor: Floor) -> None:
    number = floor.claimed("ann")
    ann = floor.ids["ann"]
    floor.do("ann", SetDuty("busy"))
    floor.desk.side.here(ann, number, False, NOW)
    floor.clock.advance(30 * SECOND)
    floor.desk.side.here(ann, number, False, NOW + 30 * SECOND)
    line = person(floor, "ann")
    assert (line.ticket_since, line.state, line.since) == (NOW, "busy", NOW)
    assert (line.load, line.capacity, line.rooms) == (1.0, 6, {"": "1/6"})
    assert person(floor, "bo").ticket_since is None
    floor.clock.advance(HOUR)
    assert (person(floor, "ann").state, person(floor, "ann").ticket) == ("lost", None)


def test_satisfaction_is_the_days_mean_of_the_team_that_had_the_ticket_then(floor: Floor) -> None:
    numbers = [floor.claimed("ann", "我要退款", f"c{n}") for n in range(3)]
    for number, rating in zip(numbers[:2], (5, 2), strict=True):
        floor.do("ann", Reply(number, "好的"))
        floor.do("cy", Rate(number, rating))
    assert (team(floor, "funds").satisfaction, team(floor, "funds").rated) == (3.5, 2)
    assert (team(floor, "risk").satisfaction, team(floor, "risk").rated) == (None, 0)
    floor.do("cy", Rate(numbers[1], 4))
    floor.do("cy", Reroute(numbers[0], "风控看看", team="risk"))
    assert (team(floor, "funds").satisfaction, team(floor, "funds").rated) == (4.5, 2)
    floor.clock.advance(24 * HOUR)
    assert (team(floor, "funds").satisfaction, team(floor, "funds").rated) == (None, 0)


def test_the_pace_counts_what_came_and_what_people_answered_by_quarters_of_an_hour(floor: Floor) -> None:
    one, other = floor.claimed("ann", "我要退款", "c1"), floor.claimed("ann", "我要退款", "c2")
    floor.do("ann", Note(one, "only a note"))
    floor.clock.advance(15 * MINUTE)
    floor.do("ann", Reply(one, "好的"), Reply(other, "稍等"))
    floor.do("ann", Undo(other))
    pace = floor.desk.floor().pace
    assert (pace.arrivals[-2:], pace.answers[-2:], pace.peak) == ((2, 0), (0, 1), 2)
    assert (len(pace.arrivals), sum(pace.arrivals), sum(pace.answers)) == (32, 2, 1)
    assert pace.start + 32 * STEP > floor.clock.now() >= pace.start + 31 * STEP
    floor.clock.advance(8 * HOUR)
    assert sum(floor.desk.floor().pace.arrivals) == 0


def test_the_hours_of_the_pace_are_those_of_the_desks_zone() -> None:
    pace = Pace(start=midnight(NOW, "Asia/Shanghai"), arrivals=(0,) * 32, answers=(0,) * 32)
    assert hours(pace, "Asia/Shanghai") == ((0, "00:00"), (8, "02:00"), (16, "04:00"), (24, "06:00"))
    assert hours(pace, "Asia/Kolkata")[0] == (2, "22:00")


def test_balancing_a_team_is_shown_before_it_is_done(floor: Floor) -> None:
    numbers = [floor.claimed("ann", "我要退款", f"c{n}") for n in range(8)]
    unmanned = preview_rebalance(floor.desk, "funds", floor.ids["cy"])
    assert (unmanned.changed, unmanned.said and unmanned.said.code) == (0, "sharing.nobody_there")
    floor.do("ann", SetDuty("online"))
    floor.do("bo", SetDuty("online"))
    with pytest.raises(Refusal) as refused:
        preview_rebalance(floor.desk, "funds", floor.ids["ann"])
    assert code(refused.value) == "desk.role"
    seen = preview_rebalance(floor.desk, "funds", floor.ids["cy"])
    assert (seen.changed, [load.agent for load in seen.loads]) == (2, [floor.ids["bo"]])
    assert {floor.owner(number) for number in numbers} == {"ann"}
    floor.do("cy", Rebalance("funds"))
    assert [floor.owner(number) for number in numbers].count("bo") == seen.changed
    assert preview_rebalance(floor.desk, "funds", floor.ids["cy"]).changed == 0


@pytest.mark.parametrize(("name", "may"), [("ann", False), ("cy", True), ("root", True)])
def test_who_may_set_the_state_of_another(floor: Floor, name: str, may: bool) -> None:
    if may:
        floor.do(name, SetDuty("break", "bo"))
    else:
        with pytest.raises(Refusal) as refused:
            floor.do(name, SetDuty("break", "bo"))
        assert code(refused.value) == "sharing.duty_of_others"
    assert (person(floor, "bo").state == "break") == may


@pytest.mark.parametrize(("name", "may"), [("bo", False), ("cy", True)])
def test_who_may_take_a_colleagues_case_over(floor: Floor, name: str, may: bool) -> None:
    number = floor.claimed("ann")
    if may:
        floor.do(name, Reroute(number, "我来处理", agent=name))
    else:
        with pytest.raises(Refusal) as refused:
            floor.do(name, Reroute(number, "我来处理", agent=name))
        assert code(refused.value) == "desk.not_yours"
    assert floor.owner(number) == (name if may else "ann")


def test_the_floor_is_for_those_who_lead(floor: Floor) -> None:
    assert not_for(floor.desk.sit("cy")) is None
    refused = not_for(floor.desk.sit("ann"))
    assert refused is not None
    assert refused.code == "desk.role"


def test_today_begins_at_midnight_where_the_desk_is() -> None:
    assert midnight(NOW, "Asia/Shanghai") == midnight(NOW, "UTC") - 8 * HOUR


def test_who_may_not_is_told_in_their_language_who_may(floor: Floor) -> None:
    refused = not_for(floor.desk.sit("ann"))
    assert refused is not None
    assert say(refused, "zh") == "客服无权执行此操作；需要以下角色之一：管理员、组长、主管。"
    assert say(refused, "en") == "As agent you may not do this; it takes one of: admin, lead, supervisor."
    with pytest.raises(Refusal) as from_command:
        floor.do("ann", Rebalance("funds"))
    assert from_command.value.message == refused
