"""Tag: what a person sets or takes off, no rule undoes."""

from agentdesk.desk.command import Command
from agentdesk.desk.work import Work
from agentdesk.lang import Refusal, Why

MOST_CHARS = 40


class Tag(Command, frozen=True):
    """Put tags on and take tags off."""

    ticket: int
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()

    def decide(self, work: Work) -> None:
        """Record the tags that really change; refused for a tag that is empty or too long."""
        ticket = work.ticket(self.ticket)
        on = tuple(dict.fromkeys(_clean(tag) for tag in self.on if _clean(tag) not in ticket.tags))
        off = tuple(dict.fromkeys(_clean(tag) for tag in self.off if _clean(tag) in ticket.tags))
        if not on and not off:
            raise Refusal(Why.CONFLICT, "desk.tags_same", ticket=ticket.id)
        tags = tuple(tag for tag in (*ticket.tags, *on) if tag not in off)
        hands = {mark for mark in ticket.hands if mark[0] not in "+-" or mark[1:] not in (*on, *off)}
        marks = (*hands, *(f"+{tag}" for tag in on), *(f"-{tag}" for tag in off))
        changes = {"tags": tags, "hands": tuple(sorted(set(marks)))}
        work.change(ticket, "tags.changed", changes, tags={"on": on, "off": off})
        work.say("desk.tagged", ticket=ticket.id)


def _clean(tag: str) -> str:
    tag = " ".join(tag.split())
    if not tag or len(tag) > MOST_CHARS or not tag.isprintable():
        raise Refusal(Why.INPUT, "desk.bad_tag", tag=tag[:MOST_CHARS], most=MOST_CHARS)
    return tag
