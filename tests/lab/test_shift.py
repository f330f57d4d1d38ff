"""A shift in the lab: agents and customers by the clock, an incident that the desk finds, an account of it all."""

from collections import Counter
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agentdesk.clock import HOUR, MINUTE
from agentdesk.lab.lab import Lab
from agentdesk.lab.shift.account import Account
from agentdesk.lab.shift.agenda import Agenda
from agentdesk.lab.shift.arrivals import arrivals, rush
from agentdesk.lab.shift.plan import ZONE, Plan
from agentdesk.lab.shift.roster import on_duty
from agentdesk.lab.shift.shift import opened
from agentdesk.model import Stage, State

START = 1_795_586_400_000
"""14:00 on a Wednesday in Shanghai."""
SMALL = Plan(hours=1, agents=4, customers=60, incident=None, yesterday=False)
EVENING = Plan(hours=1, start="20:00", agents=4, customers=30, incident="20:05", rush=40)


def played(plan: Plan) -> tuple[Account, dict[str, Any]]:
    """What a shift came to, and all that the desk holds after it."""
    with opened(plan) as shift:
        account = shift.play()
        return account, shift.lab.desk.store.dump()


@pytest.fixture(scope="module")
def afternoon() -> tuple[Account, dict[str, Any]]:
    return played(SMALL)


def test_the_same_seed_gives_the_same_journal(afternoon: tuple[Account, dict[str, Any]]) -> None:
    assert played(SMALL) == afternoon


def test_everybody_comes_most_are_answered_and_the_desk_is_whole(afternoon: tuple[Account, dict[str, Any]]) -> None:
    account, _ = afternoon
    assert account.tally.tickets == 60
    assert account.tally.kinds["message.replied"] > 30
    assert account.tally.solved > 20
    assert account.events == sum(account.tally.kinds.values())
    assert account.faults == ()


def test_promises_ratings_and_the_floor_are_told(afternoon: tuple[Account, dict[str, Any]]) -> None:
    account, _ = afternoon
    (hour,) = account.hours
    first, complaints = account.tally.promises["first_response"], account.tally.promises["complaint"]
    assert first.kept > first.broken
    assert complaints.kept + complaints.broken + complaints.late + complaints.running > 0
    assert hour.open + hour.solved <= 60
    assert hour.longest_wait < HOUR
    assert len(hour.loads) == 4
    assert 1 <= account.tally.csat <= 5
    assert account.tally.rated == account.tally.kinds["ticket.rated"]


def test_agents_take_breaks_and_hand_over_at_their_end(afternoon: tuple[Account, dict[str, Any]]) -> None:
    account, _ = afternoon
    assert account.tally.kinds["agent.duty"] >= 4 * (2 + 2 * 2)
    assert account.handed == account.tally.kinds.get("ticket.handed_over", 0)


def test_work_is_given_out_where_it_is_pushed_and_taken_where_it_is_not(
    afternoon: tuple[Account, dict[str, Any]],
) -> None:
    account, _ = afternoon
    assert account.tally.kinds["ticket.assigned"] > 0
    assert account.tally.kinds["ticket.claimed"] > 0


def test_an_outage_is_suspected_opened_answered_and_solved() -> None:
    with opened(EVENING) as shift:
        course = shift.play().incident
        desk = shift.lab.desk
        (incident,) = desk.reader().incidents((Stage.SOLVED,), 10)
        tickets = desk.reader().tickets(desk.reader().of_incident(incident.id, 100, live=False))
    assert course.began is not None
    assert course.suspected is not None
    assert course.opened is not None
    assert course.answered is not None
    assert course.solved is not None
    assert course.began < course.suspected < course.began + 10 * MINUTE
    assert course.suspected < course.opened < course.answered < course.solved
    assert course.told >= course.joined > 0
    assert len(tickets) >= 35
    assert {ticket.lang for ticket in tickets} >= {"zh", "en"}
    assert all(ticket.state in (State.SOLVED, State.OPEN, State.PENDING) for ticket in tickets)
    assert sum(ticket.state == State.SOLVED for ticket in tickets) > len(tickets) / 2


def test_customers_come_by_the_daily_curve_with_its_peak_in_the_evening() -> None:
    came = arrivals(3_000, START, START + 8 * HOUR, ZoneInfo(ZONE), Random(1))
    hours = Counter((moment - START) // HOUR for moment in came)
    assert came == sorted(came)
    assert sum(hours.values()) == 3_000
    assert set(hours) == set(range(8))
    assert max(hours, key=lambda hour: hours[hour]) in (6, 7)
    assert hours[6] > 1.3 * hours[1]


def test_another_seed_brings_them_at_other_times() -> None:
    first, second = (arrivals(50, START, START + HOUR, ZoneInfo(ZONE), Random(seed)) for seed in (1, 2))
    assert first != second


def test_a_rush_comes_within_its_minutes_and_mostly_at_the_beginning() -> None:
    came = rush(240, START, 15 * MINUTE, Random(1))
    assert came[0] >= START
    assert came[-1] < START + 15 * MINUTE
    assert sum(moment < START + 7 * MINUTE for moment in came) > 120


def test_teams_that_none_of_the_agents_is_in_are_shared_out_among_them() -> None:
    with opened(SMALL) as shift:
        agents = on_duty(shift.lab.desk, 3)
        assert {team.id for team in shift.lab.desk.teams()} == {team for agent in agents for team in agent.teams}


def test_things_happen_in_the_order_of_their_moments_and_the_keeper_in_between() -> None:
    with Lab(1, START) as lab:
        agenda, seen = Agenda(lab), list[str]()
        agenda.put(START + 2 * MINUTE, lambda now: seen.append(f"second at {now - START}"))
        agenda.put(START + MINUTE, lambda now: seen.append(f"first at {now - START}"))
        agenda.put(START + 2 * HOUR, lambda now: seen.append("after the end"))
        agenda.run(START + HOUR)
        assert seen == ["first at 60000", "second at 120000"]
        assert lab.clock.now() == START + HOUR
        assert 60 < agenda.ticks < 200
