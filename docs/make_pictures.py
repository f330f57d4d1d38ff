"""Draws the pictures of the desk in the READMEs: the real screen on the sample desk, as SVG.

Run by `make pictures`. Chinese needs a font that the reader's browser has.
"""

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

import agentdesk.tui  # noqa: F401  (it readies the environment for textual)
from agentdesk.desk import Keeper
from agentdesk.lab.demo import sample_desk
from agentdesk.tui.app import DeskApp
from agentdesk.tui.opening import first_picture

HERE = Path(__file__).parent
FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def draw(lang: str, size: tuple[int, int]) -> str:
    """Return the desk as it looks to somebody who has just taken the next ticket."""
    os.environ["COLORTERM"] = "truecolor"  # whatever the terminal that draws has
    with tempfile.TemporaryDirectory() as folder:
        desk, _scripts = sample_desk(Path(folder) / "desk.db", seed=1)
        Keeper(desk, "limin").tick()
        app = DeskApp(desk, first_picture(desk, "limin", lang), lang)
        async with app.run_test(size=size) as pilot:
            await pilot.pause(1.0)
            app.tending.beat()
            await pilot.press("n")
            await pilot.pause(1.5)
            picture = app.export_screenshot(title="agentdesk")
        return FONTS.sub("", picture)


def main() -> int:
    """Write docs/desk.zh.svg and docs/desk.en.svg."""
    for lang in ("zh", "en"):
        (HERE / f"desk.{lang}.svg").write_text(asyncio.run(draw(lang, (140, 45))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
