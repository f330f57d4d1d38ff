"""The floor: how teams and people stand."""

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk import AgentLine, Solve, TeamLine
from agentdesk.desk.floor import midnight, not_for
from tests.desk.desks import NOW, Floor


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


def test_the_floor_is_for_those_who_lead(floor: Floor) -> None:
    assert not_for(floor.desk.sit("cy")) is None
    refused = not_for(floor.desk.sit("ann"))
    assert refused is not None
    assert refused.code == "desk.role"


def test_today_begins_at_midnight_where_the_desk_is() -> None:
    assert midnight(NOW, "Asia/Shanghai") == midnight(NOW, "UTC") - 8 * HOUR
