"""`receive`: a message a line comes in, a receipt a line comes out."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.calls import Calls, environment, message


def test_each_line_is_answered_in_order(desk: Calls) -> None:
    lines = message("我要退款", id="1") + message("盗号了", id="2", conversation="other") + message("我要退款", id="1")
    ran = desk.process("receive", stdin=lines.encode())
    assert (ran.status, ran.err) == (0, "")
    assert [(r["id"], r["outcome"], r["team"]) for r in ran.lines] == [
        ("1", "new", "funds"),
        ("2", "new", "risk"),
        ("1", "repeated", None),
    ]
    first = ran.lines[0]["verdict"]
    assert (first["tags"], first["points"], first["hits"][0]["spans"]) == (["退款"], 10, [[2, 4]])


def test_a_bad_line_is_told_by_its_number_and_the_rest_goes_on(desk: Calls) -> None:
    stdin = b"\n".join(
        [
            message("one").encode().strip(),
            b'{"text": "two"',
            b"",
            b'{"channel": "chat"}',
            b'{"text": "\xff\xfe"}',
            b"[" * 5000,
            b'{"text": "last", "at": "yesterday"}',
            message("seven", id="7").encode(),
        ]
    )
    ran = desk.process("receive", stdin=stdin)
    assert ran.status == 2
    assert [r["outcome"] for r in ran.lines] == ["new", "added"]
    places = [line.partition(" ")[0] for line in ran.err.splitlines()]
    assert [place.split(":")[1] for place in places] == ["2", "4", "5", "6", "7"]
    assert "-:2:15: This is no JSON from here on" in ran.err


def test_a_message_alone_is_answered_at_once(desk: Calls) -> None:
    command = [sys.executable, "-m", "agentdesk", "--desk", str(desk.path), "receive"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()) as process:
        assert process.stdin
        assert process.stdout
        for number in range(2):
            process.stdin.write(message("退款", id=str(number)).encode())
            process.stdin.flush()
            receipt = json.loads(process.stdout.readline())
            assert desk("ticket", str(receipt["ticket"]), "--json").json["messages"][number]["text"] == "退款"
        process.stdin.close()
        assert process.wait() == 0


def test_a_desk_that_is_not_there_is_made(calls: Calls) -> None:
    ran = calls.process("--as", "root", "receive", stdin=message("直播被中断了").encode())
    assert (ran.status, ran.err) == (0, f"A new desk is at {calls.path}; root is its admin.\n")
    assert ran.lines[0]["team"] == "live"
    assert "root" in calls("agents", "list").out


def test_nobody_reads_the_answers(desk: Calls, tmp_path: Path) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text("".join(message("退款", id=str(n)) for n in range(600)), "utf-8")
    shell = f"{sys.executable} -m agentdesk --desk {desk.path} receive < {lines} | head -1 > /dev/null"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, env=environment(), check=False)
    assert done.stderr == b""
