"""A session made of a ticket's journal happens again as it happened, and tells nobody's number."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.clock import MINUTE
from agentdesk.desk import Claim, Note, Reply, Reroute, SetPriority, Snooze, Tag, Undo
from agentdesk.desk.inbound import Inbound, InboundCustomer
from agentdesk.lab.lab import Lab
from agentdesk.lang import Refusal
from agentdesk.training.making import make_session, masked_name
from agentdesk.training.reading import load_session
from agentdesk.training.replay import Replay
from agentdesk.training.writing import write_session

NOW = 1_790_000_000_000


@pytest.fixture
def lab() -> Iterator[Lab]:
    with Lab(1, NOW) as made:
        yield made


def worked(lab: Lab) -> int:
    """A ticket that two agents worked on; its number."""
    desk = lab.desk
    limin, ana = desk.sit("limin").id, desk.sit("ana").id
    customer = InboundCustomer(id="u9", name="王小明", tier="vip")
    text = "我是王小明，退款没到，电话13800138000"
    (receipt,) = desk.receive(
        [Inbound(id="1", channel="chat", conversation="c", customer=customer, lang="zh", text=text)]
    )
    number = receipt.ticket
    deeds = [
        (limin, Claim(number)),
        (limin, Note(number, "打错了")),
        (limin, Undo(number)),
        (limin, Reply(number, "王小明您好，请发邮箱 wang@example.com", articles=("KB-0107",))),
        (limin, Tag(number, on=("补款",))),
        (limin, SetPriority(number, "urgent")),
        (limin, Reroute(number, "请接", agent="ana")),
        (ana, Snooze(number, NOW + 60 * MINUTE)),
        (ana, Reply(number, "已到账", then="solved")),
    ]
    for place, (actor, command) in enumerate(deeds, 1):
        lab.until(NOW + place * MINUTE)
        desk.do(command, actor=actor)
    return number


def test_it_holds_what_was_done_and_masks_what_is_personal(lab: Lab) -> None:
    session = make_session(lab.desk, worked(lab))
    assert [(move.by, move.do) for move in session.moves] == [
        ("customer", "write"),
        ("limin", "claim"),
        ("limin", "reply"),
        ("limin", "tag"),
        ("limin", "priority"),
        ("limin", "reroute"),
        ("ana", "snooze"),
        ("ana", "reply"),
    ]
    assert [move.at // MINUTE for move in session.moves] == [0, 1, 4, 5, 6, 7, 8, 9]
    assert session.moves[2].articles == ("KB-0107",)
    assert (session.moves[5].agent, session.moves[7].then) == ("ana", "solved")
    assert session.moves[6].duration == 52 * MINUTE
    text = write_session(session)
    assert session.customer.name == "王**"
    assert not any(secret in text for secret in ("王小明", "13800138000", "wang@", "u9"))


def test_it_happens_again_as_it_happened(lab: Lab, tmp_path: Path) -> None:
    number = worked(lab)
    file = tmp_path / "made.yaml"
    file.write_text(write_session(make_session(lab.desk, number)), "utf-8")
    replay = Replay(load_session(file))
    while (step := replay.step()) is not None:
        assert step.refused is None, step
    was, now = lab.desk.story(number).ticket, replay.desk.story(replay.ticket).ticket
    replay.close()
    for name in ("state", "team", "priority", "tags", "articles", "first_answer_at", "solved_at", "due_at"):
        assert getattr(now, name) == getattr(was, name), name


def test_a_sample_ticket_with_bots_and_finished_conversations(tmp_path: Path) -> None:
    with Lab(1, NOW, lived=True) as lab:
        for ticket in lab.desk.history(60):
            session = make_session(lab.desk, ticket.id)
            file = tmp_path / f"{ticket.id}.yaml"
            file.write_text(write_session(session), "utf-8")
            assert len(load_session(file).moves) == len(session.moves)


def test_there_must_be_words(lab: Lab) -> None:
    number = worked(lab)
    lab.desk.care.erase(lab.desk.story(number).ticket.customer, actor=lab.desk.sit("shenqi").id)
    with pytest.raises(Refusal):
        make_session(lab.desk, number)


@pytest.mark.parametrize(("name", "masked"), [("", ""), ("林", "林"), ("王小明", "王**"), ("Mia Torres", "M***")])
def test_a_name_keeps_its_first_letter(name: str, masked: str) -> None:
    assert masked_name(name) == masked
