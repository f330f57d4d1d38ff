"""What a dialog offers: rows to choose from, ranked by what is typed."""

from collections.abc import Hashable

import msgspec
from textual.strip import Strip

from agentdesk.text import Safe, fit, safe, width
from agentdesk.tui.lines import Lines, Rows
from agentdesk.tui.look import Look
from agentdesk.tui.paint import Ink

LIKE_ENOUGH = 60
"""From this likeness on (of 100) a choice is shown though it does not hold the words."""

GAP = 2
"""So many cells between a name and what stands at the right."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to choose."""

    id: str
    name: Safe
    detail: Safe = safe("")
    """Shown at the right: a key, a number, where it leads."""
    about: Safe = safe("")
    """Other words by which it is found."""
    on: bool | None = None
    """Whether it is ticked, where several can be."""
    fresh: bool = False
    """Not in the list yet; typed by the person."""


def ranked(choices: tuple[Choice, ...], query: str) -> tuple[Choice, ...]:
    """Return the choices that suit what was typed, the best first; all of them when nothing was."""
    words = query.strip().lower()
    if not words:
        return choices
    texts = {choice.id: f"{choice.name} {choice.about} {choice.id}".lower() for choice in choices}
    holding = [choice for choice in choices if words in texts[choice.id]]
    holding.sort(key=lambda choice: (not choice.name.lower().startswith(words), words not in choice.name.lower()))
    rest = {choice.id: choice for choice in choices if choice not in holding}
    if not rest or (holding and len(words) < 3):
        return tuple(holding)
    from rapidfuzz import fuzz, process

    left = {name: texts[name] for name in rest}
    near = process.extract(words, left, scorer=fuzz.partial_ratio, score_cutoff=LIKE_ENOUGH)
    return (*holding, *(rest[name] for _text, _score, name in near))


class Choices(Lines):
    """The rows."""

    ground = "raised"

    def __init__(self, look: Look, choices: tuple[Choice, ...], *, id: str = "choices") -> None:
        super().__init__(look, id=id)
        self.choices = choices
        self.total = len(choices)
        self.can_focus = False

    @property
    def choice(self) -> Choice | None:
        """The choice under the cursor."""
        return self.choices[self.cursor] if self.cursor < len(self.choices) else None

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As high as there are rows."""
        return max(len(self.choices), 1)

    def show(self, choices: tuple[Choice, ...], cursor: int = 0) -> None:
        """Offer other choices."""
        taller = len(choices) != len(self.choices)
        self.choices = choices
        self.settle(total=len(choices), cursor=cursor, top=self.top if cursor else 0)
        if taller:
            self.refresh(layout=True)

    def key(self, index: int) -> Hashable:
        """A choice is its own key."""
        return self.choices[index]

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Paint a choice."""
        choice, look = self.choices[index], self.look
        ink = Ink(cells, look["chosen" if under else "raised"]).put(safe("▌" if under else " "), look["accent"])
        if choice.on is not None:
            ink.put(safe("[x] " if choice.on else "[ ] "), look["accent" if choice.on else "faint"])
        room = ink.room - (width(choice.detail) + GAP if choice.detail else 0)
        name = safe(fit(choice.name, max(room, ink.room // 2)))  # a long name gives way to what stands at the right
        ink.put(name, look["strong" if under else "text"])
        return (ink.right([(choice.detail, look["dim"])], gap=GAP).strip(),)

    def paint_empty(self, line: int, cells: int) -> Strip:
        """Nothing suits."""
        return Ink(cells, self.look["raised"]).put(safe(" –"), self.look["faint"]).strip()
