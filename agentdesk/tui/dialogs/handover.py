"""Handover: what one leaves, who takes what; each row can be changed before it is carried out."""

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from textual import events

from agentdesk.lang import Message
from agentdesk.text import Safe, safe, safe_line
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.lanes import WRITER
from agentdesk.tui.moments import short
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell, word

if TYPE_CHECKING:
    from agentdesk.desk.bulk import BulkDone
    from agentdesk.desk.sharing.handover import Handover, HandoverRow
    from agentdesk.tui.app import DeskApp

TEAM, KEEP = "", "keep"
SEND = "ctrl+s"


class HandoverDialog(Chooser):
    """A row a ticket, with who takes it; Enter changes that, ^S carries it out."""

    def __init__(self, app: "DeskApp", planned: "Handover") -> None:
        self.planned = planned
        self._desk_app = app
        title = tell("dialog.handover", app.seat.lang)
        super().__init__(app.seat, title, _rows(app.seat, planned), advice="advice_handover", note="note")

    def take(self) -> None:
        """Ask who takes the ticket under the cursor."""
        choice = self.choices.choice
        if choice is not None:
            title = tell("dialog.taker", self.seat.lang, ticket=choice.id)
            then = partial(self._given, int(choice.id))
            self._desk_app.over(Chooser(self.seat, title, _takers(self.seat, self.planned.agent)), then)

    def _given(self, ticket: int, chosen: Chosen | None) -> None:
        if chosen is None:
            return
        taker = chosen.choice.id.removeprefix("to:")
        name = self.seat.name(taker) if taker not in (TEAM, KEEP) else ""
        rows = tuple(
            msgspec.structs.replace(row, taker=taker, name=name) if row.ticket == ticket else row
            for row in self.planned.rows
        )
        self.planned = msgspec.structs.replace(self.planned, rows=rows)
        place = self.choices.cursor
        self.all = _rows(self.seat, self.planned)
        self.narrow(self.field.value)
        self.choices.show(self.choices.choices, place)

    def on_key(self, event: events.Key) -> None:
        """^S carries it out; the other keys are those of every such dialog, which hears of them by itself."""
        if event.key == SEND:
            event.stop()
            assert self.note is not None
            self.leave(Chosen(self.all, self.note.value, ""))


def ask(app: "DeskApp") -> None:
    """Show what one leaves and who should take it; carry it out when told to."""
    from agentdesk.desk.sharing.handover import plan_handover

    desk, me = app.seat.desk, app.seat.me

    def shown(planned: "Handover") -> None:
        if not planned.rows:
            app.say(Message("sharing.nothing_to_hand", {"who": planned.name}), "amber")
            return
        dialog = HandoverDialog(app, planned)
        app.over(dialog, lambda chosen: _carry_out(app, dialog.planned, chosen))

    app.lanes.ask("read", "handover", lambda: plan_handover(desk, me), shown)


def _carry_out(app: "DeskApp", planned: "Handover", chosen: Chosen | None) -> None:
    from agentdesk.desk.sharing.handover import hand_over

    if chosen is None:
        return
    desk, me, note = app.seat.desk, app.seat.me.id, chosen.note

    def done(result: "BulkDone") -> None:
        app.say(Message("sharing.handed_over", {"n": len(result.done), "id": result.id}), "green")
        for refused in result.refused[-1:]:
            app.say(refused.why, "amber")
        app.tending.changed(())

    app.lanes.ask(WRITER, "", lambda: hand_over(desk, planned, note, me), done)


def _rows(seat: Seat, planned: "Handover") -> tuple[Choice, ...]:
    return tuple(
        Choice(id=str(row.ticket), name=_matter(seat, row), detail=safe(f"→ {_taker(seat, row)}"))
        for row in planned.rows
    )


def _matter(seat: Seat, row: "HandoverRow") -> Safe:
    why = "·".join(word(f"sharing.left_{name}", seat.lang) for name in row.why)
    left = row.due_at - seat.now() if row.due_at is not None else None
    until = "–" if left is None else f"{'!-' if left < 0 else ''}{short(abs(left))}"
    said = " · ".join(text for text in (row.subject, row.promise, row.follow_up) if text)
    return safe_line(f"#{row.ticket} {until} [{why}] {said}")


def _taker(seat: Seat, row: "HandoverRow") -> Safe:
    if row.taker == KEEP:
        return word("sharing.hand_kept", seat.lang)
    return safe_line(row.name) if row.taker else word("sharing.hand_to_team", seat.lang)


def _takers(seat: Seat, leaving: str) -> tuple[Choice, ...]:
    people = (agent for agent in seat.agents.values() if agent.active and agent.id != leaving)
    return (
        *(
            Choice(
                id=f"to:{agent.id}",
                name=safe_line(agent.shown),
                detail=word(f"sharing.duty_{agent.duty or 'unknown'}", seat.lang),
                about=safe_line(agent.name),
            )
            for agent in people
        ),
        Choice(id=f"to:{TEAM}", name=word("sharing.hand_to_team", seat.lang)),
        Choice(id=f"to:{KEEP}", name=word("sharing.hand_kept", seat.lang)),
    )
