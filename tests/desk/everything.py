"""Every verb about a ticket, with what it is given where anything may happen in any order."""

from collections.abc import Callable

import msgspec

from agentdesk.clock import HOUR
from agentdesk.desk import (
    Accept,
    AnswerTask,
    AskTask,
    CancelTask,
    Claim,
    ClaimNext,
    Command,
    Complain,
    Deescalate,
    EndFollowUp,
    Escalate,
    FollowUp,
    JoinIncident,
    KeepPromise,
    LeaveIncident,
    Merge,
    Note,
    PromiseCustomer,
    Rate,
    Release,
    RemindTask,
    Reopen,
    Reply,
    Reroute,
    Resend,
    Return,
    SetPriority,
    Snooze,
    Solve,
    Split,
    Tag,
    TakeSuggestion,
    Undo,
    Whisper,
    WithdrawPromise,
)
from agentdesk.desk.found import NewAgent
from agentdesk.desk.verbs.check import Check
from agentdesk.desk.verbs.dedicate import Dedicate, Need
from agentdesk.desk.verbs.handover import HandOver
from agentdesk.desk.verbs.incident import SolveJoined, TellJoined
from agentdesk.desk.verbs.skip import Skip
from agentdesk.model import Ticket
from tests.desk.desks import RULES

MORE = """
checks: [{id: order, text: 订单号}]
rules:
  - {id: law, when: {words: [律师]}, then: {skill: law, check: [order]}}
sharing: {assign: push, dedicated: [complaint], teams: {risk: {breaks: ask}}}
incidents: {least: 1, within: 30m}
"""
FILES = {
    "desk.yaml": RULES,
    "more.yaml": MORE,
    "tasks.yaml": "promises: {tasks: {within: 4h, warn: [50%], tell: supervisor}}\n",
}
"""The rules of a desk that shares its work out, has a checklist, and looks for incidents."""
PEOPLE = (
    NewAgent(name="ann", display="Ann", teams=("funds", "risk"), skills=("law",), capacity=2),
    NewAgent(name="bo", display="Bo", teams=("risk",), languages=("zh",), capacity=2),
    NewAgent(name="cy", display="Cy", role="supervisor", teams=("funds", "risk"), capacity=2),
    NewAgent(name="root", role="admin", teams=("funds",)),
)
ELSEWHERE = {
    "AddAgent": "people come when the desk is founded",
    "AddTeam": "teams too",
    "ApplyRules": "rules have a suite of their own",
    "RollbackRules": "rules have a suite of their own",
    "Bring": "imports have a suite of their own",
    "Erase": "so have erasures",
    "PutArticle": "so has knowledge",
    "LearnQuestion": "so has knowledge",
    "Receive": "customers write through the desk",
    "Resettle": "by the keeper",
    "Fire": "by the keeper",
    "Assign": "by the keeper",
    "TakeBack": "by the keeper, where a screen is lost",
    "MarkSending": "by the keeper",
    "MarkOutcome": "by the keeper",
    "Suspect": "by the keeper",
    "UndoPart": "by taking an act on many back",
}
"""Kinds of commands that no rule of the machine gives by itself, and why."""


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """What a verb may be given."""

    ticket: int
    other: int
    """Another ticket."""
    who: str
    """A person's name."""
    owner: str
    """Id of who follows the ticket, "" for nobody."""
    now: int
    wait: int
    seen: int | None
    """The version that was seen, None for whatever is."""
    task: str
    """Something that is asked about the ticket."""
    n: int
    """The number of one of its messages."""
    incident: str


Verbs = dict[str, Callable[[Hand], Command]]
WORKING: Verbs = {
    "claim": lambda h: Claim(h.ticket, h.seen),
    "claim the next": lambda _: ClaimNext(),
    "release": lambda h: Release(h.ticket, h.seen),
    "skip": lambda h: Skip("不熟悉", h.ticket, h.seen),
    "reply": lambda h: Reply(h.ticket, "请提供订单号", h.seen),
    "reply, then open": lambda h: Reply(h.ticket, "在查", h.seen, "open"),
    "reply, then solved": lambda h: Reply(h.ticket, "已退", h.seen, "solved", unchecked=True),
    "note": lambda h: Note(h.ticket, "看过了"),
    "whisper": lambda h: Whisper(h.ticket, "语气再缓和些"),
    "snooze": lambda h: Snooze(h.ticket, h.now + h.wait),
    "solve": lambda h: Solve(h.ticket, told=True, seen=h.seen, unchecked=True),
    "reopen": lambda h: Reopen(h.ticket),
    "take back": lambda h: Undo(h.ticket),
    "resend": lambda h: Resend(h.ticket, h.n),
}
SETTING: Verbs = {
    "tag": lambda h: Tag(h.ticket, on=("加急",), off=("退款",)),
    "tag off": lambda h: Tag(h.ticket, off=("加急",)),
    "take a suggestion": lambda h: TakeSuggestion(h.ticket),
    "check": lambda h: Check(h.ticket, on=("order",)),
    "raise": lambda h: SetPriority(h.ticket, "urgent"),
    "lower": lambda h: SetPriority(h.ticket, "low"),
    "need": lambda h: Need(h.ticket, ("law",)),
    "need nothing": lambda h: Need(h.ticket, ()),
    "dedicate": lambda h: Dedicate(h.ticket),
    "undedicate": lambda h: Dedicate(h.ticket, on=False),
}
HANDING: Verbs = {
    "move to a team": lambda h: Reroute(h.ticket, "要查渠道", team="risk", seen=h.seen),
    "move with a promise": lambda h: Reroute(h.ticket, "why", team="funds", promise="补款", by=h.now + h.wait),
    "move to a person": lambda h: Reroute(h.ticket, "您熟悉", agent=h.who, seen=h.seen),
    "offer to a team": lambda h: Reroute(h.ticket, "先陪着", team="risk", warm=True),
    "offer to a person": lambda h: Reroute(h.ticket, "先陪着", agent=h.who, warm=True),
    "accept": lambda h: Accept(h.ticket, h.seen),
    "return": lambda h: Return(h.ticket, "不归我们", h.seen),
    "hand over": lambda h: HandOver(h.ticket, h.owner, h.who, "交接"),
    "hand to the team": lambda h: HandOver(h.ticket, h.owner),
}
ARRANGING: Verbs = {
    "promise": lambda h: PromiseCustomer(h.ticket, "补款并回电", h.now + h.wait, h.seen),
    "keep": lambda h: KeepPromise(h.ticket, h.seen),
    "withdraw": lambda h: WithdrawPromise(h.ticket, "客户撤单", h.seen),
    "escalate": lambda h: Escalate(h.ticket, "客户要找主管", seen=h.seen),
    "escalate higher": lambda h: Escalate(h.ticket, "要赔付", "lead", h.seen),
    "deescalate": lambda h: Deescalate(h.ticket, h.seen),
    "follow up": lambda h: FollowUp(h.ticket, h.now + h.wait, "看看到账没", h.seen),
    "end the follow-up": lambda h: EndFollowUp(h.ticket, h.seen),
    "ask a team": lambda h: AskTask(h.ticket, "risk", "是本人吗", seen=h.seen),
    "ask a partner": lambda h: AskTask(h.ticket, "", "包裹在哪", h.now + h.wait, "顺丰"),
    "answer": lambda h: AnswerTask(h.task, "是本人", h.seen),
    "cancel": lambda h: CancelTask(h.task, "不用了", h.seen),
    "remind": lambda h: RemindTask(h.task, h.seen),
}
LINKING: Verbs = {
    "merge": lambda h: Merge(h.ticket, h.other, seen=h.seen),
    "merge another's": lambda h: Merge(h.ticket, h.other, "一家人"),
    "split": lambda h: Split(h.ticket, h.n, h.seen),
    "complain": lambda h: Complain(h.ticket, "2", about=h.other, seen=h.seen),
    "complain of": lambda h: Complain(h.ticket, "grave", accused=h.who),
    "complain of who follows it": lambda h: Complain(h.ticket, "minor", accused=h.owner or h.who),
    "rate": lambda h: Rate(h.ticket, 4, "不错"),
    "join": lambda h: JoinIncident(h.ticket, h.incident),
    "leave": lambda h: LeaveIncident(h.ticket),
    "tell": lambda h: TellJoined(h.ticket, "预计 20:00 恢复"),
    "tell and solve": lambda h: TellJoined(h.ticket, "已恢复", solved=True),
    "solve what joined": lambda h: SolveJoined(h.ticket),
}
AIMS: dict[str, Callable[[Ticket], bool]] = {
    "reopen": lambda t: t.state in ("solved", "closed"),
    "undedicate": lambda t: t.dedicated,
    "check": lambda t: bool(t.checks),
    "accept": lambda t: (t.sent_at or t.offered_to or t.offered_team) is not None,
    "return": lambda t: (t.sent_at or t.offered_to or t.offered_team) is not None,
    "keep": lambda t: t.promised_at is not None,
    "withdraw": lambda t: t.promised_at is not None,
    "deescalate": lambda t: t.escalated_at is not None,
    "end the follow-up": lambda t: t.follow_up_at is not None,
    "merge": lambda t: t.state == "open",
    "merge another's": lambda t: t.state == "open",
    "rate": lambda t: t.first_answer_at is not None,
    "leave": lambda t: t.incident is not None,
    "offer to a team": lambda t: t.owner is not None,
    "offer to a person": lambda t: t.owner is not None,
    "hand over": lambda t: t.owner is not None,
    "hand to the team": lambda t: t.owner is not None,
}
"""Which tickets a verb is for, where there is one."""
ASKED = frozenset({"answer", "cancel", "remind"})
"""Verbs about something that is asked."""
VERBS = WORKING | SETTING | HANDING | ARRANGING | LINKING
BLANK = Hand(ticket=1, other=2, who="ann", owner="", now=0, wait=HOUR, seen=None, task="1-1", n=1, incident="i")
"""A hand by which it can be seen what each verb makes."""
ABOUT_TICKETS = frozenset(type(make(BLANK)) for make in VERBS.values())
"""The kinds of commands that `VERBS` make."""
