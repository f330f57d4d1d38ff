"""Reading a ticket's story: what the conversation pane asks the other threads to do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from agentdesk.model import Agent, Author
from agentdesk.text import Safe, safe_line
from agentdesk.tui.conversation.typing import Typing
from agentdesk.tui.pulse import Viewer, who_looks

if TYPE_CHECKING:
    from agentdesk.desk import Desk, Story

REASONS_FOR = 12
"""The newest so many messages carry their reasons in the stream; all of them are one key away."""


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket with what its pane shows."""

    story: "Story"
    draft: Typing | None = None
    viewers: tuple[Viewer, ...] = ()
    reasons: Mapping[int, Safe] = {}
    """What the rules said, by message, where that was read along: the first picture is whole at once."""


def open_ticket(desk: "Desk", me: Agent, ticket: int, now: int) -> Opened:
    """Read a ticket. Raises Refusal when there is none."""
    draft = desk.side.draft(me.id, ticket)
    return Opened(
        story=desk.story(ticket, me),
        draft=Typing(draft.kind, draft.text, draft.saved_at) if draft is not None else None,
        viewers=who_looks(desk, ticket, now),
    )


def reasons_of(desk: "Desk", story: "Story", lang: str) -> dict[int, Safe]:
    """Return what the rules said, by message; the first call loads the rule set of that day."""
    judged = [message for message in story.messages if message.author == Author.CUSTOMER and message.verdict]
    return {message.n: safe_line(desk.reasons(message.verdict, lang)) for message in judged[-REASONS_FOR:]}
