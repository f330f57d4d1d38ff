"""Compiles the translations before a wheel is made; a checkout compiles them when they are first read."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface[Any]):
    """Turns every .po file of the package into the .mo file that the wheel carries."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile each catalogue beside its source. Raises ValueError, naming the file, on a broken one."""
        if self.target_name != "wheel" or version == "editable":
            return
        for source in sorted(Path(self.root, "agentdesk", "lang", "locale").glob("*/LC_MESSAGES/*.po")):
            _compile(source)


def _compile(source: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
