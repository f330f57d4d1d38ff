"""How a ticket looks in the queue."""

import msgspec
from rich.style import Style
from textual.strip import Strip

from agentdesk.model import Ticket
from agentdesk.text import Safe, safe, safe_line, width
from agentdesk.tui.look import PRIORITY_ROLES, TIER_ROLES, TIER_SIGNS, Look
from agentdesk.tui.moments import Due
from agentdesk.tui.paint import Ink, clip
from agentdesk.tui.words import tell

BAR, RESTING_BAR, GHOST_BAR, NO_BAR = safe("▌"), safe("▏"), safe("╎"), safe(" ")
"""Left of the selected ticket: where keys go, where they do not, and for one that left the view."""
PEN = safe("✎ ")
"""Beside the owner of a ticket on which the reader left something unsent."""
LOOKS, WRITES = safe("◐"), safe("✎")
"""Before the colleague who has the ticket on the screen, and who is writing there."""
MARK = safe("+")
"""Beside the bar, on a marked ticket."""
SIGN_COLUMN = 10
TEXT_COLUMN = 13
MOST_NAME = 20
SHORT_NAME = 12
MOST_OWNER = 10
MOST_TAGS = 3
MOST_UNREAD = 99
Part = tuple[Safe, Style]


class RowLook(msgspec.Struct, frozen=True):
    """Everything of a ticket that decides how its row looks, beside its version."""

    ticket: int
    version: int
    due: Due
    owner: Safe
    mine: bool
    ghost: bool
    lang: str
    unread: int = 0
    marked: bool = False
    draft: bool = False
    looker: Safe = safe("")
    """The colleague who has it on the screen."""
    typing: bool = False
    """Whether the colleague is writing there."""
    tags: tuple[Safe, ...] = ()
    """What the first tags are called."""


def standing_signs(ticket: Ticket) -> list[tuple[str, str]]:
    """Return what stands with a ticket, by the names of the signs, with how often where that is counted."""
    signs = (
        ("handed", ticket.sent_at is not None or ticket.offered_to is not None or ticket.offered_team is not None),
        ("bounced", bool(ticket.bounces)),
        ("escalated", ticket.escalated_at is not None),
        ("promised", ticket.promised_at is not None),
        ("follow_up", ticket.follow_up_at is not None),
        ("complaint", ticket.severity is not None),
    )
    counts = {"bounced": f"×{ticket.bounces}", "complaint": "!" * (ticket.severity or 0)}
    return [(name, counts.get(name, "")) for name, stands in signs if stands]


class RowPainter:
    """Paints one row, in two lines or in one."""

    def __init__(self, ticket: Ticket, row: RowLook, look: Look, cells: int, *, under: bool, focused: bool) -> None:
        self.ticket = ticket
        self.row = row
        self.look = look
        self.cells = cells
        self.under = under
        self.focused = focused

    def two_lines(self) -> tuple[Strip, ...]:
        """Return time, priority and matter; below them customer, tags and whose it is."""
        right = self._owner()
        room = self.cells - sum(width(text) for text, _ in right) - 1
        second = self._name(self._begin().skip(TEXT_COLUMN), min(MOST_NAME, room - TEXT_COLUMN))
        for tag, style in (*self._looker(), *self._signs(), *self._tags()):
            if second.used + width(tag) <= room:
                second.put(tag, style)
        return self._matter(self._front()).strip(), second.right(right).strip()

    def one_line(self) -> tuple[Strip, ...]:
        """Return time, priority, customer and matter, and the tags where there is room."""
        ink = self._name(self._front(), SHORT_NAME).skip(TEXT_COLUMN + SHORT_NAME + 1)
        return (self._matter(ink).right(self._yours() or (*self._signs(), *self._tags())[:1], gap=1).strip(),)

    def _begin(self) -> Ink:
        ground = ("chosen" if self.focused else "resting") if self.under else "ground"
        resting = (BAR if self.focused else RESTING_BAR) if self.under else NO_BAR
        ink = Ink(self.cells, self.look[ground]).put(GHOST_BAR if self.row.ghost else resting, self.look["accent"])
        return ink.put(MARK, self.look["amber-strong"]) if self.row.marked else ink

    def _front(self) -> Ink:
        due, sign = self.row.due, tell(f"sign.{self.ticket.priority}", self.row.lang)
        ink = self._begin().skip(SIGN_COLUMN - 1 - width(due.text)).put(due.text, self._role(due.role))
        return (
            ink.skip(SIGN_COLUMN)
            .put(sign, self._role(PRIORITY_ROLES.get(self.ticket.priority, "dim")))
            .skip(TEXT_COLUMN)
        )

    def _role(self, role: str) -> Style:
        return self.look["ghost" if self.row.ghost else role]

    def _name(self, ink: Ink, most: int) -> Ink:
        ticket, sign = self.ticket, TIER_SIGNS.get(self.ticket.tier)
        name = clip(safe_line(ticket.customer_name or f"#{ticket.customer}"), most - (2 if sign else 0))
        ink.put(name, self._role("dim"))
        return ink.put(safe(f" {sign}"), self._role(TIER_ROLES[ticket.tier])) if sign else ink

    def _matter(self, ink: Ink) -> Ink:
        words = safe_line(self.ticket.subject or self.ticket.preview) or tell("queue.no_words", self.row.lang)
        return ink.put(words, self._role("strong" if self.under else "text"))

    def _signs(self) -> list[Part]:
        """Return what stands with the ticket: handed and not taken, returned, escalated, promised, to follow up."""
        return [
            (safe(f" · {tell(f'stands.{name}', self.row.lang)}{count}"), self._role("amber"))
            for name, count in standing_signs(self.ticket)
        ]

    def _looker(self) -> list[Part]:
        who = clip(self.row.looker, MOST_OWNER)
        sign = WRITES if self.row.typing else LOOKS
        return [(safe(f" {sign}{who}"), self._role("amber"))] if who else []

    def _tags(self) -> list[Part]:
        return [(safe(f" · {tag}"), self._role("faint")) for tag in self.row.tags]

    def _unread(self) -> list[Part]:
        count = self.row.unread
        words = safe(f"+{min(count, MOST_UNREAD)} ") if count else safe("")
        return [(words, self._role("amber-strong"))] if count else []

    def _pen(self) -> list[Part]:
        return [(PEN, self._role("amber"))] if self.row.draft else []

    def _yours(self) -> list[Part]:
        return [*self._unread(), *self._pen()]

    def _owner(self) -> list[Part]:
        number = (safe(f"#{self.ticket.id}"), self.look["faint"])
        if not self.row.owner:
            return [*self._pen(), number]
        return [
            *self._yours(),
            (safe(f"{clip(self.row.owner, MOST_OWNER)} "), self._role("accent" if self.row.mine else "dim")),
            number,
        ]
