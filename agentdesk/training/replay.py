"""Replay: a session played on the real desk, with a clock that moves as fast as one likes."""

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from agentdesk.lab.lab import Lab
from agentdesk.lang import Message, Refusal
from agentdesk.model import Ticket, Verdict
from agentdesk.training.session import BOT, CUSTOMER, READ, WRITE, Move, Session

if TYPE_CHECKING:
    from agentdesk.desk import Command, Desk
    from agentdesk.desk.inbound import Inbound

SPEEDS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""What `faster` and `slower` choose from."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What one move came to."""

    number: int
    """From 1."""
    at: int
    """When, on the replay's clock."""
    move: Move
    ticket: Ticket | None = None
    """The ticket as it stands after the move."""
    verdict: Verdict | None = None
    """What the rules said of a customer's message."""
    said: tuple[Message, ...] = ()
    refused: Message | None = None
    """Why the desk did not do it: today's desk is not the one of that day."""


class ReplayState(msgspec.Struct, frozen=True, kw_only=True):
    """How far a replay is."""

    position: int
    """So many moves were made."""
    steps: int
    speed: float
    paused: bool
    clock: int
    take: int = 1
    """Counts how often it was begun anew; then `Replay.desk` is another one."""

    @property
    def ended(self) -> bool:
        """Whether all moves were made."""
        return self.position >= self.steps


class Replay:
    """Plays a session on a scratch desk. Any thread may use it; close it in the end.

    `files` are the rules to judge by, those that ship without. Raises `Refusal`, `RuleErrors`.
    """

    def __init__(self, session: Session, speed: float = 1.0, *, files: Mapping[str, str] | None = None) -> None:
        self.session = session
        self._files = files
        self._speed = speed
        self._paused = False
        self._guard = threading.RLock()
        self._past: list[Lab] = []
        """Desks of earlier takes: somebody may still read them."""
        self._lab = self._begin()
        self._position = 0
        self._ticket = 0

    @property
    def desk(self) -> "Desk":
        """The desk it plays on; `back` and `seek` to an earlier move make it another one."""
        return self._lab.desk

    @property
    def ticket(self) -> int:
        """Number of the session's ticket, 0 before the first move."""
        return self._ticket

    def state(self) -> ReplayState:
        """Return how far it is."""
        with self._guard:
            return ReplayState(
                position=self._position,
                steps=len(self.session.moves),
                speed=self._speed,
                paused=self._paused,
                clock=self._lab.clock.now(),
                take=len(self._past) + 1,
            )

    def step(self) -> Step | None:
        """Go on to the next move and make it; None at the end."""
        with self._guard:
            if self._position >= len(self.session.moves):
                return None
            move = self.session.moves[self._position]
            self._lab.until(self.session.starts + move.at)
            self._position += 1
            return self._made(move)

    def advance(self, real_ms: int) -> tuple[Step, ...]:
        """Let so much real time pass, at the speed that is set; return the moves that were made in it."""
        with self._guard:
            if self._paused or self._position >= len(self.session.moves):
                return ()
            target = self._lab.clock.now() + int(real_ms * self._speed)
            made: list[Step] = []
            while self._position < len(self.session.moves) and self._next_at() <= target:
                made += [step] if (step := self.step()) else []
            self._lab.until(target)
            return tuple(made)

    def pause(self) -> ReplayState:
        """Stand still until `resume`."""
        with self._guard:
            self._paused = True
            return self.state()

    def resume(self) -> ReplayState:
        """Go on."""
        with self._guard:
            self._paused = False
            return self.state()

    def back(self) -> ReplayState:
        """Take the last move back, by playing all before it anew."""
        return self.seek(self._position - 1)

    def seek(self, position: int) -> ReplayState:
        """Stand where so many moves were made; for an earlier place the replay begins anew."""
        with self._guard:
            position = max(0, min(position, len(self.session.moves)))
            if position < self._position:
                self._past.append(self._lab)
                self._lab = self._begin()
                self._position = self._ticket = 0
            while self._position < position:
                self.step()
            return self.state()

    def faster(self) -> ReplayState:
        """Choose the next higher speed."""
        with self._guard:
            self._speed = next((speed for speed in SPEEDS if speed > self._speed), self._speed)
            return self.state()

    def slower(self) -> ReplayState:
        """Choose the next lower speed."""
        with self._guard:
            self._speed = next((speed for speed in reversed(SPEEDS) if speed < self._speed), self._speed)
            return self.state()

    def close(self) -> None:
        """Throw the desk away, and those of earlier takes; no thread may use them any more."""
        with self._guard:
            for lab in (*self._past, self._lab):
                lab.close()

    def _begin(self) -> Lab:
        return Lab(1, self.session.starts, files=self._files, people=self.session.people)

    def _next_at(self) -> int:
        return self.session.starts + self.session.moves[self._position].at

    def _made(self, move: Move) -> Step:
        made = Step(number=self._position, at=self._lab.clock.now(), move=move)
        try:
            made = self._write(made) if move.do == WRITE else self._do(made)
        except Refusal as refusal:
            made = msgspec.structs.replace(made, refused=refusal.message)
        ticket = self.desk.reader().ticket(self._ticket) if self._ticket else None
        return msgspec.structs.replace(made, ticket=ticket)

    def _write(self, step: Step) -> Step:
        (receipt,) = self.desk.receive([message_of(self.session, step.number, step.move)])
        self._ticket = receipt.ticket
        return msgspec.structs.replace(step, verdict=receipt.verdict)

    def _do(self, step: Step) -> Step:
        command = command_of(step.move, self._ticket, step.at)
        if command is None:
            return step
        done = self.desk.do(command, actor=self.desk.sit(step.move.by).id)
        return msgspec.structs.replace(step, said=done.said)


def message_of(session: Session, number: int, move: Move) -> "Inbound":
    """Return a customer's or bot's move as its channel delivers it."""
    from agentdesk.desk.inbound import Inbound, InboundCustomer

    assert move.by in (CUSTOMER, BOT)
    person = session.customer
    return Inbound(
        id=f"{session.id}-{number}",
        channel=session.channel,
        customer=InboundCustomer(id=person.id, name=person.name, tier=person.tier),
        conversation=session.id,
        category=session.category,
        lang=session.lang,
        text=move.text,
        author=move.by,
    )


def command_of(move: Move, ticket: int, now: int) -> "Command | None":
    """Return the verb of an agent's move on a ticket; None for what is not done at the desk."""
    from agentdesk import desk

    if move.do == READ:
        return None
    on, off = (tuple(tag[1:] for tag in move.tags if tag[0] == sign) for sign in "+-")
    commands: dict[str, Command] = {
        "claim": desk.Claim(ticket),
        "release": desk.Release(ticket),
        "note": desk.Note(ticket, move.text),
        "reply": desk.Reply(ticket, move.text, then=move.then, articles=move.articles, unchecked=True),
        "reroute": desk.Reroute(ticket, move.text, team=move.team or None, agent=move.agent or None),
        "priority": desk.SetPriority(ticket, move.priority),
        "tag": desk.Tag(ticket, on, off),
        "snooze": desk.Snooze(ticket, now + move.duration, move.text),
        "solve": desk.Solve(ticket, unchecked=True),
        "reopen": desk.Reopen(ticket),
    }
    return commands[move.do]
