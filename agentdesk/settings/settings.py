"""What a person can set; every field may be left out of the file."""

from collections.abc import Mapping

import msgspec


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one person."""

    language: str = ""
    """Language of the screen and of answers: `zh` or `en`; without it the locale decides."""
    desk: str = ""
    """The desk's file; without it there is one in the user's data folder."""
    name: str = ""
    """The name you work under; without it the operating system's user."""
    theme: str = ""
    """`dark`, `light`, `sixteen` colours or `plain` (none); without it the terminal decides."""
    bell: bool = False
    """Whether the terminal's bell rings when a customer of yours writes."""
    notice: bool = False
    """Whether the terminal shows a desktop notice (OSC 9) when a customer of yours writes."""
    rules_folder: str = ""
    """The folder in which you draft rules; the rules screen watches it. Without it there is one beside the desk."""
    keys: Mapping[str, tuple[str, ...]] = {}
    """Other keys for actions: the action's id, then one key or a list of keys."""
