"""The catalogues: one gettext domain a room, loaded when its first sentence is asked for."""

import gettext
import locale
import os
import re
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from agentdesk.lang.message import Message, Name, Param

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
        language = re.split(r"[-_.@]", wish or "")[0].lower()
        if language in LANGUAGES:
            return language
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
    text = translations.ngettext(message.code, message.code, count) if isinstance(count, int) else message.code
    if text == message.code:  # no count, or a sentence that is the same for every count
        text = translations.gettext(message.code)
    try:
        return text.format(**{name: _said(value, lang) for name, value in message.params.items()})
    except (KeyError, IndexError, ValueError):
        return text


def _said(value: Param, lang: str) -> str | int:
    if isinstance(value, Name):
        return value.zh if lang == "zh" else value.en
    return say(value, lang) if isinstance(value, Message) else value


@lru_cache(maxsize=64)
def _load(domain: str, folder: str) -> gettext.NullTranslations:
    compiled = _ROOT / folder / "LC_MESSAGES" / f"{domain}.mo"
    source = compiled.with_suffix(".po")
    if source.exists() and (not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns):
        return gettext.GNUTranslations(BytesIO(compile_catalogue(source, compiled)))
    if not compiled.exists():
        return gettext.NullTranslations()
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def compile_catalogue(source: Path, compiled: Path) -> bytes:
    """Compile a .po file, keep it as `compiled` where that may be written, and return it.

    A checkout does it by itself, a wheel carries them compiled.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file)
    written = BytesIO()
    write_mo(written, catalogue)
    fresh = compiled.with_suffix(f".mo.{os.getpid()}.{threading.get_ident()}")
    with suppress(OSError):
        fresh.write_bytes(written.getvalue())
        fresh.replace(compiled)
    return written.getvalue()
