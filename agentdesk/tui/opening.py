"""What the first picture needs, read in a thread of its own while textual is being imported."""

from threading import Thread
from typing import TYPE_CHECKING

import msgspec

from agentdesk.model import VIEWS, Agent, Team
from agentdesk.tui.conversation.reading import Opened, open_ticket, reasons_of
from agentdesk.tui.pulse import Pulse, take_pulse
from agentdesk.tui.queue.asked import is_filter, understood
from agentdesk.tui.queue.place import Glimpse
from agentdesk.tui.queue.reading import glimpse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agentdesk.desk import Desk

FIRST_ROWS = 60
"""As many rows as a tall terminal shows."""
DEFAULT_VIEW = "team"
TABS = tuple(view for view in VIEWS if view != "solved")
"""The tabs above the queue, in the order of their keys 1 to 9, and 0."""
ESCALATED = "escalated"
"""The view of what was escalated to those who lead."""
SELDOM = frozenset({ESCALATED, "followups", "tasks"})
"""Views whose tab is there while they hold something."""


def tabs(me: Agent, counts: "Mapping[str, int]", view: str) -> tuple[str, ...]:
    """Return the tabs that a person sees who is in a view."""

    def seen(tab: str) -> bool:
        called = me.leads or tab != ESCALATED
        return tab == view or tab not in SELDOM or (called and counts.get(tab, 0) > 0)

    return tuple(filter(seen, TABS))


class First(msgspec.Struct, frozen=True, kw_only=True):
    """The first picture."""

    me: Agent
    view: str
    glimpse: Glimpse
    counts: dict[str, int]
    agents: tuple[Agent, ...]
    teams: tuple[Team, ...]
    opened: Opened | None
    pulse: Pulse
    look: str
    """The remembered look, "" for the terminal's own."""
    called: dict[str, str]
    """What tags and rules are called in the person's language, where that is another name than their own."""
    zone: str
    """The desk's zone, in which times are shown."""


class Opening:
    """Begins to read at once; `result` waits for the end."""

    def __init__(self, desk: "Desk", me_name: str, lang: str) -> None:
        self._first: First | None = None
        self._error: Exception | None = None
        self._thread = Thread(target=self._read, args=(desk, me_name, lang), name="desk-opening")
        self._thread.start()

    def _read(self, desk: "Desk", me_name: str, lang: str) -> None:
        try:
            self._first = first_picture(desk, me_name, lang)
        except Exception as error:  # noqa: BLE001 (raised again where the result is asked for)
            self._error = error

    def result(self) -> First:
        """Return what was read. Raises what reading raised, a Refusal when nobody is called so."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._first is not None
        return self._first


def first_picture(desk: "Desk", me_name: str, lang: str) -> First:
    """Read the remembered view, its first rows and the first ticket. Raises Refusal when nobody is called so."""
    me = desk.sit(me_name)
    remembered = desk.side.view_state(me.id, "view")
    known = remembered in TABS or (is_filter(remembered) and understood(desk, me, remembered))
    view = remembered if known else DEFAULT_VIEW
    seen = glimpse(desk, me, view, selected=None, start=0, size=FIRST_ROWS)
    return First(
        me=me,
        view=view,
        glimpse=seen,
        counts=desk.counts(me),
        agents=desk.agents(),
        teams=desk.teams(),
        opened=_first_ticket(desk, me, seen.tickets[0].id, lang) if seen.tickets else None,
        pulse=msgspec.structs.replace(take_pulse(desk, desk.clock.now()), keeper=""),
        look=desk.side.view_state(me.id, "look"),
        called=desk.called(lang),
        zone=desk.zone(),
    )


def _first_ticket(desk: "Desk", me: Agent, ticket: int, lang: str) -> Opened:
    opened = open_ticket(desk, me, ticket, desk.clock.now())
    return msgspec.structs.replace(opened, reasons=reasons_of(desk, opened.story, lang))
