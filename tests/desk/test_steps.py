"""What is told of a step: which promise, what came of it, where a ticket went and for how many times."""

import pytest

from agentdesk.clock import HOUR, MINUTE
from agentdesk.desk import Claim, Reroute, Return
from agentdesk.desk.sharing.handover import TEAM, hand_over, plan_handover
from agentdesk.desk.steps import step_details
from tests.desk.desks import Floor
from tests.desk.promised import later


class Told:
    """A reader with the names of a desk; moments are hours and minutes since another."""

    def __init__(self, floor: Floor, lang: str) -> None:
        self.lang = lang
        self._agents = {agent.id: agent.shown for agent in floor.desk.agents()}
        self._teams = {team.id: team.shown(lang) for team in floor.desk.teams()}

    def name(self, actor: str | None) -> str:
        return self._agents.get(actor or "", "")

    def team(self, team: str | None) -> str:
        return self._teams.get(team or "", "–")

    def tag(self, tag: str) -> str:
        return tag

    def moment(self, moment: int, at: int) -> str:
        return f"{(moment - at) // MINUTE}m"


def told(floor: Floor, number: int, lang: str, *kinds: str) -> list[str]:
    """What is told of a ticket's steps of these kinds."""
    reader, story = Told(floor, lang), floor.desk.story(number)
    return [" ".join(step_details(step, reader)) for step in story.steps if step.kind in kinds]


@pytest.mark.parametrize(
    ("lang", "clock", "role"), [("en", "first response", "supervisor"), ("zh", "首次响应", "主管")]
)
def test_the_steps_of_a_broken_promise_say_which_and_what_was_done(
    floor: Floor, lang: str, clock: str, role: str
) -> None:
    number = floor.customer("我要退款").ticket
    later(floor, 2 * HOUR)
    later(floor, 2 * HOUR + MINUTE)
    later(floor, HOUR)
    assert told(floor, number, lang, "promise.warned") == [f"{clock} ⏱ 120m 50%"]
    assert told(floor, number, lang, "promise.breached") == [f"{clock} ⏱ -1m"]
    assert told(floor, number, lang, "promise.escalated") == [f"{clock} → {role}"]


def test_going_back_and_forth_is_counted_where_it_happens(floor: Floor) -> None:
    number = floor.customer("我要退款").ticket
    floor.do("ann", Claim(number))
    for _ in range(2):
        floor.do("ann", Reroute(number, "看看", team="risk"))
        floor.do("cy", Return(number, "不归我们"))
    assert told(floor, number, "en", "ticket.rerouted") == ["→ Risk", "→ Risk"]
    assert told(floor, number, "en", "ticket.returned") == ["→ Ann", "→ Ann 2×"]


def test_what_is_handed_over_goes_to_somebody_or_to_its_team(floor: Floor) -> None:
    first, second = floor.claimed("ann", conversation="c1"), floor.claimed("ann", conversation="c2")
    ann = floor.desk.sit("ann")
    plan = plan_handover(floor.desk, ann, {first: "bo", second: TEAM})
    hand_over(floor.desk, plan, "晚班", floor.ids["ann"])
    assert told(floor, first, "en", "ticket.handed_over") == ["→ Bo"]
    assert told(floor, second, "zh", "ticket.handed_over") == ["→ 资金"]
