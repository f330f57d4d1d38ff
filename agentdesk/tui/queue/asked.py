"""Views by the names that the screen gives them: a tab's, or `filter:` and what was typed."""

from typing import TYPE_CHECKING

from agentdesk.lang import Refusal
from agentdesk.model import Agent
from agentdesk.tui.queue.place import Glimpse

if TYPE_CHECKING:
    from agentdesk.desk import Desk, View

PREFIX = "filter:"


def is_filter(view: str) -> bool:
    """Whether a view is a filter."""
    return view.startswith(PREFIX)


def text_of(view: str) -> str:
    """Return a filter view's text, "" for a tab."""
    return view.removeprefix(PREFIX) if is_filter(view) else ""


def found_of(view: str, seen: Glimpse) -> str:
    """Return how many tickets a filter found, as its tab says it; "" for a tab."""
    return f"{seen.total}{'+' if seen.more else ''}" if is_filter(view) else ""


def view_of(me: Agent, name: str) -> "View":
    """Return the view that a tab stands for."""
    from agentdesk.desk import View

    return View(name=name, agent=me.id, teams=me.teams)


def asked_view(desk: "Desk", me: Agent, name: str) -> "View":
    """Return the view of a tab or of a filter; raises `FilterError` for one that cannot be understood."""
    if not is_filter(name):
        return view_of(me, name)
    from agentdesk.desk import View

    return View(name="all", agent=me.id, teams=me.teams, filter=desk.views(me).filter(text_of(name)))


def understood(desk: "Desk", me: Agent, name: str) -> bool:
    """Whether a remembered filter still means something: its team may be gone."""
    try:
        asked_view(desk, me, name)
    except Refusal:
        return False
    return True
