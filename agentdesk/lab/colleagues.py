"""Scripted colleagues: they claim, answer, note, reroute and solve beside the person at the screen."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from agentdesk.clock import MINUTE, SECOND
from agentdesk.desk import ClaimNext, Note, Reply, Reroute, Solve, View
from agentdesk.desk.verbs.check import Check, unchecked
from agentdesk.desk.verbs.presence import Attend
from agentdesk.lab.script import told_first
from agentdesk.lab.tempo import Tempo
from agentdesk.lang import Message, Refusal, say
from agentdesk.model import Agent, Author, Role, State, Ticket

if TYPE_CHECKING:
    from agentdesk.desk import Command, Desk, Story
    from agentdesk.lab.script import Script

SETTLED = 150 * SECOND
"""Longer than a customer of the scripts takes to answer: after so much silence a ticket is solved."""
KEPT = 8
"""So many tickets that nobody owns stay for the person at the screen."""
SERVING, NOTING = 0.7, 0.2
"""Chances that a colleague goes on with an own ticket before claiming, and writes a note before answering."""
SIGN = 15 * SECOND
"""So often somebody who sits at a screen gives a sign of life."""
SUGGESTED = 2
"""So many of the replies that the rules suggest are given before general ones."""
FOLLOW_UPS = ("lab.answer_checking", "lab.answer_noted", "lab.answer_soon")
NOTES = ("lab.note_checked", "lab.note_promised", "lab.note_waits")


def choose(desk: "Desk", count: int, seed: int, without: str) -> tuple[Agent, ...]:
    """Return so many of the desk's agents, always the same for a seed, and never the person called `without`."""
    agents = [agent for agent in desk.agents() if agent.role == Role.AGENT and agent.active and agent.name != without]
    chosen = random.Random(seed).sample(agents, min(count, len(agents)))
    return tuple(chosen)


class Colleague:
    """One colleague. Touches own tickets only, and claims what the person at the screen can spare."""

    def __init__(
        self, desk: "Desk", me: Agent, person: Agent | None, right_teams: dict[str, str], *, seed: int, tempo: Tempo
    ) -> None:
        self._desk = desk
        self._me = me
        self._person = person
        self._right_teams = right_teams
        self._tempo = tempo
        self._chance = random.Random(f"{seed} {me.name}")
        self._signed = -SIGN
        self._on: int | None = None
        """The ticket on their screen."""

    def sit(self, now: int) -> None:
        """Be there, and show on which ticket, as a screen does."""
        if now - self._signed < SIGN:
            return
        if self._signed < 0:
            self._do(Attend(begins=True))
        self._signed = now
        self._desk.side.here(self._me.id, self._on, False, now)

    def rest(self, mean: float) -> int:
        """Return how many ms the colleague takes for the next thing; `mean` is the usual."""
        return int(mean * self._chance.uniform(0.4, 1.6))

    def act(self, now: int) -> bool:
        """Do one thing; False when there was nothing to do, or somebody was faster."""
        mine = self._desk.queue(View(name="mine", agent=self._me.id), 0, 50).tickets
        waiting = [t for t in mine if t.state == State.OPEN and t.waiting_since is not None]
        silence = SETTLED / self._tempo.speed
        settled = [t for t in mine if t.state == State.PENDING and now - (t.last_agent_at or now) >= silence]
        if waiting and (len(mine) >= self._me.capacity or self._chance.random() < SERVING):
            return self._do(self.serving(waiting[0]))
        if settled:
            return self._do(solving(settled[0]))
        teams = self._spared()
        if teams and len(mine) < self._me.capacity and self._do(ClaimNext(teams)):
            return True
        return bool(waiting) and self._do(self.serving(waiting[0]))

    def _do(self, command: "Command") -> bool:
        try:
            done = self._desk.do(command, actor=self._me.id)
        except Refusal:
            return False
        self._on = done.tickets[-1].id if done.tickets else self._on
        return True

    def _spared(self) -> tuple[str, ...]:
        """Return the own teams from which a claim leaves the person at the screen enough to do."""
        if self._person is None:
            return self._me.teams
        free = self._desk.queue(View(name="unassigned", agent=self._person.id, teams=self._person.teams), 0, 1)
        if free.total > KEPT:
            return self._me.teams
        return tuple(team for team in self._me.teams if team not in self._person.teams)

    def serving(self, ticket: Ticket) -> "Command":
        """Return the next step to a ticket whose customer waits: away to the right team, a note, or an answer."""
        right = self._right_teams.get(told_first(ticket.conversation), "") or ticket.proposed_team
        if right and right not in (ticket.team, *self._me.teams) and "team" not in ticket.hands:
            return Reroute(ticket.id, _said("lab.note_reroute", ticket), team=right)
        story = self._desk.story(ticket.id)
        noted = any(message.author == Author.NOTE for message in story.messages)
        if not noted and self._chance.random() < NOTING:
            return Note(ticket.id, _said(self._chance.choice(NOTES), ticket))
        return self._answer(ticket, story)

    def _answer(self, ticket: Ticket, story: "Story") -> "Command":
        said = {message.text for message in story.messages}
        text = next((text for text in self._texts(ticket, story) if text not in said), None)
        if text is None:
            return solving(ticket, told=True)
        found = self._desk.kb.suggest(ticket, limit=3)
        articles = tuple(hit.id for hit in found if hit.lang == ticket.lang)[:1]
        return Reply(ticket.id, text, articles=articles)

    def _texts(self, ticket: Ticket, story: "Story") -> Iterator[str]:
        """Yield what could be answered: replies that the weightiest messages suggest, then general ones."""
        from agentdesk.kb.canned import fill

        replies = self._desk.rulebook().rules.replies
        verdicts = [message.verdict for message in story.messages if message.verdict is not None]
        weighty = sorted(verdicts, key=lambda verdict: -verdict.points)
        names = dict.fromkeys(name for verdict in weighty for name in verdict.replies if name in replies)
        for name in islice(names, SUGGESTED):
            yield fill(replies[name], ticket.lang, ticket.lang, ticket.customer_name, self._me.shown).text
        for code in FOLLOW_UPS:
            yield _said(code, ticket)


def solving(ticket: Ticket, *, told: bool = False) -> "Command":
    """Return the next step to a solved ticket: first its checklist."""
    left = unchecked(ticket)
    return Check(ticket.id, on=left) if left else Solve(ticket.id, told=told)


class Colleagues:
    """All colleagues of a sample desk; together they do about `pace` things a minute, at the play's tempo."""

    def __init__(
        self,
        desk: "Desk",
        people: Sequence[Agent],
        scripts: "Sequence[Script]",
        *,
        person: Agent | None = None,
        pace: float = 6.0,
        tempo: Tempo | None = None,
        seed: int = 1,
    ) -> None:
        right_teams = {f"{script.head['channel']}:{script.id}": script.right_team for script in scripts}
        self._tempo = tempo or Tempo(desk.clock.now())
        self._people = [Colleague(desk, me, person, right_teams, seed=seed, tempo=self._tempo) for me in people]
        self._mean = MINUTE * len(self._people) / pace
        self._ready = [colleague.rest(self._mean) for colleague in self._people]

    def step(self, now: int) -> int:
        """Let everybody do one thing who is ready for it; return how many did."""
        done, played = 0, self._tempo.played(now)
        for place, colleague in enumerate(self._people):
            colleague.sit(now)
            if self._ready[place] <= played:
                self._ready[place] = played + colleague.rest(self._mean)
                done += colleague.act(now)
        return done


def _said(code: str, ticket: Ticket) -> str:
    return say(Message(code), "zh" if ticket.lang == "zh" else "en")
