"""An incident: many tickets of one kind within minutes, handled as one case."""

from enum import StrEnum

import msgspec


class Stage(StrEnum):
    """How far an incident is."""

    SUSPECTED = "suspected"
    """The desk found a spike; a person has not said yet what it is."""
    OPEN = "open"
    DISMISSED = "dismissed"
    SOLVED = "solved"


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """The case that its tickets share; each ticket names it. Moments are ms since the epoch."""

    id: str
    version: int = 0
    stage: str = Stage.SUSPECTED
    tag: str = ""
    """Tickets that get this tag join while it is open; "" for those that people join by hand alone."""
    title: str = ""
    lead: str | None = None
    """Id of the agent who opened it and leads it."""
    since: int = 0
    """The beginning: tickets received from then on joined it when it was opened."""
    seen: int = 0
    """How many tickets of the tag came within the window in which the spike was found."""
    usual: int = 0
    """How many come in such a window usually, in hundredths."""
    answer_zh: str = ""
    answer_en: str = ""
    """What every customer who joins is told, by language; "" for nothing."""
    found_at: int = 0
    opened_at: int | None = None
    ended_at: int | None = None

    def answer(self, lang: str) -> str:
        """Return what a customer who writes `lang` is told, in the other language where there is no other."""
        first, second = (self.answer_en, self.answer_zh) if lang == "en" else (self.answer_zh, self.answer_en)
        return first or second
