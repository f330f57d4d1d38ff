"""Making a desk, keeping its time, the demo."""

import signal
import subprocess
import sys

from tests.cli.calls import Calls, environment, message, told


def test_a_new_desk_has_the_shipped_rules_teams_and_people(calls: Calls) -> None:
    made = calls("--as", "root", "init", "--json")
    assert made.status == 0
    assert {"root", "limin", "gaoyuan"} <= {agent["name"] for agent in made.json["agents"]}
    (root,) = [agent for agent in made.json["agents"] if agent["name"] == "root"]
    assert root["role"] == "admin"
    assert calls("rules", "test").status == 0
    assert calls("init").status == 1


def test_people_that_cannot_be_read_are_told(calls: Calls) -> None:
    file = calls.folder / "people.yaml"
    for content in ("agents: [{naem: x}]", "agents: {", "- x", "", "agents: [{name: x, capacity: many}]"):
        file.write_text(content, "utf-8")
        ran = calls("init", "--people", str(file))
        assert (ran.status, ran.err.startswith(f"{file}: "), ran.err.count("\n")) == (2, True, 1)
    assert not calls.path.exists()


def test_the_screen_needs_a_terminal(calls: Calls) -> None:
    told(calls(), 2, "The screen needs a terminal; agentdesk queue prints the queue.")
    assert calls("demo").status == 2


def test_time_is_kept_once(desk: Calls) -> None:
    (number,) = desk.receive(message("退款", conversation="c9"))
    folder = desk.path.parent / "desk.db.d" / "channel"
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "new.jsonl").write_text(message("盗号", id="9", conversation="x"), "utf-8")
    desk("reply", str(number), "好的", "--as", "ann")
    assert desk("serve", "--once").status == 0
    assert [t["tags"] for t in desk("queue", "--json").json] == [["盗号"]]
    assert not list((folder / "in").iterdir())


def test_a_server_keeps_the_time_until_it_is_told_to_stop(desk: Calls) -> None:
    command = [sys.executable, "-m", "agentdesk", "--desk", str(desk.path), "serve", "--as", "root"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        try:
            assert process.stderr
            assert process.stderr.readline().startswith(f"Keeping time for {desk.path};")
            while f":{process.pid} keeps the desk's time" not in desk("doctor").out:
                pass
            assert desk("serve", "--once").status == 1
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
            assert process.stderr.read() == "Stopped; nobody keeps the desk's time from here.\n"
        finally:
            process.kill()
    assert desk("serve", "--once").status == 0


def test_the_demo_desk_can_be_made_for_keeping(calls: Calls) -> None:
    made = calls("demo", "--into", str(calls.path))
    assert made.status == 0
    queue = calls("queue", "--json").json
    assert len(queue) > 20
    assert any(ticket["owner"] for ticket in queue)
    assert calls("demo", "--into", str(calls.path)).status == 1
    assert calls("demo", "--speed", "0").status == 2
