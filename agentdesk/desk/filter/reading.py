"""Reading a filter; what is wrong is told with its column and the nearest right word."""

from collections.abc import Iterable
from typing import Final

from agentdesk.desk.filter.cutting import Piece, Unclosed, Word, pieces
from agentdesk.desk.filter.filter import Filter, Term
from agentdesk.desk.filter.names import Names
from agentdesk.desk.filter.words import ANY, BY_NAME, ME, MY_TEAMS, NONE, Key, Kind
from agentdesk.lang import Name, Param, Refusal, Why

MOST_CHARS: Final = 500
MOST_SHOWN: Final = 40
Value = str | int | None
OPTIONAL: Final = frozenset({"team", "owner", "tag", "task", "category"})
"""Keys of what a ticket may have none of."""


class FilterError(Refusal):
    """A filter that cannot be understood; `at` is the place in its text, from 0."""

    def __init__(self, at: int, code: str, **params: Param) -> None:
        super().__init__(Why.INPUT, code, column=at + 1, **params)
        self.at = at


def read_filter(text: str, names: Names) -> Filter:
    """Return what a text asks for; raises `FilterError`."""
    if len(text) > MOST_CHARS:
        raise FilterError(MOST_CHARS, "filter.too_long", most=MOST_CHARS)
    try:
        return Filter(tuple(_term(piece, names) for piece in pieces(text)))
    except Unclosed as error:
        raise FilterError(error.at, "filter.unclosed") from None


def _term(piece: Piece, names: Names) -> Term:
    if piece.key is None:
        return Term("words", ":", (piece.values[0].text,), piece.negated)
    key = BY_NAME.get(piece.key.text.casefold())
    if key is None:
        raise _no_key(piece.key)
    for word in piece.values:
        if not word.text:
            raise FilterError(word.at, "filter.no_value", key=piece.key.text)
    if key.compared:
        return _compared(key, piece)
    if piece.op != ":":
        raise FilterError(piece.key.at, "filter.not_compared", key=piece.key.text)
    values = [_value(key, word, names) for word in piece.values]
    return _listed(key, values, piece.negated)


def _no_key(word: Word) -> FilterError:
    if not word.text:
        return FilterError(word.at, "filter.key_missing")
    near = _near(word.text, BY_NAME)
    return FilterError(word.at, "filter.no_key", name=word.text[:MOST_SHOWN], near=near)


def _listed(key: Key, values: list[Value | tuple[Value, ...]], negated: bool) -> Term:
    flat: list[Value] = []
    for value in values:
        flat += value if isinstance(value, tuple) else (value,)
    if flat == [_SOME]:
        return Term(key.id, ":", (None,), not negated)
    return Term(key.id, ":", tuple(dict.fromkeys(flat)), negated)


_SOME: Final = "\0any"


def _value(key: Key, word: Word, names: Names) -> Value | tuple[Value, ...]:
    """Return what a word behind a key stands for; several ids for one's own teams."""
    text = word.text.casefold()
    if not word.quoted and key.id in OPTIONAL and text in NONE:
        return None
    if not word.quoted and key.id in OPTIONAL and text in ANY:
        return _SOME
    if key.kind is Kind.TEAM:
        return _team(word, names)
    if key.kind is Kind.AGENT:
        return _agent(word, names)
    if key.id == "tag":
        return names.tag(word.text)
    for meant, words in key.choices.items():
        if text in map(str.casefold, words):
            return meant
    if key.kind is Kind.CHOICE:
        known = tuple(one for words in key.choices.values() for one in words)
        raise FilterError(
            word.at,
            "filter.no_choice",
            key=_called(key),
            name=word.text[:MOST_SHOWN],
            near=_near(word.text, known),
        )
    return word.text


def _team(word: Word, names: Names) -> Value | tuple[Value, ...]:
    if not word.quoted and names.me is not None and word.text.casefold() in MY_TEAMS and names.me.teams:
        return names.me.teams
    found = names.team(word.text)
    if found is None:
        near = _near(word.text, names.team_names())
        raise FilterError(word.at, "filter.no_team", name=word.text[:MOST_SHOWN], near=near)
    return found


def _agent(word: Word, names: Names) -> Value:
    if not word.quoted and names.me is not None and word.text.casefold() in ME:
        return names.me.id
    found = names.agent(word.text)
    if found is None:
        near = _near(word.text, (*names.agent_names(), ME[0]))
        raise FilterError(word.at, "filter.no_agent", name=word.text[:MOST_SHOWN], near=near)
    return found


def _called(key: Key) -> Name:
    return Name(zh=key.zh[0], en=key.en[0])


def _compared(key: Key, piece: Piece) -> Term:
    if len(piece.values) > 1:
        raise FilterError(piece.values[1].at, "filter.one_value", key=_called(key))
    word = piece.values[0]
    if key.kind is Kind.COUNT:
        if not (word.text.isascii() and word.text.isdigit() and len(word.text) < 10):
            raise FilterError(word.at, "filter.no_count", name=word.text[:MOST_SHOWN], key=_called(key))
        return Term(key.id, piece.op, (int(word.text),), piece.negated)
    if piece.op == ":":
        raise FilterError(word.at, "filter.compare", key=_called(key), name=word.text[:MOST_SHOWN])
    return Term(key.id, piece.op, (_length(word),), piece.negated)


def _length(word: Word) -> int:
    from agentdesk.clock.said import plain
    from agentdesk.promises.duration import Unit, parse_duration

    try:
        duration = parse_duration(plain(word.text))
    except Refusal:
        raise FilterError(word.at, "filter.no_length", name=word.text[:MOST_SHOWN]) from None
    if duration.unit is not Unit.RUNNING:
        raise FilterError(word.at, "filter.no_length", name=word.text[:MOST_SHOWN])
    return duration.amount


def _near(word: str, known: Iterable[str]) -> str:
    from agentdesk.desk.nearest import nearest_word

    return nearest_word(word, known)
