"""What the agent typed and has not sent, by ticket: in memory at once, on disk within a second."""

from collections.abc import Callable

import msgspec

from agentdesk.tui.conversation.typing import Typing
from agentdesk.tui.lanes import Lanes
from agentdesk.tui.seat import Seat

SAVE_AFTER = 0.25
"""So many seconds after the first key that is not on disk, and the draft is saved."""


class Drafts:
    """The drafts of this sitting; the side database has them too."""

    def __init__(self, seat: Seat, lanes: Lanes, changed: Callable[[], object]) -> None:
        self._seat = seat
        self._lanes = lanes
        self._changed = changed
        """Called when a ticket gets its first words on disk, or loses its last."""
        self._on_disk: set[int] = set()
        self._held: dict[int, Typing] = {}
        self.articles: dict[int, tuple[str, ...]] = {}
        """The articles that went into a draft, by ticket."""

    def of(self, ticket: int) -> Typing:
        """Return the draft of a ticket, an empty one when there is none."""
        return self._held.get(ticket, Typing())

    def found(self, ticket: int, typing: Typing) -> None:
        """Take what the disk had, unless something newer is held."""
        self._held.setdefault(ticket, typing)
        self._on_disk.add(ticket)

    def typed(self, ticket: int, kind: str, text: str) -> None:
        """Hold what was typed."""
        if (held := self.of(ticket)).kind != kind or held.text != text:
            self._held[ticket] = Typing(kind, text)

    def unsaved(self) -> bool:
        """Say whether something is not on disk yet."""
        return any(typing.saved_at is None for typing in self._held.values())

    def save(self) -> None:
        """Have the writer's thread put what is new on disk."""
        for ticket, typing in self._held.items():
            if typing.saved_at is None:
                self._save(ticket, typing)

    def drop(self, ticket: int, text: str) -> None:
        """Forget a draft that was sent, unless it changed meanwhile."""
        if self.of(ticket).text == text:
            self._held[ticket] = Typing(saved_at=0)
            self.articles.pop(ticket, None)
            side, me = self._seat.desk.side, self._seat.me.id
            self._lanes.ask("write", "", lambda: side.drop_draft(me, ticket), lambda _: self._is_on_disk(ticket, False))

    def _is_on_disk(self, ticket: int, stands: bool) -> None:
        if stands != (ticket in self._on_disk):
            self._on_disk ^= {ticket}
            self._changed()

    def _save(self, ticket: int, typing: Typing) -> None:
        side, me, now = self._seat.desk.side, self._seat.me.id, self._seat.now()

        def saved(_: object) -> None:
            if self._held.get(ticket) == typing:
                self._held[ticket] = msgspec.structs.replace(typing, saved_at=now)
            self._is_on_disk(ticket, bool(typing.text))

        # A slot: where the disk is slow, only the newest text waits for it.
        self._lanes.ask(
            "write", f"draft {ticket}", lambda: side.save_draft(me, ticket, typing.kind, typing.text, now), saved
        )
