"""A value in a rule file, with its place: each reader says what it wants and gets that, or notes a problem."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from agentdesk.lang import Message, Name, Param
from agentdesk.rules.nodes import is_flow, is_plain, kind_of, place_inside, place_of
from agentdesk.rules.problem import Place, Problems

if TYPE_CHECKING:
    from yaml import Node

Keys = Mapping[str, str]
"""Every accepted spelling of a key (English, Chinese) and the key it stands for."""

_DECIMAL = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?", re.ASCII)
_YES = {"true", "yes", "on", "1", "是", "对", "开"}
_NO = {"false", "no", "off", "0", "否", "不", "关"}


def keys(*names: str) -> dict[str, str]:
    """Return a table of keys from `"english 中文 …"` strings; the first spelling is the key."""
    return {spelling: name.split()[0] for name in names for spelling in name.split()}


def called(known: Keys, names: Sequence[str]) -> Name:
    """Return names of a table as their readers call them, in a row."""
    chinese = {key: word for word, key in reversed(list(known.items())) if word != key}
    return Name(", ".join(chinese.get(name, name) for name in names), ", ".join(names))


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the known word that is most like `word`, or "" when none is."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    lowered = word.lower()
    found = process.extractOne(lowered, known, scorer=OSA.normalized_similarity, processor=str.lower, score_cutoff=0.45)
    return found[0] if found else ""


def _home_of(key: str, known: Keys) -> Message | None:
    """Return where in a rule a key belongs, of one that stands in another part of a rule."""
    from agentdesk.rules.vocabulary import CONDITIONS, EFFECTS, RULE

    homes = {"rule": RULE, "then": EFFECTS, "when": CONDITIONS}
    if known not in homes.values():
        return None
    return next((Message(f"rules.home_{name}") for name, keys in homes.items() if key in keys), None)


_NEAR = {
    "rules.unknown_key": "rules.unknown_key_near",
    "rules.unknown_list": "rules.unknown_list_near",
    "rules.unknown_team": "rules.unknown_team_near",
    "rules.unknown_reply": "rules.unknown_reply_near",
    "rules.unknown_sla": "rules.unknown_sla_near",
    "rules.unknown_check": "rules.unknown_check_near",
    "rules.unknown_rule": "rules.unknown_rule_near",
    "promises.unknown_calendar": "promises.unknown_calendar_near",
}
"""The sentence that names the nearest right word, by the one that does not."""


class Item:
    """A YAML node of `file`; the methods return None (or nothing) after noting what was expected instead."""

    def __init__(self, file: str, node: "Node", problems: Problems) -> None:
        self.file = file
        self.node = node
        self.problems = problems

    @property
    def place(self) -> Place:
        """Where the value begins."""
        return place_of(self.file, self.node)

    def error(self, code: str, /, **params: Param) -> None:
        """Note an error at this place."""
        self.problems.error(self.place, code, **params)

    def error_inside(self, index: int, code: str, /, **params: Param) -> None:
        """Note an error at a character of a text, at its beginning where the file does not say it as it is."""
        self.problems.error(place_inside(self.file, self.node, index), code, **params)

    def missing(self, key: str, known: Keys) -> None:
        """Note that a key is missing."""
        self.error("rules.missing", key=called(known, (key,)))

    def warning(self, code: str, /, **params: Param) -> None:
        """Note a warning at this place."""
        self.problems.warning(self.place, code, **params)

    @property
    def is_scalar(self) -> bool:
        """Whether it is a single value."""
        return kind_of(self.node) == "scalar"

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return kind_of(self.node) == "sequence"

    @property
    def is_table(self) -> bool:
        """Whether it is a mapping of keys to values."""
        return kind_of(self.node) == "mapping"

    @property
    def raw(self) -> str:
        """The scalar as it was written, without any check; "" when it is no scalar."""
        return str(self.node.value) if self.is_scalar else ""

    def pairs(self) -> list[tuple["Item", "Item"]]:
        """Return the keys and values of a mapping whose keys are names; a name given twice is an error."""
        if not self.is_table:
            self._expected("rules.expected_table")
            return []
        seen: dict[str, int] = {}
        found: list[tuple[Item, Item]] = []
        for key_node, value_node in self.node.value:
            key = Item(self.file, key_node, self.problems)
            name = key.text()
            if name is None:
                continue
            if name in seen:
                key.error("rules.key_twice", key=name, line=seen[name])
                continue
            seen[name] = key.place.line
            found.append((key, Item(self.file, value_node, self.problems)))
        return found

    def table(self, known: Keys) -> dict[str, "Item"]:
        """Return the values by their English key; unknown keys are told with the nearest right one."""
        found: dict[str, Item] = {}
        for key, value in self.pairs():
            name = known.get(key.raw) or known.get(key.raw.lower())
            if name is None:
                key._unknown_key(known)
            elif name in found:
                key.error("rules.key_twice", key=key.raw, line=found[name].place.line)
            else:
                found[name] = value
        return found

    def _unknown_key(self, known: Keys) -> None:
        """Note a key that is not known here: where it belongs when a rule knows it elsewhere, else the nearest one."""
        home = _home_of(self.raw, known)
        if home is None:
            self.unknown("rules.unknown_key", self.raw, list(known))
        else:
            self.error("rules.key_elsewhere", key=self.raw, home=home)

    def unknown(self, code: str, word: str, known: Sequence[str]) -> None:
        """Note that `word` is not known, and the nearest right word where the sentence of `code` can name one."""
        near = nearest(word, known)
        if near and code in _NEAR:
            self.error(_NEAR[code], word=word, near=near)
        else:
            self.error(code, word=word)

    def entries(self) -> list["Item"]:
        """Return the entries of a list; a single value counts as a list of one."""
        if not self.is_list:
            return [self]
        return [Item(self.file, node, self.problems) for node in self.node.value]

    def text(self) -> str | None:
        """Return a single value as text, without the blanks around it."""
        if not self.is_scalar:
            self._expected("rules.expected_text")
            return None
        value = str(self.node.value).strip()
        if not value:
            self.error("rules.empty")
            return None
        return value

    def texts(self) -> tuple[str, ...]:
        """Return one value or a list of values as texts."""
        flow = self.is_list and is_flow(self.node)
        values = (item.flow_word() if flow else item.word() for item in self.entries())
        return tuple(value for value in values if value is not None)

    def word(self) -> str | None:
        """Return text that stands in a list; full-width commas and quotes that YAML does not know are told."""
        value = self.text()
        if value is None or not is_plain(self.node):
            return value
        if value[0] in "“‘「【［｛" and value[-1] in "”’」】］｝" and len(value) > 1:
            self.error("rules.fullwidth_brackets", value=value)
            return None
        return value

    def flow_word(self) -> str | None:
        """Return the text of an entry of `[…]`, where a full-width comma does not part entries."""
        value = self.word()
        if value is not None and is_plain(self.node) and any(comma in value for comma in "，、"):
            self.error("rules.fullwidth_comma", value=value)
            return None
        return value

    def number(self, least: int, most: int) -> int | None:
        """Return a whole number between `least` and `most`."""
        value = self.text()
        if value is None:
            return None
        try:
            number = int(value)
        except ValueError:
            self.error("rules.expected_number", value=value, least=least, most=most)
            return None
        if not least <= number <= most:
            self.error("rules.number_range", value=value, least=least, most=most)
            return None
        return number

    def decimal(self, least: float, most: float) -> float | None:
        """Return a number between `least` and `most`, decimals allowed."""
        value = self.text()
        if value is None:
            return None
        if not _DECIMAL.fullmatch(value):
            self.error("rules.expected_decimal", value=value, least=f"{least:g}", most=f"{most:g}")
            return None
        if not least <= float(value) <= most:
            self.error("rules.number_range", value=value, least=f"{least:g}", most=f"{most:g}")
            return None
        return float(value)

    def choice(self, known: Keys) -> str | None:
        """Return the English name of one of the known words."""
        value = self.text()
        if value is None:
            return None
        name = known.get(value) or known.get(value.lower())
        if name is None:
            choices = called(known, tuple(dict.fromkeys(known.values())))
            near = nearest(value, list(known))
            if near:
                self.error("rules.unknown_choice_near", word=value, near=near, choices=choices)
            else:
                self.error("rules.unknown_choice", word=value, choices=choices)
        return name

    def truth(self) -> bool | None:
        """Return yes or no."""
        value = self.text()
        if value is None:
            return None
        if value.lower() in _YES:
            return True
        if value.lower() in _NO:
            return False
        self.error("rules.expected_truth", value=value)
        return None

    def _expected(self, code: str) -> None:
        """Note a value of the wrong kind; a full-width colon is the commonest cause."""
        if self.is_scalar and is_plain(self.node) and "：" in self.raw:
            self.error_inside(self.raw.index("："), "rules.fullwidth_colon")
        elif self.is_scalar and not self.raw.strip():
            self.error("rules.empty")
        else:
            self.error(code)
