"""Suggestions: a person takes a tag that the rules were not sure enough of to give it themselves."""

from agentdesk.desk.command import Command
from agentdesk.desk.suggestions import suggested_tags
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why


class TakeSuggestion(Command, frozen=True):
    """Put on a suggested tag: the one that is named, else the likeliest."""

    ticket: int
    tag: str = ""

    def decide(self, work: Work) -> None:
        """Record the tag, and that it had been suggested; refused when it is not."""
        ticket = work.ticket(self.ticket)
        offered = suggested_tags(ticket, work.tx.messages(ticket.id))
        if not offered:
            raise Refusal(Why.CONFLICT, "desk.none_suggested", ticket=ticket.id)
        tag = self.tag or offered[0]
        if tag not in offered:
            raise Refusal(Why.CONFLICT, "desk.not_suggested", tag=tag[:40], offered=", ".join(offered))
        hands = tuple(sorted({*ticket.hands, f"+{tag}"} - {f"-{tag}"}))
        changes = {"tags": (*ticket.tags, tag), "hands": hands}
        work.change(ticket, "tags.changed", changes, tags={"on": (tag,), "off": (), "suggested": (tag,)})
        work.say("desk.took_suggestion", ticket=ticket.id, tag=tag)
