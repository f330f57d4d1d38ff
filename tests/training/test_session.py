"""Session files: read, written, and what is wrong with them told with its place."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.clock import SECOND, from_iso
from agentdesk.lang import Refusal
from agentdesk.resources import shipped
from agentdesk.rules.problem import Problems, RuleErrors
from agentdesk.training.checking import check_file
from agentdesk.training.reading import find_session, load_session, read_session
from agentdesk.training.session import Move, Person, Session
from agentdesk.training.writing import write_session
from tests.training.files import HEAD, MOVES, write

SAMPLES = sorted((shipped("sample_data") / "sessions").glob("*.yaml"))


def told(file: Path) -> list[tuple[int, int, str]]:
    """Line, column and code of every problem."""
    return [(p.place.line, p.place.column, p.message.code) for p in check_file(file)]


def test_a_file_is_read(tmp_path: Path) -> None:
    session = load_session(write(tmp_path))
    assert (session.id, session.lang, session.customer.tier) == ("late-refund", "zh", "vip")
    assert session.starts == from_iso("2026-11-10T06:00:00+00:00")
    assert [move.do for move in session.moves] == ["write", "claim", "read", "note", "reply", "tag", "write", "reroute"]
    assert session.moves[4].articles == ("KB-0107",)
    assert session.moves[4].why == "给时间"
    assert session.length == 130 * SECOND


def test_keys_may_be_chinese(tmp_path: Path) -> None:
    moves = "  - {时间: 0s, 谁: customer, 内容: 我要退款}\n  - {时间: 5s, 谁: limin, 做: 领取}\n"
    head = HEAD.replace("session:", "会话:").replace("title:", "标题:").replace("moves:", "过程:")
    assert [move.do for move in load_session(write(tmp_path, moves, head)).moves] == ["write", "claim"]


@pytest.mark.parametrize(
    ("moves", "problem"),
    [
        ("  - {at: 0s, by: limin, do: claim}\n", (9, 5, "training.begins_with_customer")),
        ("  - {at: 1m, by: customer, text: a}\n  - {at: 5s, by: bot, text: b}\n", (10, 5, "training.back_in_time")),
        ("  - {at: 0s, by: customer}\n", (9, 5, "training.needs")),
        ("  - {at: 0s, by: customer, do: claim, text: a}\n", (9, 32, "training.only_writes")),
        ("  - {at: soon, by: customer, text: a}\n", (9, 10, "training.bad_offset")),
        ("  - {at: 0s, by: customer, text: a}\n  - {at: 1s, by: limni, do: claim}\n", (10, 18, "training.no_person")),
        (
            "  - {at: 0s, by: customer, text: a}\n  - {at: 1s, by: limin, do: clame}\n",
            (10, 29, "rules.unknown_choice_near"),
        ),
        ("  - {at: 0s, by: customer, txet: a}\n", (9, 28, "rules.unknown_key_near")),
        (MOVES.replace("team: payments", "team: paymnts"), (16, 5, "training.no_team")),
        (MOVES.replace("team: payments, ", ""), (16, 5, "training.reroute_target")),
        (MOVES.replace("+补款", "补款"), (14, 43, "training.tag_sign")),
        ("  []\n", (9, 3, "training.no_moves")),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, moves: str, problem: tuple[int, int, str]) -> None:
    assert problem in told(write(tmp_path, moves))


def test_what_the_desk_would_refuse_is_a_warning(tmp_path: Path) -> None:
    moves = "  - {at: 0s, by: customer, text: 我要退款}\n  - {at: 5s, by: limin, do: solve}\n"
    (problem,) = check_file(write(tmp_path, moves))
    assert (problem.severity, problem.place.line, problem.message.code) == ("warning", 10, "desk.solve_untold")
    unknown = MOVES.replace("KB-0107", "KB-9999")
    assert {p.message.code for p in check_file(write(tmp_path, unknown))} == {"training.no_article"}


def test_a_file_that_is_no_session(tmp_path: Path) -> None:
    assert told(write(tmp_path, "", "title: x\n")) == [(1, 1, "rules.missing")] * 3
    assert told(write(tmp_path, "", "")) == [(1, 1, "training.empty")]
    with pytest.raises(RuleErrors):
        load_session(write(tmp_path, "", "moves: {"))


def test_a_session_is_found_by_its_name() -> None:
    assert find_session("refund-failed") == shipped("sample_data") / "sessions" / "refund-failed.yaml"
    with pytest.raises(Refusal):
        find_session("refund")


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_the_sample_sessions_are_in_order(file: Path) -> None:
    assert check_file(file) == ()
    session = load_session(file)
    assert session.id == file.stem
    assert session.about
    assert {"claim", "read", "note", "reply"} <= {move.do for move in session.moves}
    assert any(move.why for move in session.moves)


def test_there_are_six_in_both_languages() -> None:
    assert sorted(load_session(file).lang for file in SAMPLES) == ["en", "en", "zh", "zh", "zh", "zh"]


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co"]), min_size=1).filter(
    lambda text: text == text.strip() != ""
)
moves = st.builds(
    Move,
    at=st.integers(0, 10_000).map(lambda seconds: seconds * SECOND),
    by=st.sampled_from(["customer", "bot"]),
    text=texts,
    why=texts | st.just(""),
)


@given(st.lists(moves, min_size=1, max_size=5), texts)
def test_what_is_written_is_read_back(tmp_path: Path, found: list[Move], title: str) -> None:
    ordered = tuple(sorted(found, key=lambda move: move.at))
    session = Session(id="s", title=title, starts=0, channel="chat", customer=Person(name=title), moves=ordered)
    file = tmp_path / "written.yaml"
    file.write_text(write_session(session), "utf-8")
    problems = Problems()
    read = read_session(file, problems)
    assert problems.errors() == ()
    assert read is not None
    assert msgspec.structs.replace(read, places=()) == session
