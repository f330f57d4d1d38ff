"""The lab: a scratch desk whose clock is moved by hand, and which leaves nothing behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import HOUR, MINUTE, SECOND
from agentdesk.desk import Parcel, Reply
from agentdesk.desk.inbound import Inbound
from agentdesk.lab.lab import Lab

NOW = 1_790_000_000_000


class Counter:
    """An actor who counts how often, and a carrier who remembers what left."""

    def __init__(self) -> None:
        self.seen: list[int] = []
        self.carried: list[str] = []

    def step(self, now: int) -> int:
        self.seen.append(now)
        return 1

    def carry(self, parcel: Parcel) -> None:
        self.carried.append(parcel.text)


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab(1, NOW) as made:
        yield made


def test_a_new_lab_has_people_articles_and_rules_but_no_ticket(lab: Lab) -> None:
    assert {"limin", "gaoyuan"} <= {agent.name for agent in lab.desk.agents()}
    assert lab.desk.kb.search("退款")
    assert lab.desk.rules_hash()
    assert lab.desk.history(10) == ()
    assert lab.desk.clock.now() == NOW


def test_answers_leave_in_their_time(lab: Lab) -> None:
    (receipt,) = lab.desk.receive([Inbound(id="1", channel="chat", conversation="c", text="退款没到账")])
    carrier = Counter()
    lab.join(carrier=carrier)
    lab.desk.do(Reply(receipt.ticket, "正在查"), actor=lab.desk.sit("limin").id)
    lab.until(NOW + SECOND)
    assert carrier.carried == []
    lab.until(NOW + HOUR)
    assert carrier.carried == ["正在查"]
    assert lab.desk.story(receipt.ticket).messages[-1].delivery == "sent"


def test_actors_look_around_at_every_beat(lab: Lab) -> None:
    actor = Counter()
    lab.join(actor)
    assert lab.until(NOW + MINUTE, beat=20 * SECOND) == 3
    assert actor.seen == [NOW + 20_000, NOW + 40_000, NOW + 60_000]


def test_actors_play_by_the_machines_clock_until_the_end() -> None:
    actor = Counter()
    with Lab() as lab:
        lab.join(actor)
        lab.start()
        while not actor.seen:
            pass
        folder = Path(lab.desk.channel_folder).parents[1]
        assert folder.exists()
    assert not folder.exists()
