"""The desk on the screen.

Importing this package readies the environment, and so comes before the first import of textual.
"""

import gc
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
"""Otherwise a phrase that an input method commits arrives as junk keys (textual 8.2)."""
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

if TYPE_CHECKING:
    from agentdesk.desk import Desk
    from agentdesk.lab.tempo import Tempo
    from agentdesk.training.replay import Replay

__all__ = ["run"]


def run(
    desk: "Desk",
    me_name: str,
    lang: str,
    *,
    keys: Mapping[str, tuple[str, ...]] | None = None,
    replay: "Replay | None" = None,
    bell: bool = False,
    notice: bool = False,
    rules_folder: str = "",
    tempo: "Tempo | None" = None,
) -> int:
    """Show `desk` to the person called `me_name` in `lang` ("zh" or "en") until they leave; return the exit status.

    Answers leave by whoever keeps the desk's time; the screen only shows how far they got.
    `keys` gives actions other keys, by the action's id; with `replay`, whose desk this is, a bar with its
    keys stands above; `tempo` is that of the actors who play on it. Raises Refusal when nobody is called so.
    """
    gc.disable()  # the app turns it on once the first picture stands: collecting costs a tenth of the way there
    from agentdesk.tui.opening import Opening

    opening = Opening(desk, me_name, lang)
    from agentdesk.tui.app import DeskApp
    from agentdesk.tui.pasted import keep_clean

    keep_clean()
    app: DeskApp
    if replay is not None:
        from agentdesk.tui.replaying import ReplayApp

        app = ReplayApp(replay, opening.result(), lang, keys=keys)
    else:
        app = DeskApp(
            desk,
            opening.result(),
            lang,
            keys=keys,
            bell=bell,
            notice=notice,
            rules_folder=rules_folder,
            tempo=tempo,
        )
    app.run()
    return app.return_code or 0
