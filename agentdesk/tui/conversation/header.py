"""The lines above the conversation: which matter, whose, and how its promises stand."""

from typing import TYPE_CHECKING

from textual.strip import Strip

from agentdesk.desk.suggestions import suggested_tags
from agentdesk.lang import Message
from agentdesk.model import Ticket
from agentdesk.text import Safe, safe, safe_line
from agentdesk.tui.look import TIER_ROLES, TIER_SIGNS, Look
from agentdesk.tui.moments import left, short, wake
from agentdesk.tui.paint import Ink, rule
from agentdesk.tui.panel import Panel
from agentdesk.tui.pulse import Viewer
from agentdesk.tui.queue.rows import standing_signs
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, tell, word

if TYPE_CHECKING:
    from agentdesk.desk import Story

Part = tuple[Safe, str]
DOT: Part = (safe(" · "), "faint")
GAP: Part = (safe("  "), "plain")


class Header(Panel):
    """Three lines and a rule."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(id="header")
        self.seat = seat
        self.story: Story | None = None
        self.viewers: tuple[Viewer, ...] = ()

    @property
    def look(self) -> Look:
        """The seat's look."""
        return self.seat.look

    def show(self, story: "Story | None", viewers: tuple[Viewer, ...]) -> None:
        """Show another ticket, or this one as it is now."""
        if (story, viewers) != (self.story, self.viewers):
            self.story, self.viewers = story, viewers
            self.renew()

    def line(self, y: int) -> Strip:
        """Return one of the lines."""
        cells = self.size.width
        if y == 3:
            return rule(cells, self.look)
        ink = Ink(cells, self.look["ground"])
        if self.story is None:
            return ink.strip()
        ticket = self.story.ticket
        parts, right = (self._matter, self._promises, self._place)[y](ticket)
        for text, role in parts:
            ink.put(text, self.look[role])
        return ink.right([(text, self.look[role]) for text, role in right]).strip()

    def _matter(self, ticket: Ticket) -> tuple[list[Part], list[Part]]:
        subject = safe_line(ticket.subject or ticket.preview)
        name = safe_line(ticket.customer_name or f"#{ticket.customer}")
        parts: list[Part] = [(safe(f" #{ticket.id}"), "accent-strong"), GAP, (name, "strong")]
        if sign := TIER_SIGNS.get(ticket.tier):
            parts += [
                (safe(" "), "plain"),
                (sign, TIER_ROLES[ticket.tier]),
                (tell(f"tier.{ticket.tier}", self.seat.lang), TIER_ROLES[ticket.tier]),
            ]
        return [*parts, GAP, (subject, "text")], []

    def _promises(self, ticket: Ticket) -> tuple[list[Part], list[Part]]:
        seat, now = self.seat, self.seat.now()
        parts: list[Part] = [(safe(" "), "plain")]
        if ticket.first_answer_at is not None:
            took = safe(f"✓{short(ticket.first_answer_at - ticket.received_at)}")
            parts += [(tell("clock.first", seat.lang), "faint"), (took, "green")]
        if ticket.promised_at is not None:
            due = left(ticket, "promised", ticket.promised_at, now)
            parts += [] if len(parts) == 1 else [DOT]
            parts += [(tell("clock.promised", seat.lang), "amber"), (safe(" "), "plain"), (due.text, due.role)]
        for code, clock, moment in _running(ticket):
            due = left(ticket, clock, moment, now)
            parts += [] if len(parts) == 1 else [DOT]
            parts += [(tell(f"clock.{code}", seat.lang), "faint"), (due.text, due.role)]
        if ticket.snoozed_until is not None:
            parts += [DOT, (safe(f"⏸{wake(ticket.snoozed_until, now, seat.zone)}"), "dim")]
        state = (
            word(f"desk.state_{ticket.state}", seat.lang),
            "green" if ticket.state in {"solved", "closed"} else "dim",
        )
        return parts, [(tell(f"channel.{ticket.channel}", seat.lang), "faint"), DOT, state]

    def _place(self, ticket: Ticket) -> tuple[list[Part], list[Part]]:
        seat = self.seat
        owner = (seat.name(ticket.owner), "accent" if ticket.owner == seat.me.id else "dim")
        parts: list[Part] = [(safe(" "), "plain"), (seat.team(ticket.team), "dim"), DOT, owner]
        if ticket.priority in {"urgent", "high"}:
            role = "red-strong" if ticket.priority == "urgent" else "amber-strong"
            parts += [DOT, (word(f"desk.priority_{ticket.priority}", seat.lang), role)]
        for name, count in standing_signs(ticket):
            parts += [DOT, (safe(f"{tell(f'stands.{name}', seat.lang)}{count}"), "amber")]
        for tag in ticket.tags[:6]:
            parts += [DOT, (seat.tag(tag), "dim")]
        if self.story is not None and (offered := suggested_tags(ticket, self.story.messages)):
            parts += [DOT, (spoken(Message("lead.suggested", {"tag": seat.tag(offered[0])}), seat.lang), "amber")]
        others = [viewer for viewer in self.viewers if viewer.agent != seat.me.id]
        if others:
            code = "typing" if others[0].typing else "looking"
            return parts, [(safe("◐ "), "amber"), (tell(code, seat.lang, who=seat.name(others[0].agent)), "amber")]
        return parts, [(tell("why_here", seat.lang), "faint")]


def _running(ticket: Ticket) -> list[tuple[str, str, int]]:
    """Return the promises that run: the code of their name, their name in the table, when they are due."""
    clocks = (
        ("first", "first_response", ticket.first_due if ticket.first_answer_at is None else None),
        ("next", "next_response", ticket.next_due if ticket.first_answer_at is not None else None),
        ("update", "update", ticket.update_due if ticket.waiting_since is None else None),
        ("resolve", "resolution", ticket.resolve_due),
        ("final", "final", ticket.final_due),
    )
    return [(code, clock, moment) for code, clock, moment in clocks if moment is not None][:3]
