"""A desk as a few plain lists, to compare the real one with: what each verb does, and whom it refuses."""

import copy
from dataclasses import dataclass, field

from agentdesk.clock import DAY, HOUR

AGENTS = ("ann", "bo", "cy")
LEADS = ("cy",)
TAGS = {"退款": ("退款", "normal", "funds"), "盗号": ("盗号", "urgent", "risk"), "投诉": ("投诉", "high", None)}
"""What the rules of these examples say of a word: tag, priority, team."""
RANKS = ("urgent", "high", "normal", "low")
LIVE = ("open", "pending", "snoozed")


@dataclass
class Case:
    """A ticket, as far as it is compared."""

    conversation: str
    state: str = "open"
    owner: str | None = None
    team: str | None = None
    priority: str = "normal"
    accused: str | None = None
    tags: list[str] = field(default_factory=list)
    hands: set[str] = field(default_factory=set)
    messages: list[tuple[str, str, bool]] = field(default_factory=list)
    """Author, text, and whether it was taken back."""
    waiting: bool = False
    answered_at: int | None = None
    asked_at: int = 0
    """Since when we wait for the customer."""
    reminded: bool = False
    until: int | None = None
    solved_at: int | None = None
    held: int | None = None
    """Until when the last thing done, an answer, can be taken back."""
    done_by: str | None = None
    """Who did the last thing, if a person did and it can be taken back."""
    before: "Case | None" = None
    """How the ticket stood before that."""


class PlainDesk:
    """The desk; every verb returns whether it is allowed, and carries it out if so."""

    def __init__(self) -> None:
        self.cases: list[Case] = []

    def receive(self, now: int, conversation: str, text: str) -> int:
        """A customer writes; return which ticket it is."""
        case = next((case for case in reversed(self.cases) if case.conversation == conversation), None)
        late = case is not None and case.solved_at is not None and now - case.solved_at > 7 * DAY
        if case is None or case.state == "closed" or (case.state == "solved" and late):
            case = Case(conversation)
            self.cases.append(case)
            self._judge(case, text, first=True)
            case.waiting = True
        else:
            self._judge(case, text, first=False)
            self._hear(case, text)
        case.messages.append(("customer", text, False))
        case.done_by = case.before = None
        return self.cases.index(case)

    def _hear(self, case: Case, text: str) -> None:
        if text == "谢谢" and not case.waiting:
            return
        case.waiting = True
        if case.state != "open":
            case.state, case.until, case.solved_at = "open", None, None

    def _judge(self, case: Case, text: str, *, first: bool) -> None:
        tag, priority, team = TAGS.get(text, ("", "normal", None))
        if tag and tag not in case.tags and f"-{tag}" not in case.hands:
            case.tags.append(tag)
        if "priority" not in case.hands:
            case.priority = min(case.priority, priority, key=RANKS.index)
        if first or (case.team is None and case.owner is None and "team" not in case.hands):
            case.team = case.team or team
        if text == "投诉" and case.accused is None:
            others = (other for other in reversed(self.cases) if other is not case and other.owner)
            theirs = (other.owner for other in others if other.conversation == case.conversation)
            case.accused = case.owner or next(theirs, None)

    def claim(self, who: str, case: Case) -> bool:
        """Take a ticket that is free, or one's own already."""
        if case.state not in LIVE or (case.owner not in (None, who)):
            return False
        if case.owner == who:
            return True
        if case.accused == who:
            return False
        self._did(who, case)
        case.owner = who
        return True

    def release(self, who: str, case: Case) -> bool:
        """Give a ticket back."""
        if case.state not in LIVE or case.owner is None or not self._may(who, case):
            return False
        self._did(who, case)
        case.owner = None
        return True

    def reply(self, who: str, case: Case, then: str, now: int) -> bool:
        """Answer the customer."""
        if case.state == "closed" or not self._may(who, case) or not self._can_take(who, case):
            return False
        self._did(who, case)
        case.held = now + 5_000
        case.owner = case.owner or who
        self._ask(case, then, now)
        case.state, case.until, case.waiting, case.answered_at = then, None, False, now
        case.solved_at = now if then == "solved" else None
        case.messages.append(("agent", f"answer, then {then}", False))
        return True

    def _ask(self, case: Case, then: str, now: int) -> None:
        if then == "pending" and (case.state != "pending" or case.answered_at != now):
            case.asked_at, case.reminded = now, False

    def note(self, who: str, case: Case) -> bool:
        """Write a note."""
        self._did(who, case)
        case.messages.append(("note", "a note", False))
        return True

    def tag(self, who: str, case: Case, on: str, off: str) -> bool:
        """Put a tag on and take one off."""
        added, gone = on and on not in case.tags, off and off in case.tags
        if not added and not gone:
            return False
        self._did(who, case)
        for mark, tag, does in (("+", on, added), ("-", off, gone)):
            if does:
                case.hands = {hand for hand in case.hands if hand not in (f"+{tag}", f"-{tag}")} | {mark + tag}
        case.tags += [on] if added else []
        case.tags = [tag for tag in case.tags if not (gone and tag == off)]
        return True

    def prioritise(self, who: str, case: Case, priority: str) -> bool:
        """Set the priority by hand."""
        if case.state not in LIVE or (case.priority == priority and "priority" in case.hands):
            return False
        self._did(who, case)
        case.priority = priority
        case.hands = case.hands | {"priority"}
        return True

    def reroute(self, who: str, case: Case, team: str | None, to: str | None) -> bool:
        """Move a ticket to a team or a person."""
        if case.state not in LIVE or not self._may(who, case):
            return False
        if to is not None and to in (case.accused, case.owner):
            return False
        if to is None and case.team == team and case.owner is None:
            return False
        self._did(who, case)
        case.owner, case.team = to, team if to is None else case.team
        case.hands = case.hands | {"team"}
        case.state, case.until = "open", None
        case.messages.append(("note", "why", False))
        return True

    def snooze(self, who: str, case: Case, until: int) -> bool:
        """Put a ticket aside."""
        if case.state not in LIVE or not self._may(who, case) or not self._can_take(who, case):
            return False
        self._did(who, case)
        case.owner = case.owner or who
        case.state, case.until = "snoozed", until
        return True

    def solve(self, who: str, case: Case, told: bool, now: int) -> bool:
        """Call it solved."""
        knows = told or (case.answered_at is not None and not case.waiting)
        if case.state not in LIVE or not self._may(who, case) or not knows or not self._can_take(who, case):
            return False
        self._did(who, case)
        case.owner = case.owner or who
        case.state, case.solved_at, case.until, case.waiting = "solved", now, None, False
        return True

    def reopen(self, who: str, case: Case) -> bool:
        """Take it up again."""
        if case.state in LIVE:
            return False
        self._did(who, case)
        case.state, case.solved_at = "open", None
        return True

    def undo(self, case: Case, now: int) -> bool:
        """Take back the last thing, when nothing happened since; False for an answer that left."""
        assert case.before is not None
        if case.held is not None and now >= case.held:
            return False
        gives_back = case.before.owner is not None and case.before.owner != case.owner
        if gives_back and case.before.owner == case.accused:
            return False
        messages = [*case.before.messages, *((a, t, True) for a, t, _ in case.messages[len(case.before.messages) :])]
        if case.messages[-1][1] == "why":  # the note of a move stays as it is
            messages = case.messages
        anew = (case.before.state, case.before.answered_at) != (case.state, case.answered_at)
        asked, reminded = (now, False) if anew else (case.asked_at, case.reminded)
        vars(case).update(vars(case.before) | {"messages": messages, "asked_at": asked, "reminded": reminded})
        case.done_by = case.before = case.held = None
        return True

    def pass_time(self, now: int) -> None:
        """Do what fell due."""
        for case in self.cases:
            moved = len(case.messages), case.state
            if case.state == "snoozed" and case.until is not None and case.until <= now:
                case.state, case.until = "open", None
            elif case.state == "solved" and case.solved_at is not None and case.solved_at + 7 * DAY <= now:
                case.state = "closed"
            elif case.state == "pending":
                self._wait(case, now)
            if moved != (len(case.messages), case.state):
                case.done_by = case.before = None

    def _wait(self, case: Case, now: int) -> None:
        if case.asked_at + 24 * HOUR <= now and not case.reminded:
            case.messages.append(("system", "还在等您的回复", False))
            case.reminded = True
        if case.asked_at + 72 * HOUR <= now:
            case.state, case.solved_at = "solved", now

    def _did(self, who: str, case: Case) -> None:
        case.before = None
        case.before, case.done_by = copy.deepcopy(case), who
        case.held = None

    def _may(self, who: str, case: Case) -> bool:
        return case.owner in (None, who) or who in LEADS

    def _can_take(self, who: str, case: Case) -> bool:
        return case.owner is not None or case.accused != who
