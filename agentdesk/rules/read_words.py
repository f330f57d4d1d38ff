"""The `words` sections: named lists, the lists they include, and what a rule's `words:` means."""

import msgspec

from agentdesk.rules.item import Item
from agentdesk.rules.nodes import is_flow
from agentdesk.rules.problem import Problems
from agentdesk.rules.values import Word, WordList
from agentdesk.rules.vocabulary import MOST_WEIGHT, WORD, WORD_LIST
from agentdesk.text.normalise import fold

MOST_INCLUDES = 20
"""How many lists may include each other in a chain."""


class _Draft(msgspec.Struct):
    """A list as written: its own words, and the lists it includes."""

    item: Item
    words: list[Word]
    includes: list[Item]
    excepts: tuple[str, ...] = ()
    hidden: bool = False


class Lexicon:
    """All word lists of a rule set, by name."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._drafts: dict[str, _Draft] = {}
        self.lists: dict[str, WordList] = {}
        self._weighted: dict[tuple[str, ...], tuple[Word, ...]] = {}
        self.used: set[str] = set()
        """Names that a rule or another list asked for."""

    def read(self, section: Item) -> None:
        """Take in one `words` section; includes are settled by `finish`."""
        for key, value in section.pairs():
            earlier = self._drafts.get(key.raw.strip())
            if earlier is not None:
                key.error("rules.list_twice", name=key.raw, place=str(earlier.item.place))
                continue
            self._drafts[key.raw.strip()] = self._draft(key, value)

    def finish(self) -> None:
        """Settle the includes; unknown lists and circles are errors."""
        for name in self._drafts:
            self._settle(name, ())

    def words_of(self, named: tuple[str, ...]) -> tuple[Word, ...]:
        """Return the words a rule means: a declared list's, else the word itself."""
        found: dict[Word, None] = {}
        for name in named:
            if name in self.lists:
                self.used.add(name)
                found.update(dict.fromkeys(self.lists[name].words))
            else:
                found[Word(name)] = None
        return tuple(found)

    def weighted(self, named: tuple[str, ...]) -> tuple[Word, ...]:
        """Return the words with weights of these lists; none counts inside a longer one of them (满意 in 不满意)."""
        if named not in self._weighted:
            declared = tuple(name for name in named if name in self.lists)
            words = [word for word in self.words_of(declared) if word.weight]
            longer = tuple((word.text, fold(word.text)) for word in words)
            every = "\n".join(whole for _, whole in longer)
            self._weighted[named] = tuple(
                _within_longer(word, plain, longer) if every.count(plain) > 1 else word
                for word, (_, plain) in zip(words, longer, strict=True)
            )
        return self._weighted[named]

    def _draft(self, key: Item, value: Item) -> _Draft:
        draft = _Draft(key, [], [])
        entries = value
        if value.is_table:
            fields = value.table(WORD_LIST)
            if "words" not in fields:
                value.missing("words", WORD_LIST)
                return draft
            entries = fields["words"]
            draft.excepts = fields["except"].texts() if "except" in fields else ()
            draft.hidden = bool(fields["hidden"].truth()) if "hidden" in fields else False
        flow = entries.is_list and is_flow(entries.node)
        for entry in entries.entries():
            self._entry(entry, draft, flow)
        return draft

    def _entry(self, entry: Item, draft: _Draft, flow: bool) -> None:
        if not entry.is_table:
            text = entry.flow_word() if flow else entry.word()
            if text is not None:
                self._add(entry, draft, text, (), draft.hidden)
            return
        fields = entry.table(WORD)
        if "list" in fields:
            draft.includes.append(fields["list"])
        elif "part" in fields:
            self._part(entry, fields, draft)
        elif "word" in fields:
            text = fields["word"].word()
            hidden = fields["hidden"].truth() if "hidden" in fields else draft.hidden
            excepts = fields["except"].texts() if "except" in fields else ()
            if text is not None:
                self._add(fields["word"], draft, text, excepts, bool(hidden), _weight(fields))
        else:
            entry.missing("word", WORD)

    def _part(self, entry: Item, fields: dict[str, Item], draft: _Draft) -> None:
        """A part is found anywhere, so nothing is excepted from it and it cannot hide."""
        for key in ("word", "except", "hidden"):
            if key in fields:
                entry.error("rules.part_alone", key=key)
        text = fields["part"].word()
        if text is not None and not fold(text).strip():
            fields["part"].error("rules.empty_word", word=text)
        elif text is not None:
            draft.words.append(Word(text, weight=_weight(fields), part=True))

    def _add(
        self, item: Item, draft: _Draft, text: str, excepts: tuple[str, ...], hidden: bool, weight: float = 0.0
    ) -> None:
        if not fold(text).strip():
            item.error("rules.empty_word", word=text)
            return
        longer = _longer(text, excepts)
        for useless in dict.fromkeys(excepts):
            if useless not in longer:
                item.error("rules.except_without_word", word=text, longer=useless)
        draft.words.append(Word(text, longer, hidden, weight))

    def _settle(self, name: str, path: tuple[str, ...]) -> WordList:
        if name in self.lists:
            return self.lists[name]
        draft = self._drafts[name]
        words = list(draft.words)
        for include in draft.includes:
            words += self._included(include, (*path, name))
        settled = WordList(name, tuple(dict.fromkeys(self._excepted(draft, words))), draft.item.place)
        if not words and not draft.includes:
            draft.item.error("rules.list_empty", name=name)
        self.lists[name] = settled
        return settled

    def _excepted(self, draft: _Draft, words: list[Word]) -> list[Word]:
        """Give the list's own excepts to each word they hold; an except that holds none is an error."""
        for longer in draft.excepts:
            if not any(_longer(word.text, (longer,)) for word in words):
                draft.item.error("rules.except_without_word", word=draft.item.raw, longer=longer)
        if not draft.excepts:
            return words
        return [
            msgspec.structs.replace(
                word, excepts=tuple(dict.fromkeys((*word.excepts, *_longer(word.text, draft.excepts))))
            )
            for word in words
        ]

    def _included(self, include: Item, path: tuple[str, ...]) -> tuple[Word, ...]:
        name = include.text()
        if name is None:
            return ()
        if name in path:
            include.error("rules.list_circle", path=" → ".join((*path, name)))
            return ()
        if len(path) > MOST_INCLUDES:
            include.error("rules.list_depth", most=MOST_INCLUDES)
            return ()
        if name not in self._drafts:
            include.unknown("rules.unknown_list", name, list(self._drafts))
            return ()
        self.used.add(name)
        return self._settle(name, path).words


def _weight(fields: dict[str, Item]) -> float:
    return (fields["weight"].decimal(-MOST_WEIGHT, MOST_WEIGHT) or 0.0) if "weight" in fields else 0.0


def _within_longer(word: Word, plain: str, others: tuple[tuple[str, str], ...]) -> Word:
    """Return `word`, `plain` when normalised, except inside those of `others` (as written, normalised) that hold it."""
    longer = (other for other, whole in others if plain in whole and plain != whole)
    return msgspec.structs.replace(word, excepts=tuple(dict.fromkeys((*word.excepts, *longer))))


def _longer(text: str, excepts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the excepts that hold `text` and more."""
    plain = fold(text)
    return tuple(longer for longer in excepts if plain in (whole := fold(longer)) and plain != whole)
