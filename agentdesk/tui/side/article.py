"""An article being read."""

import re
from collections.abc import Hashable

from agentdesk.model import Article
from agentdesk.text import Safe, safe, safe_line, wrap
from agentdesk.tui.lines import Lines, Rows
from agentdesk.tui.paint import Ink
from agentdesk.tui.seat import Seat

_MARKS = re.compile(r"\*\*|__|`|^#+ +|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)", re.MULTILINE)
MOST_ARTICLE = 20_000
"""So many characters of an article are shown."""


class Reading(Lines):
    """An article, line by line."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat.look, id="reading", pointing=False)
        self.seat = seat
        self.article: Article | None = None
        self._laid: list[tuple[Safe, str]] = []

    def show(self, article: Article) -> None:
        """Show an article from its beginning."""
        self.article = article
        self._lay()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._lay()

    def _lay(self) -> None:
        if self.article is None or not self.size.width:
            return
        cells, article = self.across - 1, self.article
        about = " · ".join((article.id, *article.tags))
        self._laid = [(safe(line), "strong") for line in wrap(safe_line(article.title), cells)]
        self._laid += [(safe(line), "faint") for line in wrap(safe_line(about), cells)]
        self._laid.append((safe(""), "plain"))
        self._laid += [(safe(line), "text") for line in wrap(safe(plain(article.body[:MOST_ARTICLE])), cells)]
        self._rows.clear()
        self.settle(total=len(self._laid), cursor=0, top=0)

    def key(self, index: int) -> Hashable:
        """A line of this article in this version."""
        return index, self._laid[index]

    def paint(self, index: int, cells: int, under: bool) -> Rows:
        """Paint a line."""
        text, role = self._laid[index]
        return (Ink(cells, self.look["ground"]).skip(1).put(text, self.look[role]).strip(),)


def plain(body: str) -> str:
    """Return an article's text without the marks of Markdown that mean nothing in plain text."""
    return _MARKS.sub("", body)
