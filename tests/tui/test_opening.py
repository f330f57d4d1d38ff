"""Opening the desk stays light: what only some keys need is not loaded with the first picture, or soon after it."""

import json
import subprocess
import sys

from tests.cli.calls import environment
from tests.desk.desks import Floor

LATER = (
    "agentdesk.rules",
    "agentdesk.promises.policy",
    "agentdesk.promises.deadlines",
    "agentdesk.promises.calendar",
    "agentdesk.desk.work",
    "agentdesk.desk.verbs",
    "agentdesk.desk.rulebook",
    "agentdesk.tui.dialogs.reroute",
    "agentdesk.tui.floor.screen",
    "ahocorasick_rs",
    "babel",
    "holidays",
    "rapidfuzz",
    "re2",
    "sqlite_utils",
    "yaml",
)
SCRIPT = """
import asyncio, json, sys
from agentdesk.desk import Desk
from agentdesk.tui.opening import first_picture
from agentdesk.tui import tending
from agentdesk.tui.app import DeskApp

tending.SOON = 3600  # what comes seconds later is no part of the first picture, on a slow machine either

async def main():
    desk = Desk.open(sys.argv[1])
    app = DeskApp(desk, first_picture(desk, "ann", "en"), "en")
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause(0.6)
        while app.lanes.waiting:
            await pilot.pause(0.02)
        loaded = sorted(sys.modules)
    desk.close()
    print(json.dumps(loaded))

asyncio.run(main())
"""


def test_the_first_picture_loads_no_rules(floor: Floor) -> None:
    floor.customer("我要退款")
    command = [sys.executable, "-c", SCRIPT, str(floor.desk.store.files.database)]
    done = subprocess.run(command, capture_output=True, check=True, env=environment(), text=True)
    loaded = json.loads(done.stdout)
    assert [name for name in loaded if name.startswith(LATER)] == []


def test_times_are_those_of_the_desk(floor: Floor) -> None:
    from agentdesk.tui.opening import first_picture

    assert first_picture(floor.desk, "ann", "en").zone == floor.desk.zone() == "Asia/Shanghai"


async def test_the_first_picture_holds_the_conversation_and_its_reasons(floor: Floor) -> None:
    from agentdesk.tui.app import DeskApp
    from agentdesk.tui.opening import first_picture

    floor.customer("我要退款")
    app = DeskApp(floor.desk, first_picture(floor.desk, "ann", "en"), "en")
    async with app.run_test(size=(140, 45)):
        stream = app.conversation.stream
        painted = "\n".join(stream.render_line(y).text for y in range(stream.size.height))
        assert "我要退款" in painted
        assert "⚑" in painted
