"""Presence: who works now, who is on a break, and what happens to the tickets of a lost screen."""

from typing import Any

from agentdesk.desk.command import LEADING, Command
from agentdesk.desk.verbs.reroute import find_agent
from agentdesk.desk.work import Work
from agentdesk.lang import Message, Refusal, Why
from agentdesk.model import Agent, Duty, State, stream_of

TOGETHER = 50
"""Tickets that are taken back in one transaction."""
MOST_OWNED = 1_000


class SetDuty(Command, frozen=True):
    """Say whether somebody works: oneself, or, for those who lead, anybody.

    Where breaks need a yes, one's own is only asked for; somebody who leads grants it by setting it, and refuses it by
    setting any other state.
    """

    duty: str
    agent: str | None = None

    def decide(self, work: Work) -> None:
        """Record the change; nothing where it is so already."""
        agent = work.me() if self.agent is None else find_agent(work, self.agent)
        agent = work.tx.agent(agent.id) or agent
        if self.duty not in list(Duty):
            raise Refusal(Why.INPUT, "sharing.no_duty", duty=self.duty[:40], known=", ".join(Duty))
        if agent.id != work.actor and not work.leads():
            raise Refusal(Why.FORBIDDEN, "sharing.duty_of_others", who=agent.shown)
        if not agent.active:
            raise Refusal(Why.FORBIDDEN, "desk.agent_gone", name=agent.name)
        if self.duty == Duty.BREAK and self._must_ask(work, agent):
            _ask(work, agent)
        elif agent.duty != self.duty or agent.break_asked is not None:
            set_duty(work, agent, self.duty)
            self._say(work, agent)
        else:
            work.say("sharing.duty_same", who=agent.shown, duty=duty_name(self.duty))

    def _must_ask(self, work: Work, agent: Agent) -> bool:
        return agent.duty != Duty.BREAK and not work.leads() and work.book.sharing.breaks_ask(agent.teams)

    def _say(self, work: Work, agent: Agent) -> None:
        owned = len(work.tx.owned(agent.id, MOST_OWNED)) if self.duty == Duty.OFFLINE else 0
        if owned:
            work.say("sharing.duty_left", who=agent.shown, n=owned)
        else:
            work.say("sharing.duty_set", who=agent.shown, duty=duty_name(self.duty))


class Attend(Command, frozen=True):
    """A screen was opened, or closed in order: who was offline is online, who worked is offline. A break goes on."""

    begins: bool

    def decide(self, work: Work) -> None:
        """Record the change, if it is one."""
        agent = work.tx.agent(work.me().id) or work.me()
        if self.begins and agent.duty in ("", Duty.OFFLINE):
            set_duty(work, agent, Duty.ONLINE)
        elif not self.begins and agent.duty in (Duty.ONLINE, Duty.BUSY):
            set_duty(work, agent, Duty.OFFLINE)


class TakeBack(Command, frozen=True):
    """Somebody's screen was lost: customers who wait for an answer go back to the team; dedicated ones stay.

    Some tickets at a time; the person is offline once there is nothing left.
    """

    roles = LEADING

    agent: str

    def decide(self, work: Work) -> None:
        """Record what goes back, and what those who lead should look after."""
        agent = work.tx.agent(self.agent)
        if agent is None or agent.duty not in (Duty.ONLINE, Duty.BUSY):
            return
        owned = work.tx.owned(agent.id, MOST_OWNED)
        waiting = [t for t in owned if t.state == State.OPEN and t.waiting_since is not None and not t.dedicated]
        for ticket in waiting[:TOGETHER]:
            work.change(ticket, "ticket.given_back", {"owner": None}, reason={"why": "lost", "from": agent.id})
        if len(waiting) > TOGETHER:
            return
        for ticket in owned:
            if ticket.dedicated and ticket.waiting_since is not None:
                work.change(ticket, "ticket.owner_lost", {}, tell="supervisor", reason={"from": agent.id})
        set_duty(work, agent, Duty.OFFLINE, why="lost")


def set_duty(work: Work, agent: Agent, duty: str, why: str = "") -> None:
    """Record that somebody's state changed; a break that was asked for is settled by it."""
    data: dict[str, Any] = {
        "set": {"duty": duty, "duty_since": work.now, "break_asked": None},
        "was": {"duty": agent.duty, "duty_since": agent.duty_since},
    }
    if why:
        data["why"] = why
    work.record(stream_of("agent", agent.id), "agent.duty", data)


def _ask(work: Work, agent: Agent) -> None:
    if agent.break_asked is None:
        work.record(stream_of("agent", agent.id), "agent.break_asked", {"set": {"break_asked": work.now}})
    work.say("sharing.break_asked", who=agent.shown)


def duty_name(duty: str) -> Message:
    """Return what a state is called."""
    return Message(f"sharing.duty_{duty or 'unknown'}")
