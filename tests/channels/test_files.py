"""The file channel: nothing half-written is read, nothing is lost, nothing comes or goes twice."""

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from agentdesk.channels.files import FileChannel
from agentdesk.clock import SeededChance, VirtualClock
from agentdesk.desk import CarrierFailed, Desk, Keeper, Parcel, Reply
from agentdesk.desk.found import NewAgent, found
from tests.cli.calls import RULES

NOW = 1_790_000_000_000
PARCEL = Parcel(id="10001-2", ticket=10001, channel="chat", conversation="c1", customer="u1", text="好的", at=NOW)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = found(
        tmp_path / "desk.db",
        "root",
        {"desk.yaml": RULES},
        [NewAgent(name="ann")],
        clock=VirtualClock(NOW),
        chance=SeededChance(1),
    )
    yield made
    made.close()


def put(desk: Desk, name: str, *texts: str, raw: str = "") -> None:
    inbox = desk.channel_folder / "in"
    inbox.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"id": f"{name}-{n}", "text": text}, ensure_ascii=False) for n, text in enumerate(texts)]
    (inbox / name).write_text(raw or "\n".join(lines), "utf-8")


def names(desk: Desk, folder: str) -> list[str]:
    return sorted(path.name for path in (desk.channel_folder / folder).glob("*"))


def previews(desk: Desk) -> list[str]:
    return sorted(ticket.preview for ticket in desk.history(100))


def test_files_are_taken_in_and_kept_as_done(desk: Desk) -> None:
    put(desk, "a.jsonl", "退款", "盗号")
    put(desk, "b.json", raw='{\n  "id": "b",\n  "text": "你好"\n}\n')
    put(desk, "c.jsonl.part", "being written")
    put(desk, "d.tmp", "being written")
    assert FileChannel(desk.channel_folder, desk).collect() == 3
    assert previews(desk) == ["你好", "盗号", "退款"]
    assert (names(desk, "in"), names(desk, "done"), names(desk, "work")) == (
        ["c.jsonl.part", "d.tmp"],
        ["a.jsonl", "b.json"],
        [],
    )
    assert FileChannel(desk.channel_folder, desk).collect() == 0


def test_a_bad_line_is_kept_with_its_reason(desk: Desk) -> None:
    put(desk, "a.jsonl", raw='{"id": "1", "text": "退款"}\n{"id": "2"}\noops\n')
    assert FileChannel(desk.channel_folder, desk).collect() == 1
    (bad,) = names(desk, "bad")
    refused = [json.loads(line) for line in (desk.channel_folder / "bad" / bad).read_text("utf-8").splitlines()]
    assert [(r["file"], r["line"], r["raw"]) for r in refused] == [
        ("a.jsonl", 2, '{"id": "2"}'),
        ("a.jsonl", 3, "oops"),
    ]
    assert all(r["reason"].endswith(".") for r in refused)


def test_what_a_crash_left_is_taken_again_and_counts_once(desk: Desk) -> None:
    channel = FileChannel(desk.channel_folder, desk)
    put(desk, "a.jsonl", "退款", "盗号")
    channel.collect()
    (desk.channel_folder / "done" / "a.jsonl").rename(desk.channel_folder / "work" / "a.jsonl")
    channel.collect()
    assert previews(desk) == ["盗号", "退款"]


def test_the_same_name_twice_keeps_both(desk: Desk) -> None:
    for text in ("退款", "盗号"):
        put(desk, "a.json", raw=json.dumps({"id": text, "text": text}))
        FileChannel(desk.channel_folder, desk).collect()
    assert names(desk, "done") == ["a.1.json", "a.json"]


def test_an_answer_is_one_file_whole_and_once(tmp_path: Path) -> None:
    channel = FileChannel(tmp_path / "channel")
    channel.carry(PARCEL)
    channel.carry(msgspec.structs.replace(PARCEL, text="again"))
    (file,) = (tmp_path / "channel" / "out").iterdir()
    assert (file.name, json.loads(file.read_text("utf-8"))["text"]) == ("10001-2.json", "好的")


def test_a_folder_that_cannot_be_written_is_a_sure_failure(tmp_path: Path) -> None:
    (tmp_path / "channel").write_text("a file in the way")
    with pytest.raises(CarrierFailed):
        FileChannel(tmp_path / "channel").carry(PARCEL)


def test_an_answer_leaves_by_the_keeper(desk: Desk) -> None:
    put(desk, "a.json", raw='{"id": "1", "channel": "chat", "conversation": "c1", "customer": "u1", "text": "退款"}')
    channel = FileChannel(desk.channel_folder, desk)
    keeper = Keeper(desk, "test", channel, channel)
    keeper.tick()
    (ticket,) = desk.history(1)
    desk.do(Reply(ticket.id, "好的"), actor=desk.sit("ann").id)
    assert isinstance(desk.clock, VirtualClock)
    desk.clock.advance(6_000)
    keeper.tick()
    (file,) = names(desk, "out")
    sent = json.loads((desk.channel_folder / "out" / file).read_text("utf-8"))
    assert (sent["conversation"], sent["customer"], sent["text"]) == ("c1", "u1", "好的")
    assert desk.story(ticket.id).messages[-1].delivery == "sent"
