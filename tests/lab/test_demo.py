"""The demo desk: the real desk, which has lived through the sample conversations, with customers who keep writing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import MINUTE, VirtualClock
from agentdesk.desk import Desk, Keeper, Reply
from agentdesk.lab.customers import Customers
from agentdesk.lab.demo import sample_desk
from agentdesk.lab.script import Script
from agentdesk.lab.tempo import Tempo

NOW = 1_790_000_000_000


class Demo:
    """A demo desk, its customers, and a keeper that brings them the answers."""

    def __init__(self, folder: Path) -> None:
        self.clock = VirtualClock(NOW)
        self.desk, self.scripts = sample_desk(folder / "desk.db", clock=self.clock)
        self.customers = Customers(self.desk, self.scripts, tempo=Tempo(NOW), seed=1)
        self.keeper = Keeper(self.desk, "test", self.customers)

    def pass_time(self, minutes: int) -> int:
        """Let so much time pass, a second at a time; return how many messages came."""
        came = 0
        for _second in range(minutes * 60):
            came += self.customers.step(self.clock.advance(1000))
        return came


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    made = Demo(tmp_path)
    yield made
    made.desk.close()


def script(demo: Demo, name: str) -> Script:
    return next(script for script in demo.scripts if script.id == name)


def ticket_of(desk: Desk, script: Script) -> int:
    found = desk.reader().conversation(f"{script.head['channel']}:{script.id}")
    assert found is not None
    return found.id


def test_the_desk_opens_in_the_middle_of_the_day(demo: Demo) -> None:
    for each in demo.scripts:
        if each.lines[-1].at > 0:
            continue
        story = demo.desk.story(ticket_of(demo.desk, each))
        assert [m.text for m in story.messages] == [line.text for line in each.lines]
        assert [m.at for m in story.messages] == [NOW + line.at for line in each.lines]
        assert (story.ticket.state == "open") == each.waits, each.id
        assert all(m.delivery in ("", "sent") for m in story.messages)
    assert len(demo.desk.kb.search("退款")) > 0
    assert list(demo.desk.care.verify()) == []
    assert demo.desk.side.lease("keeper", NOW) is None


def test_customers_who_come_later_come_in_their_time(demo: Demo) -> None:
    late = [each for each in demo.scripts if each.lines[0].at > 0]
    assert late
    assert demo.pass_time(1 + max(each.lines[-1].at for each in late) // MINUTE) >= sum(len(e.lines) for e in late)
    for each in late:
        story = demo.desk.story(ticket_of(demo.desk, each))
        assert [m.text for m in story.messages][: len(each.lines)] == [line.text for line in each.lines]


def test_a_customer_reacts_to_the_answer_and_to_silence(demo: Demo) -> None:
    waiting = script(demo, "SG-1021")
    number = ticket_of(demo.desk, waiting)
    demo.desk.do(Reply(number, "渠道退款失败，今天 22 点前补到支付宝"), actor=demo.desk.sit("limin").id)
    demo.clock.advance(6000)
    demo.keeper.tick()
    demo.pass_time(1)
    assert demo.desk.story(number).messages[-1].text == waiting.on_answer[0].text
    demo.pass_time(10)
    said = [m.text for m in demo.desk.story(number).messages]
    assert said[-len(waiting.on_wait) :] == [turn.text for turn in waiting.on_wait]


def test_the_same_seed_gives_the_same_course(tmp_path: Path) -> None:
    courses = []
    for name in ("one", "two"):
        demo = Demo(tmp_path / name)
        demo.pass_time(3)
        courses.append([(t.id, t.preview, t.messages) for t in demo.desk.history(500)])
        demo.desk.close()
    assert courses[0] == courses[1]
