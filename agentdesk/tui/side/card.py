"""The customer's card: who they are, how to reach them, what else they wait for."""

from typing import TYPE_CHECKING

from textual.strip import Strip

from agentdesk.lang import Message
from agentdesk.model import Ticket
from agentdesk.text import Safe, safe, safe_line
from agentdesk.text.mask import mask
from agentdesk.tui.look import TIER_ROLES, TIER_SIGNS
from agentdesk.tui.moments import clock, day
from agentdesk.tui.paint import Ink, rule
from agentdesk.tui.panel import Panel
from agentdesk.tui.seat import Seat
from agentdesk.tui.side.facts import fact_name
from agentdesk.tui.words import labelled, spoken, tell, word

if TYPE_CHECKING:
    from agentdesk.desk import Story

Part = tuple[Safe, str]
MOST_OTHERS = 5
MOST_FACTS = 6


def moments_said(message: Message, seat: Seat) -> Message:
    """Return a sentence whose moment is said as the desk's time of day, with the date where it is another day."""
    at = message.params.get("at")
    if not isinstance(at, int):
        return message
    there, here = day(at, seat.zone), day(seat.now(), seat.zone)
    said = clock(at, seat.zone) if there == here else f"{there[5:]} {clock(at, seat.zone)}"
    return Message(message.code, {**message.params, "at": said})


class Card(Panel):
    """The customer of the open ticket; personal data stay masked until a key reveals them."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(id="card")
        self.seat = seat
        self.revealed = False
        self._story: Story | None = None
        self._laid: list[tuple[Part, ...]] = []

    def show(self, story: "Story | None") -> None:
        """Show another customer, masked."""
        if story != self._story:
            if story is None or self._story is None or story.customer.id != self._story.customer.id:
                self.revealed = False
            self._story = story
            self._lay()

    def reveal(self) -> None:
        """Show personal data, or mask them again."""
        self.revealed = not self.revealed
        self._lay()

    def _lay(self) -> None:
        before, height = len(self._laid), self.styles.height
        self._laid = list(self._lines(self._story)) if self._story else []
        if len(self._laid) != before and height is not None and height.is_auto:
            self.refresh(layout=True)
        self.renew()

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As high as what it says, where the list above needs the room."""
        return len(self._laid) + 1

    def _lines(self, story: "Story") -> list[tuple[Part, ...]]:
        customer, lang = story.customer, self.seat.lang
        name: list[Part] = [(safe_line(customer.name or f"#{customer.id}"), "strong")]
        if sign := TIER_SIGNS.get(customer.tier):
            role = TIER_ROLES[customer.tier]
            name += [(safe("  "), "plain"), (sign, role), (tell(f"tier.{customer.tier}", lang), role)]
        lines: list[tuple[Part, ...]] = [*self._standing(story), tuple(name)]
        if customer.erased:
            return [*lines, ((tell("erased", lang), "faint"),)]
        for key, value in list(customer.attributes.items())[:MOST_FACTS]:
            shown = value if self.revealed else mask(value)
            lines.append(((fact_name(key, lang), "faint"), (safe(" "), "plain"), (safe_line(shown), "dim")))
        if any(mask(value) != value for value in customer.attributes.values()):
            lines.append(((tell("side.hide" if self.revealed else "side.reveal", lang), "faint"),))
        return [*lines, *self._tasks(story), *self._others(story)]

    def _standing(self, story: "Story") -> list[tuple[Part, ...]]:
        """Return what stands with the ticket, and where the tickets are that it is linked with."""
        from agentdesk.desk.standing import People, standing

        seat = self.seat
        told: list[tuple[Part, ...]] = [
            ((safe_line("‣ "), "amber"), (spoken(moments_said(message, seat), seat.lang), "text"))
            for message in standing(story.ticket, People(seat.agents, seat.teams))
        ]
        if story.linked:
            numbers = safe(" ".join(f"#{other.id}" for other in story.linked))
            told.append(((tell("side.linked", seat.lang), "faint"), (safe(" "), "plain"), (numbers, "accent")))
        return [*told, ()] if told else []

    def _tasks(self, story: "Story") -> list[tuple[Part, ...]]:
        seat = self.seat
        return [
            (
                (
                    labelled(tell(f"side.task_{task.state}", seat.lang), safe("")),
                    "amber" if task.state == "open" else "faint",
                ),
                (seat.team(task.team) if task.team else safe_line(task.partner), "dim"),
                (safe(f" {clock(task.due_at, seat.zone)}" if task.due_at and task.state == "open" else ""), "amber"),
                (safe_line(f" {task.text}"), "dim"),
            )
            for task in story.tasks
        ]

    def _others(self, story: "Story") -> list[tuple[Part, ...]]:
        if not story.others:
            return []
        head: tuple[Part, ...] = ((tell("side.others", self.seat.lang, n=len(story.others)), "faint"),)
        return [(), head, *(self._other(ticket) for ticket in story.others[:MOST_OTHERS])]

    def _other(self, ticket: Ticket) -> tuple[Part, ...]:
        live = ticket.state not in {"solved", "closed"}
        state = word(f"desk.state_{ticket.state}", self.seat.lang)
        words = safe_line(f" {ticket.subject or ticket.preview}")
        date = safe(f" {day(ticket.created_at, self.seat.zone)[5:]} ")
        return (
            (safe(f"#{ticket.id}"), "accent" if live else "faint"),
            (date, "faint"),
            (state, "amber" if live else "faint"),
            (words, "dim"),
        )

    def line(self, y: int) -> Strip:
        """Return the rule, or a line of the card."""
        look, cells = self.seat.look, self.size.width
        if y == 0:
            return rule(cells, look)
        ink = Ink(cells, look["ground"]).skip(1)
        if y <= len(self._laid):
            for text, role in self._laid[y - 1]:
                ink.put(text, look[role])
        return ink.strip()
