"""People who come to a demo desk while it is open: the scripts told again, by others, with answers of their own."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from agentdesk.clock import MINUTE, SECOND
from agentdesk.desk import Reply
from agentdesk.lab.colleagues import Colleagues, choose
from agentdesk.lab.customers import Customers
from agentdesk.lab.lab import Lab
from agentdesk.lab.newcomers import Newcomers
from agentdesk.lab.script import AGAIN, Script, told_first
from agentdesk.lab.tempo import Tempo
from agentdesk.model import Author, Ticket

NOW = 1_790_000_000_000


class Demo:
    """A demo desk with newcomers, and colleagues if wanted."""

    def __init__(self, seed: int, arrivals: float, colleagues: int = 0, speed: float = 1.0) -> None:
        self.lab = Lab(seed, NOW, lived=True)
        self.desk, scripts = self.lab.desk, self.lab.scripts
        self.tempo = Tempo(NOW, speed)
        customers = Customers(self.desk, scripts, tempo=self.tempo, seed=seed)
        self.lab.join(customers, carrier=customers)
        self.lab.join(Newcomers(customers, scripts, tempo=self.tempo, arrivals=arrivals, seed=seed))
        if colleagues:
            people = choose(self.desk, colleagues, seed, without="limin")
            self.lab.join(Colleagues(self.desk, people, scripts, pace=30.0, tempo=self.tempo, seed=seed))

    def newcomers(self) -> list[Ticket]:
        """The tickets of those who came, the first first."""
        return [ticket for ticket in reversed(self.desk.history(500)) if AGAIN in ticket.conversation]

    def script(self, ticket: Ticket) -> Script:
        """The script that a ticket's customer lives."""
        first = told_first(ticket.conversation).partition(":")[2]
        return next(script for script in self.lab.scripts if script.id == first)


@pytest.fixture
def demo() -> Iterator[Demo]:
    made = Demo(1, arrivals=6.0)
    yield made
    made.lab.close()


def test_people_keep_coming_in_every_minute(demo: Demo) -> None:
    counts = [0]
    for minute in range(1, 4):
        demo.lab.until(NOW + minute * MINUTE)
        counts.append(len(demo.newcomers()))
    assert all(3 <= after - before <= 15 for before, after in pairwise(counts)), counts
    customers = [ticket.customer for ticket in demo.newcomers()]
    assert len(set(customers)) == len(customers)


def test_a_newcomer_tells_the_whole_story_from_its_first_word_and_answers(demo: Demo) -> None:
    demo.lab.until(NOW + MINUTE)
    ticket = next(each for each in demo.newcomers() if demo.script(each).on_answer)
    script = demo.script(ticket)
    assert demo.desk.story(ticket.id).messages[0].text == script.lines[0].text
    demo.lab.until(NOW + 4 * MINUTE)
    demo.desk.do(Reply(ticket.id, "正在查"), actor=demo.desk.sit("limin").id)
    before = demo.desk.story(ticket.id).messages[-1].n
    demo.lab.until(NOW + 7 * MINUTE)
    said = [m.text for m in demo.desk.story(ticket.id).messages if m.n > before and m.author == Author.CUSTOMER]
    assert said
    assert said[0] in {line.text for line in script.lines} | {turn.text for turn in script.on_answer}


def test_one_who_is_not_answered_loses_patience(demo: Demo) -> None:
    demo.lab.until(NOW + MINUTE)
    ticket = next(each for each in demo.newcomers() if demo.script(each).on_wait)
    reminders = demo.script(ticket).on_wait
    patience = reminders[0].delay + demo.script(ticket).again(1, {}).lines[-1].at
    demo.lab.until(NOW + 2 * MINUTE + patience)
    assert reminders[0].text in {message.text for message in demo.desk.story(ticket.id).messages}


def test_a_quicker_tempo_brings_more_people(demo: Demo) -> None:
    demo.tempo.faster(NOW)
    demo.tempo.faster(NOW)
    demo.lab.until(NOW + MINUTE)
    assert len(demo.newcomers()) >= 15


def test_the_same_seed_gives_the_same_demo_and_another_seed_another() -> None:
    courses = []
    for seed in (7, 7, 8):
        demo = Demo(seed, arrivals=12.0, colleagues=3, speed=2.0)
        demo.lab.until(NOW + 150 * SECOND)
        tickets = demo.desk.history(500)
        courses.append([(t.conversation, t.owner, t.state, t.messages, t.customer_name) for t in tickets])
        demo.lab.close()
    assert courses[0] == courses[1]
    assert courses[0] != courses[2]
