"""The dialog that most questions are asked with: type to narrow down, Enter takes."""

from collections.abc import Callable, Mapping

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import ModalScreen
from textual.widgets import Input

from agentdesk.text import Safe
from agentdesk.tui.caption import Caption
from agentdesk.tui.dialogs.choices import Choice, Choices, ranked
from agentdesk.tui.lines import Lines
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import tell

MOVES = {"up": -1, "down": 1}
TIMES = frozenset({"by", "due"})
"""Fields that take a moment."""
PAGES = {"pageup": -1, "pagedown": 1}
OTHER_LINES = 12
"""What title, field, advice, frame and some air take."""


class Field(Input):
    """A line to type into; the keys that move and take belong to the dialog."""

    def __init__(self, placeholder: Safe, *, id: str) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.told: Callable[[events.Key], None] | None = None
        """Who is told of the dialog's keys at once, before the keys behind them are typed here."""

    async def _on_key(self, event: events.Key) -> None:
        there = self.screen.focused
        if there is not self and isinstance(there, Field):  # typed ahead, after the key that went on to another line
            there.post_message(events.Key(event.key, event.character))
            event.stop()
            event.prevent_default()
        elif event.key in {*MOVES, *PAGES, "enter", "escape", "tab"}:
            event.prevent_default()
            if self.told is not None:
                self.told(event)


class Chosen:
    """What was chosen, and the note that goes with it."""

    def __init__(
        self, choices: tuple[Choice, ...], note: str, typed: str, words: Mapping[str, str] | None = None
    ) -> None:
        self.choices = choices
        self.note = note
        self.typed = typed
        self.words = words or {}
        """What was written into the other fields, by their names."""

    @property
    def choice(self) -> Choice:
        """The one choice."""
        return self.choices[0]


class Chooser(ModalScreen["Chosen | None"]):
    """A title, a field, the choices, perhaps a field for a note, which is needed, and others, which are not.

    A field that is named in `TIMES` takes a moment, as people say it.
    """

    CSS_PATH = "dialogs.tcss"
    nothing = ""
    """What is said when nothing suits, "" for the usual."""

    def __init__(
        self,
        seat: Seat,
        title: Safe,
        choices: tuple[Choice, ...],
        *,
        advice: str = "advice",
        many: bool = False,
        note: str = "",
        more: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.seat = seat
        self.all = choices
        self._narrowed = ""
        """What the choices were narrowed down to; the field may hold more already."""
        self.many = many
        self.title_words = Caption(seat.look, title, "accent-strong", id="title")
        self.field = Field(tell("dialog.filter", seat.lang), id="filter")
        self.choices = Choices(seat.look, choices)
        self.note_name = note
        self.note = Field(tell(f"dialog.{note}", seat.lang), id="note") if note else None
        self.first = self.note if self.note is not None and len(choices) == 1 else self.field
        """Where one types first: with one choice there is nothing to narrow down, only a note to write."""
        self.field.display = self.first is self.field
        self.more = tuple(Field(tell(f"dialog.field_{name}", seat.lang), id=name) for name in more)
        self.advice = Caption(seat.look, tell(f"dialog.{advice}", seat.lang), "faint", id="advice")

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        with Container(id="frame"):
            yield self.title_words
            yield self.field
            yield self.choices
            if self.note is not None:
                yield self.note
            yield from self.more
            yield self.advice

    def on_mount(self) -> None:
        """Typing goes on at once."""
        for field in self.query(Field):
            field.told = self.on_key
        self.seat.answer = None
        if refused := self.seat.unsaid.pop(self.title_words.words, None):
            self._fill(refused)
        self.first.focus()

    def _fill(self, refused: Chosen) -> None:
        """Bring back what was typed into this dialog before and refused by the desk."""
        self.field.value = refused.typed
        self._catch_up()
        ids = [choice.id for choice in self.choices.choices]
        if refused.choice.id in ids:
            self.choices.point(ids.index(refused.choice.id))
        if self.note is not None:
            self.note.value = refused.note
        for field in self.more:
            field.value = refused.words.get(field.id or "", "")

    def on_resize(self) -> None:
        """Give the choices what the other lines leave."""
        fields = (self.note is not None) + len(self.more)
        self.choices.styles.max_height = max(self.size.height - (OTHER_LINES + 2 * fields), 1 if fields > 2 else 3)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow down."""
        if event.input is self.field and event.value != self._narrowed:
            self._catch_up()

    def _catch_up(self) -> None:
        self._narrowed = self.field.value
        self.narrow(self._narrowed)

    def narrow(self, query: str) -> None:
        """Offer what suits what was typed."""
        self.choices.show(ranked(self.all, query))

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """A second click takes."""
        event.stop()
        self.take()

    def on_key(self, event: events.Key) -> None:
        """Move, take, or leave everything as it is."""
        if event.key != "escape" and self.field.value != self._narrowed:
            self._catch_up()  # a key may come before the field has told what was typed ahead of it
        if event.key in MOVES:
            self.choices.step(MOVES[event.key])
        elif event.key in PAGES:
            self.choices.page(PAGES[event.key])
        elif event.key == "escape":
            self.leave(None)
        elif event.key == "enter":
            self.take()
        elif event.key == "tab":
            self._tab()
        elif self.focused is None and event.is_printable and event.character:
            self.first.value += event.character  # typed faster than the dialog came
        else:
            return
        event.stop()

    def _tab(self) -> None:
        if self.many:
            self.tick()
        else:
            fields = [self.first, *((self.note,) if self.note not in (None, self.first) else ()), *self.more]
            here = next((place for place, field in enumerate(fields) if field is self.focused), 0)
            self.set_focus(fields[(here + 1) % len(fields)])

    def tick(self) -> None:
        """Tick the choice under the cursor, or take its tick away."""
        import msgspec

        choice = self.choices.choice
        if choice is None:
            return
        turned = msgspec.structs.replace(choice, on=not choice.on)
        known = [turned if other.id == choice.id else other for other in self.all]
        self.all = tuple(known if turned in known else [*known, turned])
        shown = tuple(turned if other.id == choice.id else other for other in self.choices.choices)
        self.choices.show(shown, self.choices.cursor)

    def leave(self, chosen: Chosen | None) -> None:
        """Close, with what was chosen."""
        if self.is_current:  # a second key may have been on its way when the first one closed it
            if chosen is not None and (chosen.note or any(chosen.words.values())):
                self.seat.answer = (self.title_words.words, chosen)
            _ = self.dismiss(chosen)

    def take(self) -> None:
        """Take the choice under the cursor, once there is a note where one is needed."""
        choice = self.choices.choice
        if self.many:
            self.leave(Chosen(self.all, "", self.field.value))
        elif choice is None:
            code = self.nothing or ("nothing" if self.note is None else "nothing_note")
            self.advice.say(tell(f"dialog.{code}", self.seat.lang), "amber")
        elif (wrong := self._no_moment()) is not None:
            self.set_focus(wrong)
            self.advice.say(tell("dialog.no_moment", self.seat.lang), "amber")
        elif self.note is None:
            self.leave(Chosen((choice,), "", self.field.value, self._words()))
        elif not self.note.value.strip():
            was_here = self.note is self.focused
            self.set_focus(self.note)
            code = "note" if self.note_name == "note" else "line"
            words = (
                tell(f"dialog.{code}_needed", self.seat.lang)
                if was_here
                else tell(f"dialog.{code}_for", self.seat.lang, name=choice.name)
            )
            self.advice.say(words, "amber")
        else:
            self.leave(Chosen((choice,), self.note.value, self.field.value, self._words()))

    def _words(self) -> dict[str, str]:
        return {field.id or "": field.value.strip() for field in self.more}

    def _no_moment(self) -> Field | None:
        """Return a field for a moment whose words name none."""
        written = (field for field in self.more if field.id in TIMES and field.value.strip())
        return next((field for field in written if self.moment(field.value) is None), None)

    def moment(self, words: str) -> int | None:
        """Return the moment that words name, None when they name none."""
        from agentdesk.clock.said import moment

        return moment(words, self.seat.now(), self.seat.zone)
