"""The whole hostile corpus in the file channel: as names of files, and as every id that a document carries."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentdesk.channels.files import FileChannel
from agentdesk.clock import SeededChance, VirtualClock
from agentdesk.desk import Claim, Desk, Keeper, Reply
from agentdesk.desk.found import NewAgent, found
from tests.desk.desks import FILES, NOW
from tests.text.hostile import hostile

CORPUS = dict(hostile())
LONGEST_NAME = 255
FOREIGN = (b"\xff\xfe", b"\x9b31m", "名".encode() * 80, b"a" * 250, b"..", b"-rf ~", b"$(id)", b"a\nb")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    people = [NewAgent(name="ann", role="supervisor", teams=("funds", "risk")), NewAgent(name="root", role="admin")]
    clock = VirtualClock(NOW)
    made = found(tmp_path / "home" / "desk.db", "root", FILES, people, clock=clock, chance=SeededChance(1))
    (made.channel_folder / "in").mkdir(parents=True)
    yield made
    assert list(made.store.verify()) == []
    made.close()


def as_name(payload: bytes, ending: bytes) -> bytes:
    """The payload as far as it can be a file's name: no file system has one with a slash or a NUL in it."""
    return payload.replace(b"/", b"").replace(b"\0", b"")[: LONGEST_NAME - len(ending)] + ending


def names() -> dict[bytes, str]:
    """The names that the corpus makes, each with who made it."""
    corpus = {as_name(text.encode("utf-8", "surrogateescape"), b""): name for name, text in CORPUS.items()}
    return {name: made for name, made in (corpus | {name: repr(name) for name in FOREIGN}).items() if name}


def beside(channel: Path) -> set[Path]:
    """What lies outside the channel's folder, the desk's own files left out."""
    ours = re.compile(r"(desk|side)\.db.*")
    found = channel.parent.parent.parent.rglob("*")
    return {path for path in found if channel not in path.parents and not ours.fullmatch(path.name)}


def put(channel: Path, name: bytes, content: object) -> None:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    (channel / "in" / os.fsdecode(name)).write_bytes(raw)


def refused(channel: Path) -> list[dict[str, object]]:
    return [json.loads(line) for file in sorted((channel / "bad").glob("*")) for line in file.read_bytes().splitlines()]


def test_a_files_name_is_only_a_name(desk: Desk) -> None:
    channel, before = desk.channel_folder, beside(desk.channel_folder)
    made = list(names())
    for _time in range(2):
        for number, name in enumerate(made):
            put(channel, as_name(name, b".json"), {"id": f"g{number}", "text": f"good {number}"})
            put(channel, as_name(name, b".jsonl"), b"oops\n")
        FileChannel(channel, desk).collect()
    good = {as_name(name, b".json") for name in made}
    bad = {as_name(name, b".jsonl") for name in made}
    texts = {message.text for ticket in desk.history(10_000) for message in desk.story(ticket.id).messages}
    assert len(texts) == len(good)
    assert (len(refused(channel)), {r["raw"] for r in refused(channel)}) == (2 * len(bad), {"oops"})
    assert all(r["reason"] for r in refused(channel))
    assert [list((channel / folder).iterdir()) for folder in ("in", "work")] == [[], []]
    assert len(list((channel / "done").iterdir())) == 2 * len(good | bad)
    assert beside(channel) == before


def document(number: int, payload: str) -> dict[str, object]:
    """A message with the payload wherever a channel names something."""
    return {
        "id": f"{payload}{number}",
        "channel": payload[:200],
        "conversation": f"{payload}{number}",
        "customer": {"id": f"{payload}{number}", "name": payload, "tier": payload, "attributes": {payload: payload}},
        "category": payload,
        "subject": payload,
        "lang": payload,
        "attachments": [{"name": payload, "url": payload}, payload],
        "text": f"m{number}",
        payload: payload,
    }


def test_ids_are_only_ids_and_answers_go_out_as_files(desk: Desk) -> None:
    channel, before = desk.channel_folder, beside(desk.channel_folder)
    whole = {name: text for name, text in CORPUS.items() if text == text.encode("utf-8", "replace").decode()}
    payloads = [text[:20_000] for text in whole.values()]
    for number, payload in enumerate(payloads):
        put(channel, f"{number}.json".encode(), document(number, payload))
    keeper = Keeper(desk, "test", FileChannel(channel, desk), FileChannel(channel, desk))
    keeper.tick()
    assert refused(channel) == []
    answer(desk, keeper)
    sent = {
        parcel["text"]: parcel for parcel in map(json.loads, (file.read_text("utf-8") for file in outgoing(channel)))
    }
    assert [
        (sent[f"re m{number}"]["channel"], sent[f"re m{number}"]["conversation"], sent[f"re m{number}"]["customer"])
        for number in range(len(payloads))
    ] == [(payload[:200] or "other", f"{payload}{n}", f"{payload}{n}") for n, payload in enumerate(payloads)]
    assert beside(channel) == before
    assert {path.name for path in channel.iterdir()} == {"in", "work", "done", "out"}


def answer(desk: Desk, keeper: Keeper) -> None:
    """Answer every ticket as its agent and let the answers leave."""
    me = desk.sit("ann").id
    for ticket in desk.history(10_000):
        desk.do(Claim(ticket.id), actor=me)
        desk.do(Reply(ticket.id, f"re {desk.story(ticket.id).messages[0].text}"), actor=me)
    assert isinstance(desk.clock, VirtualClock)
    for _tick in range(20):
        desk.clock.advance(60_000)
        keeper.tick()


def outgoing(channel: Path) -> list[Path]:
    files = sorted((channel / "out").iterdir())
    assert all(re.fullmatch(r"\d+-\d+\.json", file.name) for file in files)
    return files


@pytest.mark.parametrize(
    "name", [name for name, text in CORPUS.items() if text != text.encode("utf-8", "replace").decode()]
)
def test_bytes_that_are_no_text_are_kept_and_told(desk: Desk, name: str) -> None:
    put(
        desk.channel_folder,
        b"x.json",
        b'{"id": "x", "text": "' + CORPUS[name].encode("utf-8", "surrogateescape") + b'"}',
    )
    assert FileChannel(desk.channel_folder, desk).collect() == 0
    (told,) = refused(desk.channel_folder)
    assert (told["file"], told["line"], bool(told["reason"])) == ("x.json", 1, True)
    assert (desk.channel_folder / "done" / "x.json").exists()
