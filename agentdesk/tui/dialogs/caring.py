"""The questions of moving work with care: a reason, a time, a level, another ticket; each with what goes along."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from agentdesk.text import Safe, safe, safe_line
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.dialogs.snooze import PRESETS, SnoozeChooser, offered
from agentdesk.tui.words import tell, word

if TYPE_CHECKING:
    from agentdesk.desk import Command
    from agentdesk.model import Ticket
    from agentdesk.tui.app import DeskApp

SEVERITIES = ("minor", "serious", "grave")
LEVELS = ("supervisor", "lead")
Make = Callable[["Ticket", Chosen], "Command"]


def _ask(app: "DeskApp", name: str, choices: tuple[Choice, ...], note: str, make: Make, *more: str) -> None:
    """Ask about the ticket that keys act on, and do what the answer makes."""
    ticket = app.target()
    if ticket is None:
        return
    title = tell(f"dialog.{name}", app.seat.lang, ticket=ticket.id)
    advice = ("advice_note" if len(choices) > 1 else "advice_words") if note else "advice"
    dialog = Chooser(app.seat, title, choices, advice=advice, note=note, more=more)
    app.over(dialog, lambda chosen: app.do(make(ticket, chosen)) if chosen is not None else None)


def _only(name: Safe) -> tuple[Choice, ...]:
    return (Choice(id="yes", name=name),)


def give_back(app: "DeskApp") -> None:
    """Ask why a ticket goes back."""
    from agentdesk.desk import Return

    ticket, seat = app.target(), app.seat
    if ticket is None:
        return
    sender = ticket.owner if ticket.offered_to or ticket.offered_team else ticket.sent_by
    to = seat.name(sender) if sender else seat.team(ticket.sent_from)
    choices = _only(tell("dialog.back_to", seat.lang, to=to))
    _ask(app, "return", choices, "reason", lambda one, chosen: Return(one.id, chosen.note, one.version))


def escalate(app: "DeskApp") -> None:
    """Ask who is called and why; one that is escalated can come down again."""
    from agentdesk.desk import Deescalate, Escalate

    ticket, lang = app.target(), app.seat.lang
    if ticket is None:
        return
    if ticket.escalated_to is not None and ticket.escalated_to == LEVELS[-1]:
        app.do(Deescalate(ticket.id, ticket.version))
        return
    levels = LEVELS[LEVELS.index(ticket.escalated_to) + 1 :] if ticket.escalated_to in LEVELS else LEVELS
    choices = [Choice(id=level, name=word(f"desk.role_{level}", lang)) for level in levels]
    if ticket.escalated_to is not None:
        choices.append(Choice(id="end", name=tell("dialog.deescalate", lang)))

    def make(one: "Ticket", chosen: Chosen) -> "Command":
        if chosen.choice.id == "end":
            return Deescalate(one.id, one.version)
        return Escalate(one.id, chosen.note, chosen.choice.id, one.version)

    _ask(app, "escalate", tuple(choices), "reason", make)


def promise(app: "DeskApp") -> None:
    """Ask what is promised the customer by when; or whether the promise is kept or holds no more."""
    from agentdesk.desk import KeepPromise, PromiseCustomer, WithdrawPromise

    ticket, lang = app.target(), app.seat.lang
    if ticket is None:
        return
    if ticket.promised_at is None:
        _at_a_time(app, "promise", "words", lambda one, at, note: PromiseCustomer(one.id, note, at, one.version))
        return
    choices = tuple(Choice(id=answer, name=tell(f"promise.{answer}", lang)) for answer in ("kept", "withdraw"))

    def answered(chosen: Chosen | None) -> None:
        if chosen is None:
            return
        if chosen.choice.id == "kept":
            app.do(KeepPromise(ticket.id, ticket.version))
        else:
            why = _only(tell("promise.withdraw", lang))
            _ask(app, "withdraw", why, "reason", lambda one, said: WithdrawPromise(one.id, said.note, one.version))

    app.over(Chooser(app.seat, tell("dialog.promised", lang, ticket=ticket.id), choices), answered)


def follow_up(app: "DeskApp") -> None:
    """Ask when to come back to the ticket and for what; or end the follow-up that there is."""
    from agentdesk.desk import EndFollowUp, FollowUp

    ticket = app.target()
    if ticket is not None and ticket.follow_up_at is not None:
        app.do(EndFollowUp(ticket.id, ticket.version))
        return
    _at_a_time(app, "follow_up", "words", lambda one, at, note: FollowUp(one.id, at, note, one.version))


def _at_a_time(app: "DeskApp", name: str, note: str, make: "Callable[[Ticket, int, str], Command]") -> None:
    ticket, seat = app.target(), app.seat
    if ticket is None:
        return
    choices = tuple(choice for words in PRESETS if (choice := offered(seat, words)))
    title = tell(f"dialog.{name}", seat.lang, ticket=ticket.id)
    dialog = SnoozeChooser(seat, title, choices, advice="advice_time", note=note)

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            app.do(make(ticket, int(chosen.choice.id), chosen.note))

    app.over(dialog, answered)


def merge(app: "DeskApp") -> None:
    """Ask which of the customer's other tickets is followed further in this one, or any by its number."""
    from agentdesk.desk import Merge

    opened, lang, target = app.conversation.opened, app.seat.lang, app.target()
    if opened is None or target is None or opened.story.ticket.id != target.id:
        return
    others = [other for other in opened.story.others if not other.archived and other.merged_into is None]
    choices = tuple(
        Choice(
            id=str(other.id),
            name=safe_line(f"#{other.id} {other.subject or other.preview}"),
            detail=word(f"desk.state_{other.state}", lang),
        )
        for other in others
        if other.state != "closed"
    )

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            app.do(Merge(target.id, int(chosen.choice.id), chosen.words["why"], target.version))

    title = tell("dialog.merge", lang, ticket=target.id)
    app.over(Numbered(app.seat, title, choices, advice="advice_number", more=("why",)), answered)


class Numbered(Chooser):
    """Offers tickets, and whatever number is typed."""

    def narrow(self, query: str) -> None:
        """A number that is typed stands first."""
        super().narrow(query)
        number = query.strip().lstrip("#")
        if number.isascii() and number.isdigit() and all(choice.id != number for choice in self.choices.choices):
            self.choices.show((Choice(id=number, name=safe(f"#{number}")), *self.choices.choices))


def split(app: "DeskApp") -> None:
    """Ask which message of the customer is to be a ticket of its own."""
    from agentdesk.desk import Split

    opened, lang, target = app.conversation.opened, app.seat.lang, app.target()
    if opened is None or target is None or opened.story.ticket.id != target.id:
        return
    said = [one for one in opened.story.messages if one.author == "customer" and one.text]
    choices = tuple(Choice(id=str(one.n), name=safe_line((one.text or "")[:80])) for one in reversed(said))
    title = tell("dialog.split", lang, ticket=target.id)
    app.over(
        Chooser(app.seat, title, choices),
        lambda chosen: app.do(Split(target.id, int(chosen.choice.id), target.version)) if chosen else None,
    )


def complaint(app: "DeskApp") -> None:
    """Ask how grave a complaint is, and which ticket it is about."""
    from agentdesk.desk import Complain

    ticket, lang = app.target(), app.seat.lang
    if ticket is None:
        return
    choices = tuple(Choice(id=name, name=word(f"desk.severity_{name}", lang)) for name in SEVERITIES)

    def make(one: "Ticket", chosen: Chosen) -> "Command":
        number = chosen.words["about"].lstrip("#")
        about = int(number) if number.isascii() and number.isdigit() else None
        return Complain(one.id, chosen.choice.id, about, chosen.words["accused"] or None, one.version)

    _ask(app, "complaint", choices, "", make, "about", "accused")


def rate(app: "DeskApp") -> None:
    """Ask how satisfied the customer is."""
    from agentdesk.desk import Rate

    choices = tuple(Choice(id=str(n), name=safe("★" * n), detail=safe(str(n))) for n in range(5, 0, -1))

    def make(one: "Ticket", chosen: Chosen) -> "Command":
        return Rate(one.id, int(chosen.choice.id), chosen.words["comment"])

    _ask(app, "rate", choices, "", make, "comment")
