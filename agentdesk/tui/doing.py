"""Having the desk carry out commands, behind the screen, and saying what came of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from agentdesk.lang import Message, Refusal
from agentdesk.tui.lanes import WRITER

if TYPE_CHECKING:
    from agentdesk.desk import Command, Done
    from agentdesk.tui.app import DeskApp


def do(
    app: "DeskApp",
    commands: "tuple[Command, ...]",
    then: "Callable[[Done], object] | None",
    otherwise: Callable[[], object] | None,
) -> None:
    """Have the writer's thread carry them out; `then` gets what was done, `otherwise` is called when it was refused."""
    desk, me = app.seat.desk, app.seat.me.id
    app.queue.last_bulk = ""
    answer, app.seat.answer = app.seat.answer, None

    def done(result: "Done") -> None:
        for message in result.said[-1:]:
            app.say(message, "green")
        if then is not None:
            then(result)
        app.tending.changed(tuple(f"ticket:{ticket.id}" for ticket in result.tickets))

    def refused(error: Exception) -> None:
        if otherwise is not None:
            otherwise()
        if answer is not None:
            title, chosen = answer
            app.seat.unsaid = {title: chosen}
        app.failed(error)
        app.tending.changed(())

    app.lanes.ask(WRITER, "", lambda: desk.do(*commands, actor=me), done, refused)


def tell_failure(app: "DeskApp", error: Exception) -> None:
    """Say what went wrong: a refusal in its own words, anything else as a fault of ours."""
    refusal = error if isinstance(error, Refusal) else app.seat.desk.trouble(error)
    if refusal is not None:
        app.say(refusal.message, "amber")
    else:
        app.say(Message("tui.failed", {"error": f"{type(error).__name__}: {error}"[:200]}), "red-strong")
