"""Replay: a session happens again on the real desk, at any speed, forwards and backwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import MINUTE, SECOND
from agentdesk.model import Author
from agentdesk.resources import shipped
from agentdesk.training.player import Player
from agentdesk.training.reading import load_session
from agentdesk.training.replay import SPEEDS, Replay
from tests.training.files import write


@pytest.fixture
def replay(tmp_path: Path) -> Iterator[Replay]:
    made = Replay(load_session(write(tmp_path)))
    yield made
    made.close()


def test_moves_happen_one_by_one_in_their_time(replay: Replay) -> None:
    first = replay.step()
    assert first is not None
    assert first.verdict is not None
    assert "退款" in first.verdict.tags
    assert first.ticket is not None
    assert first.ticket.created_at == replay.session.starts
    second = replay.step()
    assert second is not None
    assert second.ticket is not None
    assert second.ticket.owner == replay.desk.sit("limin").id
    assert second.at == replay.session.starts + 10 * SECOND
    while replay.step() is not None:
        pass
    assert replay.state().ended
    story = replay.desk.story(replay.ticket)
    assert (story.ticket.team, story.ticket.owner) == ("payments", None)
    assert [m.author for m in story.messages] == ["customer", "note", "agent", "customer", "note"]
    assert [m.delivery for m in story.messages if m.author == Author.AGENT] == ["sent"]
    assert list(replay.desk.care.verify()) == []


def test_real_time_moves_it_as_fast_as_is_asked(replay: Replay) -> None:
    assert [step.number for step in replay.advance(1000)] == [1]
    assert replay.state().clock == replay.session.starts + SECOND
    replay.faster()
    replay.faster()
    assert replay.state().speed == 5.0
    assert [step.number for step in replay.advance(4000)] == [2, 3]
    assert replay.slower().speed == 2.0
    replay.pause()
    assert replay.advance(MINUTE) == ()
    replay.resume()
    assert len(replay.advance(MINUTE)) == 5
    assert replay.advance(MINUTE) == ()


def test_speed_has_a_first_and_a_last_choice(replay: Replay) -> None:
    for _ in SPEEDS:
        replay.slower()
    assert replay.state().speed == SPEEDS[0]
    for _ in SPEEDS:
        replay.faster()
    assert replay.state().speed == SPEEDS[-1]


def test_back_is_where_it_was_before(replay: Replay) -> None:
    replay.seek(4)
    there = replay.desk.story(replay.ticket)
    old = replay.desk
    replay.seek(8)
    state = replay.back()
    assert (state.position, state.take) == (7, 2)
    assert replay.desk is not old
    assert old.story(there.ticket.id).messages  # whoever still shows the first take may read on
    replay.seek(4)
    again = replay.desk.story(replay.ticket)
    assert (again.ticket, again.messages) == (there.ticket, there.messages)
    assert replay.seek(-3).position == 0
    assert replay.ticket == 0


def test_what_the_desk_refuses_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    moves = """
  - {at: 0s, by: customer, text: 我要退款}
  - {at: 5s, by: ana, do: claim}
  - {at: 6s, by: limin, do: claim}
  - {at: 9s, by: ana, do: reply, text: 您好}
"""
    replay = Replay(load_session(write(tmp_path, moves)))
    steps = [replay.step() for _ in range(4)]
    replay.close()
    assert [step.refused.code if step and step.refused else "" for step in steps] == ["", "", "desk.taken", ""]


def test_the_moves_of_a_person_of_the_files_own(tmp_path: Path) -> None:
    head = Path(write(tmp_path)).read_text("utf-8").partition("moves:")[0]
    moves = "  - {at: 0s, by: customer, text: 我要退款}\n  - {at: 5s, by: newcomer, do: claim}\n"
    people = "people:\n  - {name: newcomer, display: 新人, teams: [refunds]}\nmoves:\n"
    replay = Replay(load_session(write(tmp_path, moves, head + people)))
    replay.seek(2)
    owner = replay.desk.story(replay.ticket).ticket.owner
    assert owner == replay.desk.sit("newcomer").id
    replay.close()


def test_a_player_plays_to_the_end_by_itself() -> None:
    replay = Replay(load_session(shipped("sample_data") / "sessions" / "stolen-account.yaml"), 1_000_000.0)
    player = Player(replay)
    player.start()
    while not replay.state().ended:
        pass
    player.stop()
    assert replay.desk.story(replay.ticket).ticket.state == "solved"
    replay.close()
