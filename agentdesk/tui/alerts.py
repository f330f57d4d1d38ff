"""Bell and desktop notice: a customer of mine wrote. Those who lead are told in the bottom line what was escalated."""

from typing import TYPE_CHECKING

from agentdesk.lang import Message
from agentdesk.model import Ticket
from agentdesk.text import safe_line
from agentdesk.tui.lanes import WRITER
from agentdesk.tui.opening import ESCALATED
from agentdesk.tui.queue.asked import view_of
from agentdesk.tui.words import spoken

if TYPE_CHECKING:
    from agentdesk.desk.heed import Heard as HeardOfMe
    from agentdesk.tui.app import DeskApp

MOST_MINE = 200
"""So many of a person's tickets are listened to."""
BELL = "\a"
NOTICE = "\x1b]9;{}\x1b\\"
"""OSC 9: the terminal shows the words as a desktop notice."""
MOST_WORDS = 100


class Heard:
    """Which of my tickets a customer wrote on since the look before."""

    def __init__(self) -> None:
        self._wrote: dict[int, int] | None = None
        self._looked_at = 0

    def news(self, tickets: tuple[Ticket, ...], now: int) -> tuple[Ticket, ...]:
        """Return the tickets with something new, the latest last; the first look only learns.

        A ticket that was not mine at the look before counts only if its customer wrote since then: taking one over
        is no news, one that a customer reopened is.
        """
        before, since = self._wrote, self._looked_at
        self._wrote = {ticket.id: ticket.last_customer_at or 0 for ticket in tickets}
        self._looked_at = now
        if before is None:
            return ()
        fresh = [ticket for ticket in tickets if self._wrote[ticket.id] > before.get(ticket.id, since)]
        return tuple(sorted(fresh, key=lambda ticket: ticket.last_customer_at or 0))

    def forget(self) -> None:
        """Begin to learn anew."""
        self._wrote = None


class Told:
    """Which tickets were escalated to those who lead since the look before."""

    def __init__(self) -> None:
        self.known: dict[int, int] | None = None
        """When each of them was; None before the first look."""

    def news(self, tickets: tuple[Ticket, ...]) -> tuple[Ticket, ...]:
        """Return what was escalated, the latest last; the first look only learns."""
        before, self.known = self.known, {ticket.id: _called_at(ticket) for ticket in tickets}
        if before is None:
            return ()
        fresh = [ticket for ticket in tickets if self.known[ticket.id] > before.get(ticket.id, 0)]
        return tuple(sorted(fresh, key=_called_at))


def _called_at(ticket: Ticket) -> int:
    return ticket.escalated_at or 0


class Alerts:
    """Rings and notifies, as far as it is switched on."""

    def __init__(self, app: "DeskApp", *, bell: bool, notice: bool) -> None:
        self._app = app
        self._heard = Heard()
        self.told = Told()
        self.listens = False
        """Whether it was looked once what is mine."""
        self._mine: frozenset[int] = frozenset()
        self._since: int | None = None
        self.on = {"bell": bell, "notice": notice}

    def look(self) -> None:
        """Something changed: see whether it was a customer of mine, or was escalated to me."""
        seat, desk = self._app.seat, self._app.seat.desk
        if seat.me.leads:
            told = view_of(seat.me, ESCALATED)
            self._app.lanes.ask(
                "read",
                ESCALATED,
                lambda: desk.queue(told, 0, MOST_MINE, seat.me.turn).tickets,
                lambda found: self._tell_escalated(self.told.news(found)),
                lambda _: None,
            )
        self._listen()
        if not any(self.on.values()):
            return
        view = view_of(seat.me, "mine")
        self._app.lanes.ask(
            "read",
            "alerts",
            lambda: (desk.queue(view, 0, MOST_MINE, seat.me.turn).tickets, desk.clock.now()),
            lambda found: self._tell(self._heard.news(*found)),
            lambda _: None,
        )

    def _listen(self) -> None:
        """See whether somebody left a word for me alone, or took a ticket of mine."""
        me, desk, known = self._app.seat.me.id, self._app.seat.desk, self._mine
        since = self._since = self._since or desk.clock.now()
        self._app.lanes.ask("read", "heed", lambda: desk.heed(me, known, since), self._heed, lambda _: None)

    def _heed(self, heard: "HeardOfMe") -> None:
        seat, self._mine, self.listens = self._app.seat, heard.mine, True
        for taken in heard.taken:
            to = seat.name(taken.owner) if taken.owner is not None else seat.team(taken.team)
            code = "tui.taken_over" if taken.owner == taken.sent_by else "tui.taken"
            self._say(Message(code, {"ticket": taken.id, "who": seat.name(taken.sent_by), "to": to}))
        for word in heard.words:
            self._since = max(self._since or 0, word.at)
            self._say(Message("tui.word_for_me", {"ticket": word.ticket, "who": seat.name(word.agent)}))

    def _say(self, words: Message) -> None:
        self._app.say(words, "amber-strong")
        if self.on["bell"]:
            self._write(BELL)

    def _tell(self, news: tuple[Ticket, ...]) -> None:
        if not news:
            return
        if self.on["bell"]:
            self._write(BELL)
        if self.on["notice"]:
            self._notify(news[-1])

    def _tell_escalated(self, news: tuple[Ticket, ...]) -> None:
        """Say in the bottom line which ticket waits for those who lead, and ring as for a customer of one's own."""
        if not news:
            return
        lang, last = self._app.seat.lang, news[-1]
        words = Message("tui.called", {"ticket": last.id, "n": len(news)})
        if last.escalated_for:
            promise = Message(f"promises.{last.escalated_for}")
            words = Message("tui.told", {"ticket": last.id, "promise": promise, "n": len(news)})
        self._app.say(words, "red-strong")
        if self.on["bell"]:
            self._write(BELL)
        if self.on["notice"]:
            self._write(NOTICE.format(spoken(words, lang)[:MOST_WORDS].replace(";", ",")))

    def _notify(self, ticket: Ticket) -> None:
        """Say who wrote, and on what number; the words stay at the desk, for a notice is seen by whoever passes."""
        who = safe_line(ticket.customer_name or f"#{ticket.customer}")
        words = spoken(Message("tui.notice", {"ticket": ticket.id, "who": who}), self._app.seat.lang)
        self._write(NOTICE.format(words[:MOST_WORDS].replace(";", ",")))

    def _write(self, signs: str) -> None:
        if (driver := self._app._driver) is not None:
            driver.write(signs)

    def turn(self, name: str) -> None:
        """Switch "bell" or "notice" on or off, and keep that in the settings."""
        from agentdesk.settings import save_setting
        from agentdesk.tui.dialogs.keys import settings_failed

        value = self.on[name] = not self.on[name]
        self._heard.forget()
        self.look()
        app = self._app
        app.say(Message(f"tui.{name}_{'on' if value else 'off'}"), "green")
        app.lanes.ask(WRITER, name, lambda: save_setting(name, value), lambda _: None, settings_failed(app))
