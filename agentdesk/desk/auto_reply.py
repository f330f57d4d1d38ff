"""An automatic reply: what a rule names is sent to the customer at once, and never twice, never to a machine.

It is sent once a ticket, only while nobody owns the ticket, only as the answer to what a customer just wrote. No
promise counts it as an answer. It is held like every answer, and whoever is at the desk can take it back as long.
"""

import re
from typing import Final

from agentdesk.clock import HOUR
from agentdesk.desk.inbound import Inbound
from agentdesk.desk.work import Work
from agentdesk.model import Author, Sending, Ticket

ONCE: Final = ("auto_reply", 1)
"""The mark, among what fired on a ticket, that it had its automatic reply."""
LATE: Final = HOUR
"""A message that comes so long after it was written gets none."""
APART: Final = HOUR
"""So long after one automatic reply the same customer gets none on another ticket, as two machines would go on."""

_MACHINE_FIELDS: Final = ("auto-submitted", "auto_submitted", "x-autoreply", "x-auto-response-suppress")
_MACHINE_WORDS: Final = re.compile(
    r"^\W*(?:自动回复|自动答复|系统自动|此邮件为自动|本邮件由系统|automatic reply|auto[- ]?repl|auto[- ]?response)"
    r"|^\W*out of (?:the )?office"
    r"|自动回复[:：]|this is an automat(?:ed|ic) (?:message|reply|response)|(?:do not|don't) reply to this",
    re.IGNORECASE,
)


def answer_by_itself(work: Work, number: int, message: Inbound, name: str) -> None:
    """Record the canned reply `name` and its delivery, unless one of the reasons above speaks against it."""
    from agentdesk.kb.canned import fill
    from agentdesk.rules.trial import language_of

    ticket = work.ticket(number)
    reply = work.book.rules.replies.get(name)
    if reply is None or ticket.owner is not None or ticket.imported or ticket.archived:
        return
    if _is_late(work, message) or is_machine(message) or _answered(work, ticket):
        return
    lang = ticket.lang or language_of(message.text)
    text = fill(reply, lang, lang, ticket.customer_name, "").text
    n = ticket.version + 1
    work.change(
        ticket,
        "message.auto",
        {"messages": ticket.messages + 1},
        message=({"n": n, "author": Author.BOT}, {"text": text}),
        delivery={
            "n": n,
            "channel": ticket.channel,
            "state": Sending.HELD,
            "due_at": work.now + work.book.lifecycle.hold,
        },
        reply=name,
        fired=list(ONCE),
    )


def is_machine(message: Inbound) -> bool:
    """Whether a machine wrote the message: its channel says so, or it says so itself."""
    told = {str(key).lower(): str(value).lower() for key, value in message.extra.items()}
    if any(told.get(field, "no") not in ("no", "none", "false", "") for field in _MACHINE_FIELDS):
        return True
    return _MACHINE_WORDS.search(message.text[:400]) is not None


def _is_late(work: Work, message: Inbound) -> bool:
    return message.at is not None and work.now - message.at > LATE


def _answered(work: Work, ticket: Ticket) -> bool:
    """Whether this ticket had its automatic reply, or the customer one on another ticket just now."""
    if ONCE in work.tx.fired(ticket.id):
        return True
    others = (other for other in work.tx.tickets_of(ticket.customer, 5) if other.id != ticket.id)
    return any(work.now - other.received_at < APART and ONCE in work.tx.fired(other.id) for other in others)
