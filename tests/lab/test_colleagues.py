"""Scripted colleagues: real work beside the person at the screen, who keeps her own and enough to do."""

from collections import Counter
from collections.abc import Iterator

import pytest

from agentdesk.clock import MINUTE
from agentdesk.desk import View
from agentdesk.lab.colleagues import KEPT, Colleagues, choose
from agentdesk.lab.customers import Customers
from agentdesk.lab.lab import Lab
from agentdesk.lab.tempo import Tempo
from agentdesk.model import Author

NOW = 1_790_000_000_000
ME = "limin"


def played(seed: int, minutes: int, *, pace: float = 20.0) -> Lab:
    """A sample desk after so many minutes with customers and three colleagues."""
    lab = Lab(seed, NOW, lived=True)
    customers = Customers(lab.desk, lab.scripts, tempo=Tempo(NOW), seed=seed)
    lab.join(customers, carrier=customers)
    people = choose(lab.desk, 3, seed, without=ME)
    lab.join(Colleagues(lab.desk, people, lab.scripts, person=lab.desk.sit(ME), pace=pace, seed=seed))
    lab.until(NOW + minutes * MINUTE)
    return lab


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    made = played(1, 15)
    yield made
    made.close()


def deeds(lab: Lab) -> Counter[tuple[str, str]]:
    """Who of the agents did what since the opening."""
    names = {agent.id: agent.name for agent in lab.desk.agents()}
    found: Counter[tuple[str, str]] = Counter()
    for ticket in lab.desk.history(500):
        for event in lab.desk.reader().events(f"ticket:{ticket.id}"):
            if event.at > NOW and event.actor in names:
                found[names[event.actor], event.kind] += 1
    return found


def test_the_person_at_the_screen_begins_with_a_lively_queue() -> None:
    with Lab(1, NOW, lived=True) as lab:
        me = lab.desk.sit(ME)
        found = lab.desk.queue(View(name="team", agent=me.id, teams=me.teams), 0, 50).tickets
        assert 10 <= len(found) <= 20
        assert len({ticket.team for ticket in found}) >= 4


def test_colleagues_claim_answer_note_and_solve(lab: Lab) -> None:
    done = deeds(lab)
    assert {name for name, _ in done} == {agent.name for agent in choose(lab.desk, 3, 1, without=ME)}
    kinds = {kind for _, kind in done}
    assert {"ticket.claimed", "message.replied", "note.added", "ticket.solved"} <= kinds


def test_who_works_is_seen_on_the_floor_with_what_is_on_their_screen(lab: Lab) -> None:
    working = {agent.id for agent in choose(lab.desk, 3, 1, without=ME)}
    seen = {line.agent: line for line in lab.desk.floor().agents}
    assert {agent for agent, line in seen.items() if line.state == "online"} == working
    assert all(seen[agent].ticket is not None for agent in working)


def test_they_never_touch_what_is_hers_and_leave_enough(lab: Lab) -> None:
    me = lab.desk.sit(ME)
    assert ME not in {name for name, _ in deeds(lab)}
    mine = lab.desk.queue(View(name="mine", agent=me.id), 0, 50).tickets
    assert len(mine) == 2
    free = lab.desk.queue(View(name="unassigned", agent=me.id, teams=me.teams), 0, 50)
    assert free.total >= KEPT


def test_they_answer_in_the_customers_language_and_do_not_repeat_themselves(lab: Lab) -> None:
    names = {agent.id for agent in choose(lab.desk, 3, 1, without=ME)}
    for ticket in lab.desk.history(500):
        said = [m for m in lab.desk.story(ticket.id).messages if m.author == Author.AGENT and m.at > NOW]
        texts = [message.text or "" for message in said if message.agent in names]
        assert len(set(texts)) == len(texts)
        assert all(("，" in text) == (ticket.lang == "zh") for text in texts)


def test_a_ticket_in_the_wrong_team_goes_to_the_right_one() -> None:
    with Lab(1, NOW, lived=True) as lab:
        people = choose(lab.desk, 8, 1, without="")
        lab.join(Colleagues(lab.desk, people, lab.scripts, pace=120.0))
        customers = Customers(lab.desk, lab.scripts, tempo=Tempo(NOW), seed=1)
        lab.join(customers, carrier=customers)
        lab.until(NOW + 15 * MINUTE)
        rerouted = [ticket for ticket in lab.desk.history(500) if "team" in ticket.hands]
        right = {f"{script.head['channel']}:{script.id}": script.right_team for script in lab.scripts}
        assert rerouted
        assert all(ticket.team == right[ticket.conversation] for ticket in rerouted)
        assert all(any(m.author == Author.NOTE for m in lab.desk.story(ticket.id).messages) for ticket in rerouted)


def test_the_same_seed_gives_the_same_course() -> None:
    courses = []
    for _ in range(2):
        lab = played(3, 5)
        courses.append([(t.id, t.owner, t.state, t.messages) for t in lab.desk.history(500)])
        lab.close()
    assert courses[0] == courses[1]
