"""Back-test: what other rules would have made of the past. What people did, and when, is held fixed."""

import gc
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from agentdesk.clock import MINUTE
from agentdesk.desk.rulebook import compile_files
from agentdesk.lab.differing import CLOCKS, Backtest, Part, Shifts, add, merge, result
from agentdesk.lab.past import Past
from agentdesk.promises.deadlines import ClockFacts, Deadlines, settle
from agentdesk.promises.order import OrderKey, order_key
from agentdesk.promises.policy import Policies
from agentdesk.promises.target import Kind
from agentdesk.rules import RuleSet
from agentdesk.rules.backtest import Difference, Outcome, Reviewer, Tally
from agentdesk.rules.twin import Twin

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

MOST_HERE = 5_000
"""Messages that are judged in this process; more of them are worth starting others."""
CHUNK = 2_500
"""Messages that a process is handed at once."""


class Book(msgspec.Struct, frozen=True):
    """What of a rulebook decides about tickets; it can be handed to another process."""

    rules: RuleSet
    policies: Policies


def book_of(files: Mapping[str, str]) -> Book:
    """Return the book of rule files; raises `RuleErrors` when they are none."""
    found = compile_files(files)
    rules = msgspec.structs.replace(found.rules, sections={}, values={}, words={}, replies={})
    return Book(rules, found.policies)


class Comparer:
    """Two books, ready to be asked of tickets. `now` is when a promise that nobody kept yet is looked at."""

    def __init__(self, then: Book, other: Book, now: int) -> None:
        self._reviewer = Reviewer(Twin(then.rules, other.rules))
        self._policies = (then.policies, other.policies)
        self._same_promises = then.policies == other.policies
        self._now = now

    def part(self, pasts: Iterable[Past]) -> Part:
        """Return what differs for these tickets."""
        part = Part(tally=Tally(), shifts=Shifts())
        for past in pasts:
            review = self._reviewer.review(past.case)
            found = review.differences
            if past.received_at is not None and (found or review.then != review.now or not self._same_promises):
                found = (*found, *self._moves(past, review.then, review.now, part.shifts))
            part.tally.count(past.case, found)
        return part

    def _moves(self, past: Past, then: Outcome, now: Outcome, shifts: Shifts) -> Iterator[Difference]:
        dues = [
            deadlines(past, outcome, policies) for outcome, policies in zip((then, now), self._policies, strict=True)
        ]
        newly_late = False
        for clock in CLOCKS:
            was, is_now = (due.due(clock) for due in dues)
            if was != is_now:
                ends = past.first_answer_at if clock is Kind.FIRST_RESPONSE else past.solved_at
                newly_late |= _moved(shifts, clock.value, was, is_now, self._now if ends is None else ends)
        if newly_late:
            yield Difference("late", "", "")
        keys = [_key(past, outcome, due) for outcome, due in zip((then, now), dues, strict=True)]
        if keys[0] != keys[1]:
            _reordered(shifts, *keys)
            yield Difference("order", "", "")


def deadlines(past: Past, outcome: Outcome, policies: Policies) -> Deadlines:
    """Return the deadlines of a ticket as it was opened, with the pauses that it really had."""
    received = past.received_at or 0
    policy = policies.match(
        past.channel,
        past.tier,
        outcome.kind or "matter",
        priority=outcome.priority or "normal",
        tags=outcome.tags,
    )
    return settle(ClockFacts(received_at=received, waiting_since=received, pauses=past.pauses), policy)


def _moved(shifts: Shifts, kind: str, was: int | None, now: int | None, ended: int) -> bool:
    """Count a clock that falls due at another time; return whether its promise is broken only now."""
    sooner = now is not None and (was is None or now < was)
    add(shifts.earlier if sooner else shifts.later, kind)
    late_then, late_now = (due is not None and due < ended for due in (was, now))
    if late_then:
        add(shifts.late_then, kind)
    if late_now:
        add(shifts.late_now, kind)
    return late_now and not late_then


def _key(past: Past, outcome: Outcome, due: Deadlines) -> OrderKey:
    return order_key(
        priority=outcome.priority or "normal",
        points=outcome.points,
        due_at=due.due_at,
        received_at=past.received_at or 0,
    )


def _reordered(shifts: Shifts, was: OrderKey, now: OrderKey) -> None:
    shifts.to_urgent += now.lane < was.lane
    shifts.from_urgent += now.lane > was.lane
    (shifts.forward if now < was else shifts.back).append(abs(now.order_at - was.order_at) // MINUTE)


def backtest(
    then: Mapping[str, str],
    other: Mapping[str, str],
    pasts: Iterable[Past],
    now: int,
    processes: int | None = None,
) -> Backtest:
    """Compare the rules in force with other ones over the past; raises `RuleErrors` when either are none.

    Beyond some thousand messages the judging is spread over `processes` of their own (None: as many as cores).
    """
    total = Part(tally=Tally(), shifts=Shifts())
    chunks = _chunks(pasts, CHUNK)
    first = [chunk for _, chunk in zip(range(MOST_HERE // CHUNK + 1), chunks, strict=False)]
    helped = len(first) * CHUNK > MOST_HERE and (processes is None or processes > 1)
    with _uncollected(), _helpers(processes or os.cpu_count() or 1 if helped else 0) as pool:
        books = book_of(then), book_of(other)  # the processes start meanwhile
        given = chain(first, chunks)
        parts = _parts(pool, books, given, now) if pool is not None else map(Comparer(*books, now).part, given)
        for part in parts:
            total.tally.merge(part.tally)
            merge(total.shifts, part.shifts)
    return result(books[0].rules.hash, books[1].rules.hash, total)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave out the search for circles meanwhile: nothing here makes any, and it would cost half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _parts(
    pool: "ProcessPoolExecutor", books: tuple[Book, Book], chunks: Iterable[list[Past]], now: int
) -> Iterator[Part]:
    """Yield what the chunks came to, in their order."""
    known = pickle.dumps((*books, now), pickle.HIGHEST_PROTOCOL)
    waiting: list[Future[Part]] = [pool.submit(_judge_chunk, known, _packed(chunk)) for chunk in chunks]
    for future in waiting:
        yield future.result()


def _chunks(pasts: Iterable[Past], size: int) -> Iterator[list[Past]]:
    chunk: list[Past] = []
    count = 0
    for past in pasts:
        chunk.append(past)
        count += len(past.case.said)
        if count >= size:
            yield chunk
            chunk, count = [], 0
    if chunk:
        yield chunk


@contextmanager
def _helpers(count: int) -> "Iterator[ProcessPoolExecutor | None]":
    """Start so many processes; spawned, since a forked one would share our connections. None for none."""
    if not count:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(count, get_context("spawn"), initializer=gc.disable) as pool:
        for _ in range(count):
            pool.submit(_ready)
        yield pool


_here: list[Comparer] = []
"""What a spawned process asks."""
_PASTS: Callable[[bytes], list[Past]] = msgspec.msgpack.Decoder(list[Past]).decode


def _ready() -> None:
    """Nothing: that this module is loaded is what it is for."""


def _packed(pasts: list[Past]) -> bytes:
    return msgspec.msgpack.encode(pasts)


def _judge_chunk(known: bytes, packed: bytes) -> Part:
    if not _here:
        _here.append(Comparer(*pickle.loads(known)))  # noqa: S301 (from the process that started this one)
    return _here[0].part(_PASTS(packed))
