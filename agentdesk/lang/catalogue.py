"""The catalogues: one gettext domain a room, loaded when its first sentence is asked for."""

import gettext
import locale
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from agentdesk.lang.message import Message, Param

LANGUAGES = ("zh", "en")
"""The desk's languages; both are complete."""

_FOLDERS = {"zh": "zh_CN", "en": "en"}
_ROOT = Path(__file__).with_name("locale")


def choose(*wishes: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """Return the first wish that names a language of ours, else the locale's, else English.

    Wishes are given strongest first: `--lang`, `AGENTDESK_LANG`, the user's settings.
    """
    local = locale.getlocale()[0] or ""
    for wish in (*wishes, environ.get("LC_ALL"), environ.get("LC_MESSAGES"), environ.get("LANG"), local):
        short = (wish or "")[:2].lower()
        if short in LANGUAGES:
            return short
    return "en"


def say(message: Message, lang: str) -> str:
    """Return the sentence of `message` in `lang` ("zh" or "en").

    A code without a sentence comes back as the code itself, so that nothing is ever silent.
    """
    domain = message.code.partition(".")[0]
    translations = _load(domain, _FOLDERS.get(lang, "en"))
    if not message.params:
        return translations.gettext(message.code)
    count = message.params.get("n")
    if isinstance(count, int):
        text = translations.ngettext(message.code, message.code, count)
    else:
        text = translations.gettext(message.code)
    try:
        return text.format(**{name: _said(value, lang) for name, value in message.params.items()})
    except (KeyError, IndexError, ValueError):
        return text


def _said(value: Param, lang: str) -> str | int:
    return say(value, lang) if isinstance(value, Message) else value


@lru_cache(maxsize=64)
def _load(domain: str, folder: str) -> gettext.NullTranslations:
    compiled = _ROOT / folder / "LC_MESSAGES" / f"{domain}.mo"
    source = compiled.with_suffix(".po")
    if source.exists() and (not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns):
        compile_catalogue(source, compiled)
    if not compiled.exists():
        return gettext.NullTranslations()
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def compile_catalogue(source: Path, compiled: Path) -> None:
    """Compile a .po file to its .mo; a checkout does it by itself, a wheel carries them compiled."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    fresh = compiled.with_suffix(f".mo.{os.getpid()}")
    with fresh.open("wb") as file:
        write_mo(file, catalogue)
    fresh.replace(compiled)
