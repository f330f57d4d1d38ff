"""What can be done about incidents, offered in one dialog: each step names its case."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from agentdesk.lang import Message
from agentdesk.model import Incident, Stage, Ticket
from agentdesk.text import Safe, safe, safe_line, wrap
from agentdesk.tui.dialogs.choices import Choice
from agentdesk.tui.dialogs.chooser import Chooser, Chosen
from agentdesk.tui.incidents.banner import LEADING, told
from agentdesk.tui.incidents.words import Words
from agentdesk.tui.lanes import WRITER
from agentdesk.tui.many import ask_first, tell_done
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import spoken, word

if TYPE_CHECKING:
    from agentdesk.desk.bulk import BulkDone, Progress
    from agentdesk.tui.app import DeskApp

R = TypeVar("R")
Step = Callable[["DeskApp", Choice, "Ticket | None"], None]
MOST_TOLD = 20
SAID_CELLS = 60
"""So wide stand the words that are about to be sent."""


def ask(app: "DeskApp") -> None:
    """Read what is open or suspected, and offer what can be done."""
    desk = app.seat.desk

    def read() -> tuple[Incident, ...]:
        return desk.reader().incidents((Stage.OPEN, Stage.SUSPECTED), MOST_TOLD)

    app.lanes.ask("read", "incidents", read, lambda found: _offer(app, found))


def _offer(app: "DeskApp", incidents: tuple[Incident, ...]) -> None:
    ticket, lang = app.target(), app.seat.lang
    leads = app.seat.me.role in LEADING
    choices = [choice for one in incidents for choice in _steps(one, ticket, leads=leads, seat=app.seat)]
    if ticket is not None and ticket.incident is not None:
        choices.append(Choice(id="leave:", name=word("incident.do_leave", lang), detail=safe(f"#{ticket.id}")))
    if leads:
        choices.append(Choice(id="open:", name=word("incident.do_new", lang), detail=_shown(ticket, app.seat)))
    if not choices:
        app.say(Message("incident.nothing"), "amber")
        return

    def answered(chosen: Chosen | None) -> None:
        if chosen is not None:
            STEPS[chosen.choice.id.partition(":")[0]](app, chosen.choice, ticket)

    app.over(Chooser(app.seat, word("incident.dialog", lang), tuple(choices)), answered)


def _tag(ticket: Ticket | None) -> str:
    return ticket.tags[0] if ticket is not None and ticket.tags else ""


def _shown(ticket: Ticket | None, seat: Seat) -> Safe:
    return seat.tag(_tag(ticket))


def _steps(incident: Incident, ticket: Ticket | None, *, leads: bool, seat: Seat) -> list[Choice]:
    if incident.stage == Stage.SUSPECTED:
        names = ("open", "dismiss") if leads else ()
    else:
        joins = ("join",) if ticket is not None and ticket.incident is None else ()
        names = (*joins, "note", "story", *(("reply", "solve") if leads else ()))
    about = told(incident, seat)
    return [
        Choice(id=f"{name}:{incident.id}", name=word(f"incident.do_{name}", seat.lang), detail=about) for name in names
    ]


def _case(choice: Choice) -> str:
    """Return the incident that a choice is about, "" for none yet."""
    return choice.id.partition(":")[2]


def _title(choice: Choice) -> Safe:
    """Return what a dialog of its own is called: the step, and its case, for several may stand in the list."""
    return safe(f"{choice.name} · {choice.detail}" if _case(choice) else choice.name)


def _open(app: "DeskApp", choice: Choice, ticket: Ticket | None) -> None:
    from agentdesk.desk import OpenIncident
    from agentdesk.desk.incidents.acts import open_incident

    lang, number = app.seat.lang, _case(choice)
    tag = "" if number else _tag(ticket)
    lines = (
        (word("incident.field_title", lang),)
        if number
        else (
            word("incident.field_title", lang),
            spoken(Message("incident.field_tag", {"tag": app.seat.tag(tag) or "–"}), lang),
        )
    )

    def opened(joined: "BulkDone") -> None:
        tell_done(app, joined)
        app.say(Message("incident.joined_now", {"n": len(joined.done)}), "green")

    def answered(words: tuple[str, ...] | None) -> None:
        if words is not None:
            asked = OpenIncident(words[0], number, words[1] or tag if len(words) > 1 else "")
            desk, me = app.seat.desk, app.seat.me.id
            app.lanes.ask(WRITER, "", lambda: open_incident(desk, asked, me).joined, opened)

    app.over(Words(app.seat, _title(choice), lines), answered)


def _reply(app: "DeskApp", choice: Choice, _ticket: Ticket | None) -> None:
    _ask_answer(app, choice, ())


def _ask_answer(app: "DeskApp", choice: Choice, begun: tuple[Safe, ...]) -> None:
    """Ask for an answer to all in each language, show whom it reaches, and send it; Esc goes back to the words."""
    from agentdesk.desk import AnswerJoining, preview
    from agentdesk.desk.incidents.acts import answer_all, answers

    lang, desk, me, number = app.seat.lang, app.seat.desk, app.seat.me.id, _case(choice)
    languages = sorted(("zh", "en"), key=lambda one: one != lang)

    def answered(words: tuple[str, ...] | None) -> None:
        if words is None:
            return
        said = dict(zip(languages, words, strict=True))

        def work(told: "Progress") -> "BulkDone":
            done = answer_all(desk, number, said, me, told=told)
            desk.do(AnswerJoining(number, said["zh"], said["en"]), actor=me)
            return done

        written = tuple(map(safe_line, words))
        ask_first(
            app,
            _title(choice),
            lambda: preview(desk, answers(desk, number, said), me),
            work,
            above=tuple(
                ((safe(f" {one if not place else '  '}  "), "dim"), (safe(line), "strong"))
                for one, text in zip(languages, written, strict=True)
                for place, line in enumerate(wrap(text, SAID_CELLS))
            ),
            even_nothing=True,
            otherwise=lambda: _ask_answer(app, choice, written),
        )

    lines = tuple(word(f"incident.field_{one}", lang) for one in languages)
    app.over(Words(app.seat, _title(choice), lines, begun), answered)


def _solve(app: "DeskApp", choice: Choice, _ticket: Ticket | None) -> None:
    from agentdesk.desk import preview
    from agentdesk.desk.incidents.acts import solve_all, solves

    desk, me, number = app.seat.desk, app.seat.me.id, _case(choice)
    ask_first(
        app,
        _title(choice),
        lambda: preview(desk, solves(desk, number), me),
        lambda told: solve_all(desk, number, me, told),
        even_nothing=True,
    )


def _dismiss(app: "DeskApp", choice: Choice, _ticket: Ticket | None) -> None:
    from agentdesk.desk import EndIncident

    app.do(EndIncident(_case(choice), dismissed=True))


def _note(app: "DeskApp", choice: Choice, _ticket: Ticket | None) -> None:
    from agentdesk.desk import NoteIncident

    def answered(words: tuple[str, ...] | None) -> None:
        if words is not None:
            app.do(NoteIncident(_case(choice), words[0]))

    app.over(Words(app.seat, _title(choice), (word("incident.field_note", app.seat.lang),)), answered)


def _join(app: "DeskApp", choice: Choice, ticket: Ticket | None) -> None:
    from agentdesk.desk import JoinIncident

    if ticket is not None:
        app.do(JoinIncident(ticket.id, _case(choice)))


def _leave(app: "DeskApp", _choice: Choice, ticket: Ticket | None) -> None:
    from agentdesk.desk import LeaveIncident

    if ticket is not None:
        app.do(LeaveIncident(ticket.id))


def _story(app: "DeskApp", choice: Choice, _ticket: Ticket | None) -> None:
    from agentdesk.desk.incidents.story import Case, read_case
    from agentdesk.tui.incidents.story import show

    desk, number = app.seat.desk, _case(choice)

    def shown(case: Case) -> None:
        show(app, case)

    app.lanes.ask("read", "incident", lambda: read_case(desk, number), shown)


STEPS: dict[str, Step] = {
    "open": _open,
    "dismiss": _dismiss,
    "join": _join,
    "leave": _leave,
    "note": _note,
    "reply": _reply,
    "solve": _solve,
    "story": _story,
}
