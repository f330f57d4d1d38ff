"""A shift, played: who works, who writes and what goes wrong is put on an agenda; the real desk lives through it."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from agentdesk.clock import DAY, HOUR, MINUTE
from agentdesk.desk import Solve
from agentdesk.desk.bulk import carry_out
from agentdesk.lab.colleagues import Colleague
from agentdesk.lab.lab import Lab
from agentdesk.lab.newcomers import stories
from agentdesk.lab.script import Script, read_scripts
from agentdesk.lab.shift.account import Account, Hour, hour_of, tally
from agentdesk.lab.shift.agenda import Agenda
from agentdesk.lab.shift.arrivals import arrivals, as_lived, rush, speaking_first
from agentdesk.lab.shift.crowd import Crowd
from agentdesk.lab.shift.plan import ZONE, Plan
from agentdesk.lab.shift.roster import PUSHED, SUPERVISOR, hands, on_duty
from agentdesk.lab.shift.supervisor import Supervisor
from agentdesk.lab.shift.worker import Worker, breaks_of
from agentdesk.lab.tempo import Tempo
from agentdesk.model import Agent, Author
from agentdesk.resources import shipped
from agentdesk.rules import read_folder

OUTAGE: Final = frozenset({"SG-1011", "SG-1012", "SG-1019"})
"""Sample conversations that tell of live streams cut off."""
RUSH: Final = 15 * MINUTE
"""Within so long all come who write about the outage."""
MENDED: Final = 45 * MINUTE
"""So long after its beginning the outage is over."""
LEAVING: Final = 96
"""Those who do not stay until the end go this part of the shift apart."""
SETTLED_TOGETHER: Final = HOUR


class Shift:
    """One shift on a desk of its own; close it, or use it in `opened`."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._start = plan.moment(plan.start)
        self._end = self._start + plan.hours * HOUR
        scripts = read_scripts(shipped("sample_data") / "conversations")
        self._chance = random.Random(f"{plan.seed} shift")
        self._told = map(speaking_first, stories([one for one in scripts if one.id not in OUTAGE], self._chance))
        self._scripts = scripts
        self.lab = self._lab()
        if plan.yesterday:
            self._live_yesterday()
        self.lab.move(self._start)
        self._first = self.lab.desk.reader().next_ticket()
        self._since = self.lab.desk.reader().cursor()
        self._agenda = Agenda(self.lab)
        self._crowd = Crowd(self.lab.desk, self._agenda, opened=self._start, seed=plan.seed)
        self.lab.join(carrier=self._crowd)
        self._hours: list[Hour] = []

    def _lab(self) -> Lab:
        files = {**read_folder(shipped("rules")), **PUSHED}
        begins = self._start - (DAY if self.plan.yesterday else HOUR)
        return Lab(self.plan.seed, begins, files=files, people=hands(self.plan.agents))

    def play(self) -> Account:
        """Let everybody do their work, and tell what came of it."""
        plan, desk = self.plan, self.lab.desk
        there = on_duty(desk, plan.agents)
        workers = self._workers(there)
        self._customers()
        supervisor = self._supervisor()
        agents = frozenset(agent.id for agent in there)
        for moment in range(self._start + HOUR, self._end, HOUR):
            self._agenda.put(moment, lambda now: self._hours.append(hour_of(desk, agents)))
        self._agenda.run(self._end)
        self._hours.append(hour_of(desk, agents))
        told = tally(desk, self._first, self._since)
        return Account(
            plan=plan,
            hours=tuple(self._hours),
            tally=told,
            incident=supervisor.course,
            messages=self._crowd.messages,
            steps=sum(worker.done for worker in workers),
            refused=sum(worker.lost for worker in workers),
            handed=sum(worker.handed for worker in workers),
            ticks=self._agenda.ticks,
            events=sum(told.kinds.values()),
            faults=tuple(f"{fault.code} {fault.place}" for fault in desk.care.verify()),
        )

    def _workers(self, there: Sequence[Agent]) -> list[Worker]:
        desk, seed, tempo = self.lab.desk, self.plan.seed, Tempo(self._start)
        teams = {f"{script.head['channel']}:{script.id}": script.right_team for script in self._scripts}
        workers = []
        for place, agent in enumerate(there):
            colleague = Colleague(desk, agent, None, teams, seed=seed, tempo=tempo)
            worker = Worker(desk, self._agenda, agent, colleague, settled=self._crowd.settled, seed=seed)
            end = self._end - place % 4 * ((self._end - self._start) // LEAVING) - 1
            worker.work(self._start, end, breaks_of(place, self._start, self._end))
            workers.append(worker)
        return workers

    def _customers(self) -> None:
        plan = self.plan
        usual = arrivals(plan.customers, self._start, self._end, ZoneInfo(ZONE), self._chance)
        self._crowd.expect(usual, self._lived(self._told, len(usual)))
        if plan.incident is not None:
            outage = stories([script for script in self._scripts if script.id in OUTAGE], self._chance)
            moments = rush(plan.rush, plan.moment(plan.incident), RUSH, self._chance)
            self._crowd.expect(moments, self._lived(outage, len(moments)))

    def _lived(self, told: Iterator[Script], count: int) -> list[Script]:
        return [as_lived(script, self._chance) for script in islice(told, count)]

    def _supervisor(self) -> Supervisor:
        desk, plan = self.lab.desk, self.plan
        began = plan.moment(plan.incident) if plan.incident is not None else None
        over = self._start if began is None else began + MENDED
        me = desk.sit(SUPERVISOR)
        supervisor = Supervisor(desk, self._agenda, me, OUTAGE, over=over, settled=self._crowd.settled)
        supervisor.course.began = began
        supervisor.watch(self._start, self._end)
        return supervisor

    def _live_yesterday(self) -> None:
        """Live through the same hours of the day before in short: first messages come in and are settled hourly."""
        desk, start = self.lab.desk, self._start - DAY
        lead = desk.sit(SUPERVISOR).id
        came = arrivals(self.plan.customers, start, start + self.plan.hours * HOUR, ZoneInfo(ZONE), self._chance)
        told = list(zip(came, islice(self._told, len(came)), strict=True))
        for hour in range(start, start + self.plan.hours * HOUR, SETTLED_TOGETHER):
            self.lab.move(hour + SETTLED_TOGETHER)
            there = [(at, story) for at, story in told if hour <= at < hour + SETTLED_TOGETHER]
            received = desk.receive([story.message(1, _opening(story), at) for at, story in there])
            settled = [Solve(receipt.ticket, told=True, unchecked=True) for receipt in received]
            if settled:
                carry_out(desk, settled, lead, "solved")


def _opening(story: Script) -> str:
    """Return all that the customer says before anybody answers, as one message."""
    return "\n".join(line.text for line in story.lines if line.author == Author.CUSTOMER)


@contextmanager
def opened(plan: Plan) -> Iterator[Shift]:
    """Give a shift that is thrown away afterwards."""
    shift = Shift(plan)
    try:
        yield shift
    finally:
        shift.lab.close()
