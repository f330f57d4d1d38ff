"""What the keys do with the line of the filter; it is imported when it is first asked for."""

from typing import TYPE_CHECKING

from agentdesk.tui.queue.asked import PREFIX, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from agentdesk.desk import Filter
    from agentdesk.tui.app import DeskApp


async def open_line(app: "DeskApp") -> None:
    """Open the line, with the filter that is looked through."""
    from agentdesk.tui.queue.filterbar import FilterBar

    if app.filter_bar is None:
        floor = app.floor
        bar = app.filter_bar = FilterBar(app.seat, floor.asked.text if floor is not None else text_of(app.queue.view))
        await (floor or app.screen_stack[0]).mount(bar)
        desk, me = app.seat.desk, app.seat.me
        app.lanes.ask("search", "names", lambda: desk.names(me), bar.know)
    app.filter_bar.line.focus()


def close(app: "DeskApp") -> None:
    """Take the line away; the view stays as it is."""
    bar, app.filter_bar = app.filter_bar, None
    if app.floor is not None:
        app.floor.go("tickets")
    else:
        app.go("queue")
    if bar is not None:
        _ = bar.remove()


def apply(app: "DeskApp") -> None:
    """Look through the filter that was typed, or say what is wrong with it; an empty one leads back to the tabs."""
    if app.filter_bar is None:
        return
    text = app.filter_bar.line.value.strip()
    _understand(app, text, lambda asked: _turn(app, text, asked))


def _turn(app: "DeskApp", text: str, asked: "Filter") -> None:
    close(app)
    if app.floor is not None:
        app.floor.narrow(text, asked)
        return
    app.turn(f"{PREFIX}{text}" if asked.terms else app.queue.tab)


def _understand(app: "DeskApp", text: str, then: "Callable[[Filter], object]") -> None:
    """Have the filter read with the names of the day; a fault is shown at its place."""
    desk, me = app.seat.desk, app.seat.me

    def failed(error: Exception) -> None:
        from agentdesk.desk import FilterError

        if isinstance(error, FilterError) and app.filter_bar is not None:
            app.filter_bar.complain(error)
        else:
            app.failed(error)

    app.lanes.ask("search", "filter", lambda: desk.views(me).filter(text), then, failed)


def take(app: "DeskApp") -> None:
    """Take what is offered."""
    if app.filter_bar is not None:
        app.filter_bar.take()


def save(app: "DeskApp") -> None:
    """Keep the filter under a name."""
    from agentdesk.tui.dialogs.views import name_it

    if app.filter_bar is None:
        return
    text = app.filter_bar.line.value.strip()
    _understand(app, text, lambda _: name_it(app, text))
