"""A story into lines: what the conversation pane shows, worked out once for a width."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from agentdesk.model import Author, ChatMessage, Step
from agentdesk.text import Safe, safe, safe_line, width, wrap
from agentdesk.tui.conversation.steps import step_words
from agentdesk.tui.look import SENDING_SIGNS
from agentdesk.tui.moments import clock, day
from agentdesk.tui.paint import blank, clip
from agentdesk.tui.seat import Seat
from agentdesk.tui.words import labelled, tell, word

if TYPE_CHECKING:
    from agentdesk.desk import Story

MOST_LINES = 40
"""So many lines of a message are shown in the stream."""
MOST_REASON_LINES = 2
RAGGED = 12
"""Cells that breaking reasons into lines may waste."""
INDENT = 3
GUTTERS: Mapping[str, tuple[Safe, str]] = {
    Author.CUSTOMER: (safe("▌"), "accent"),
    Author.AGENT: (safe("│"), "green"),
    Author.BOT: (safe("┊"), "faint"),
    Author.NOTE: (safe("┆"), "note-head"),
    Author.SYSTEM: (safe("┊"), "faint"),
}
"""The sign and colour that run down the left of a message; a different sign each."""
Part = tuple[Safe, str]
"""A text and the role of the look it is painted in."""


class Laid(msgspec.Struct, frozen=True):
    """A line of the stream."""

    parts: tuple[Part, ...] = ()
    ground: str = "ground"
    right: tuple[Part, ...] = ()
    n: int = 0
    """The message it belongs to, 0 for none."""


def lay_out(story: "Story", cells: int, seat: Seat, reasons: Mapping[int, Safe]) -> tuple[Laid, ...]:
    """Return the lines of a story, `cells` wide; `reasons` holds what the rules said, by message."""
    return tuple(_lines(story, cells, seat, reasons))


def _lines(story: "Story", cells: int, seat: Seat, reasons: Mapping[int, Safe]) -> Iterator[Laid]:
    reasons = _changing(story, reasons)
    entries = story.entries()
    today, before = day(seat.now(), seat.zone), ""
    was_step = False
    for place, entry in enumerate(entries):
        date = day(entry.at, seat.zone)
        if date != before and not (place == 0 and date == today):
            yield _date(date, today, cells, seat.lang)
        is_step = isinstance(entry, Step)
        if place and not (is_step and was_step) and date == before:
            yield Laid()
        before, was_step = date, is_step
        if isinstance(entry, Step):
            yield from _step(entry, cells, seat)
        elif entry.ticket != story.ticket.id:
            yield from (msgspec.structs.replace(line, n=0) for line in _message(entry, story, cells, seat, {}))
        else:
            yield from _message(entry, story, cells, seat, reasons)


def _changing(story: "Story", reasons: Mapping[int, Safe]) -> dict[int, Safe]:
    """Return what the rules said without what they said of the message before already."""
    said = [message.n for message in story.messages if message.n in reasons]
    before: Safe | None = None
    changing: dict[int, Safe] = {}
    for n in said:
        if reasons[n] != before:
            changing[n] = before = reasons[n]
    return changing


def _date(date: str, today: str, cells: int, lang: str) -> Laid:
    text = tell("today", lang) if date == today else safe(date)
    side = blank(max((cells - width(text) - 2) // 2 - 3, 0))
    return Laid(parts=((side, "plain"), (safe("── "), "line"), (text, "faint"), (safe(" ──"), "line")))


def _step(step: Step, cells: int, seat: Seat) -> Iterator[Laid]:
    head = safe(f" · {clock(step.at, seat.zone)} ")
    for place, text in enumerate(wrap(step_words(step, seat), cells - width(head))[:MOST_LINES]):
        yield Laid(parts=((blank(width(head)) if place else head, "faint"), (safe(text), "faint")))
    for what, words in step.told.items():
        said = labelled(word(f"desk.told_{what}", seat.lang), safe(words[: MOST_LINES * cells]))
        for text in wrap(said, cells - INDENT)[:MOST_LINES]:
            yield Laid(parts=((blank(INDENT), "plain"), (safe(text), "dim")))


def _message(
    message: ChatMessage, story: "Story", cells: int, seat: Seat, reasons: Mapping[int, Safe]
) -> Iterator[Laid]:
    sign, role = GUTTERS.get(message.author, GUTTERS[Author.SYSTEM])
    is_note = message.author == Author.NOTE
    ground = "note" if is_note else "ground"
    gutter: Part = (sign, role)
    yield Laid((gutter, *_head(message, story, seat)), ground, _delivery(message, seat.lang), message.n)
    body = "faint" if message.author in {Author.BOT, Author.SYSTEM} else "note" if is_note else "text"
    for part in _body(message, cells - INDENT, seat.lang, body):
        yield Laid((gutter, (blank(INDENT - 1), "plain"), part), ground, (), message.n)
    for attachment in message.attachments:
        name = safe_line(f"⎘ {attachment.name}")
        yield Laid((gutter, (blank(INDENT - 1), "plain"), (name, "accent")), ground, (), message.n)
    for place, text in enumerate(_reason_lines(reasons.get(message.n), cells - INDENT - 2)):
        mark = safe("  ⚑ ") if place == 0 else blank(INDENT + 1)
        yield Laid((gutter, (mark, "amber"), (text, "dim")), ground, (), message.n)


def _reason_lines(reason: Safe | None, cells: int) -> Iterator[Safe]:
    """Give what the rules said in at most so many lines; the end, where it leads, is always there."""
    lines = wrap(reason, cells) if reason else []
    if len(lines) > MOST_REASON_LINES:
        head, arrow, end = (reason or "").rpartition("→")
        room = cells * MOST_REASON_LINES - width(end) - RAGGED
        lines = wrap(f"{clip(safe(head), room)} {arrow}{end}", cells)[:MOST_REASON_LINES]
    yield from (safe(line) for line in lines)


def _head(message: ChatMessage, story: "Story", seat: Seat) -> Iterator[Part]:
    is_note = message.author == Author.NOTE
    yield safe(f" {clock(message.at, seat.zone)} "), "note" if is_note else "faint"
    if is_note:
        yield tell("note", seat.lang), "note-head"
        yield safe(" "), "note"
    role = {Author.CUSTOMER: "accent-strong", Author.AGENT: "green", Author.NOTE: "note"}.get(
        Author(message.author), "dim"
    )
    yield seat.writer(message.author, message.agent, story.ticket), role
    if message.audience is not None:
        yield safe(" "), "note"
        yield tell("whispered", seat.lang, who=seat.name(message.audience)), "note-head"
    if message.ticket != story.ticket.id:
        yield safe(f" #{message.ticket}"), "faint"
    if message.flagged:
        yield tell("flagged.changed" if message.flagged == "changed" else "flagged.other", seat.lang), "amber"
    if message.withdrawn and message.delivery not in SENDING_SIGNS:  # that of an answer tells it
        yield safe(" "), "plain"
        yield tell("withdrawn", seat.lang), "amber"


def _delivery(message: ChatMessage, lang: str) -> tuple[Part, ...]:
    sign = SENDING_SIGNS.get(message.delivery)
    if sign is None:
        return ()
    role = {"failed": "red-strong", "uncertain": "amber-strong", "sent": "green"}.get(message.delivery, "dim")
    words = (
        ()
        if message.delivery == "sent"
        else ((safe(" "), "plain"), (word(f"desk.sending_{message.delivery}", lang), role))
    )
    return ((sign, role), *words)


def _body(message: ChatMessage, cells: int, lang: str, role: str) -> Iterator[Part]:
    if message.text is None:
        yield tell("erased", lang), "faint"
        return
    most = MOST_LINES * cells
    lines = wrap(safe(message.text[:most]), cells)
    shown = lines[:MOST_LINES]
    for line in shown:
        yield safe(line), role
    unseen = len(message.text) - most if len(message.text) > most else 0
    if len(lines) > MOST_LINES or unseen:
        chars = unseen + sum(len(line) for line in lines[MOST_LINES:])
        yield tell("more_text", lang, n=chars), "accent"
