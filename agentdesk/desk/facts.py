"""The facts that rules may ask for: taken from the ticket, the customer, the clock and the desk's calendar.

Only those that the rule set in force asks for are looked up.
"""

from datetime import date
from zoneinfo import ZoneInfo

from agentdesk.clock import MINUTE, from_iso, to_datetime
from agentdesk.desk.work import Work
from agentdesk.model import Author, Customer, Ticket
from agentdesk.promises.calendar import Calendar
from agentdesk.rules import Facts
from agentdesk.store.protocol import Reader

MOST_EARLIER = 50
"""Earlier messages of a ticket that rules read: the latest ones."""
MOST_COUNTED = 1_000
"""Messages of a customer that are counted; more make no difference."""
SIGNED_UP = "registered"
"""The customer's attribute that says when the account was made, as an ISO date or moment."""
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def facts_of(
    work: Work,
    ticket: Ticket,
    customer: Customer,
    *,
    first: bool,
    attachments: int = 0,
    earlier: tuple[str, ...] | None = None,
) -> Facts:
    """Return what is known when a customer's message comes in; `ticket` is as it was before the message.

    `earlier` is what the customer wrote before on a ticket that is not stored yet.
    """
    book = work.book
    calendar = book.policies.calendar
    asked, windows = book.rules.engine.asked, book.rules.engine.windows
    local = to_datetime(work.now, ZoneInfo(calendar.zone))
    if earlier is None:
        earlier = earlier_texts(work.tx, ticket.id) if not first and asked & {"earlier", "difficulty"} else ()
    return Facts(
        channel=ticket.channel,
        tier=ticket.tier,
        category=ticket.category,
        lang=ticket.lang,
        first=first,
        minute_of_day=local.hour * 60 + local.minute,
        day=local.toordinal(),
        tags=ticket.tags,
        attributes=customer.attributes,
        subject=ticket.subject,
        earlier=earlier,
        wrote={minutes: 1 + _wrote(work, customer, minutes) for minutes in windows},
        age=max(0, work.now - ticket.created_at) // MINUTE if ticket.created_at else 0,
        account_age=_account_age(customer, work.now) if "account_age" in asked else -1,
        calendar=kind_of_hour(calendar, work.now) if "calendar" in asked else (),
        attachments=attachments,
        turns=len(earlier),
        reopened=ticket.reopened,
    )


def earlier_texts(reader: Reader, ticket: int, before: int | None = None) -> tuple[str, ...]:
    """Return what the customer wrote on a ticket, before message `before` if that is given, oldest first."""
    found = [
        message.text
        for message in reader.messages(ticket)
        if message.author == Author.CUSTOMER and message.text and not message.flagged
        if before is None or message.n < before
    ]
    return tuple(found[-MOST_EARLIER:])


def kind_of_hour(calendar: Calendar, now: int) -> tuple[str, ...]:
    """Return what kind of day and hour a moment is, in the words of the rules' condition `calendar`."""
    day = calendar.day_of(now)
    working = calendar.is_working_day(day)
    found = ["working_day" if working else "day_off"]
    if _is_holiday(calendar, day, working):
        found.append("holiday")
    if day.weekday() >= 5:
        found.append("weekend")
    found.append("working_hours" if calendar.is_open(now) else "off_hours")
    return (*found, _WEEKDAYS[day.weekday()])


def _is_holiday(calendar: Calendar, day: date, working: bool) -> bool:
    """Whether it is a day off that its weekday alone does not make one, or one that is announced as a holiday."""
    return not working and day.weekday() in calendar.weekdays


def _wrote(work: Work, customer: Customer, minutes: int) -> int:
    return work.tx.wrote_since(customer.id, work.now - minutes * MINUTE, MOST_COUNTED)


def _account_age(customer: Customer, now: int) -> int:
    told = customer.attributes.get(SIGNED_UP, "")
    try:
        return max(0, now - from_iso(told)) // MINUTE
    except ValueError:
        return -1
