"""The desk: verbs, reads, permissions, the outbox's states, the keeper. The only room that commits events.

Light to import: a verb loads when it is first named, so that a screen or a command that only reads opens sooner.
"""

from typing import TYPE_CHECKING

from agentdesk.lazy import lazily

if TYPE_CHECKING:
    from agentdesk.desk.bulk import BulkDone, Rehearsed, carry_out, rehearse, undo_bulk
    from agentdesk.desk.carrier import Carrier, CarrierFailed, CarrierUncertain, Parcel
    from agentdesk.desk.command import Command, Done
    from agentdesk.desk.desk import Desk
    from agentdesk.desk.filter import Filter, FilterError, read_filter
    from agentdesk.desk.floor import AgentLine, Floor, TeamLine
    from agentdesk.desk.keeper import Keeper
    from agentdesk.desk.previewing import Preview, preview
    from agentdesk.desk.queue import View, Window
    from agentdesk.desk.searching import Found
    from agentdesk.desk.story import Story
    from agentdesk.desk.verbs.claim import Claim, ClaimNext
    from agentdesk.desk.verbs.complaint import Complain
    from agentdesk.desk.verbs.deliver import Resend
    from agentdesk.desk.verbs.escalate import Deescalate, Escalate
    from agentdesk.desk.verbs.follow_up import EndFollowUp, FollowUp
    from agentdesk.desk.verbs.handoff import Accept, Return
    from agentdesk.desk.verbs.incident import (
        AnswerJoining,
        EndIncident,
        JoinIncident,
        LeaveIncident,
        NoteIncident,
        OpenIncident,
    )
    from agentdesk.desk.verbs.merge import Merge, Split
    from agentdesk.desk.verbs.note import Note
    from agentdesk.desk.verbs.priority import SetPriority
    from agentdesk.desk.verbs.promise import KeepPromise, PromiseCustomer, WithdrawPromise
    from agentdesk.desk.verbs.rate import Rate
    from agentdesk.desk.verbs.release import Release
    from agentdesk.desk.verbs.reply import Reply
    from agentdesk.desk.verbs.reroute import Reroute
    from agentdesk.desk.verbs.snooze import Snooze
    from agentdesk.desk.verbs.solve import Reopen, Solve
    from agentdesk.desk.verbs.suggestion import TakeSuggestion
    from agentdesk.desk.verbs.tag import Tag
    from agentdesk.desk.verbs.task import AnswerTask, AskTask, CancelTask, RemindTask
    from agentdesk.desk.verbs.undo import Undo
    from agentdesk.desk.verbs.whisper import Whisper

_HOMES = {
    "Accept": "verbs.handoff",
    "AgentLine": "floor",
    "AnswerJoining": "verbs.incident",
    "AnswerTask": "verbs.task",
    "AskTask": "verbs.task",
    "BulkDone": "bulk",
    "CancelTask": "verbs.task",
    "Carrier": "carrier",
    "CarrierFailed": "carrier",
    "CarrierUncertain": "carrier",
    "Claim": "verbs.claim",
    "ClaimNext": "verbs.claim",
    "Command": "command",
    "Complain": "verbs.complaint",
    "Deescalate": "verbs.escalate",
    "Desk": "desk",
    "Done": "command",
    "EndFollowUp": "verbs.follow_up",
    "EndIncident": "verbs.incident",
    "Escalate": "verbs.escalate",
    "Filter": "filter",
    "FilterError": "filter",
    "Floor": "floor",
    "FollowUp": "verbs.follow_up",
    "Found": "searching",
    "JoinIncident": "verbs.incident",
    "KeepPromise": "verbs.promise",
    "Keeper": "keeper",
    "LeaveIncident": "verbs.incident",
    "Merge": "verbs.merge",
    "Note": "verbs.note",
    "NoteIncident": "verbs.incident",
    "OpenIncident": "verbs.incident",
    "Parcel": "carrier",
    "Preview": "previewing",
    "PromiseCustomer": "verbs.promise",
    "Rate": "verbs.rate",
    "Rehearsed": "bulk",
    "Release": "verbs.release",
    "RemindTask": "verbs.task",
    "Reopen": "verbs.solve",
    "Reply": "verbs.reply",
    "Reroute": "verbs.reroute",
    "Resend": "verbs.deliver",
    "Return": "verbs.handoff",
    "SetPriority": "verbs.priority",
    "Snooze": "verbs.snooze",
    "Solve": "verbs.solve",
    "Split": "verbs.merge",
    "Story": "story",
    "Tag": "verbs.tag",
    "TakeSuggestion": "verbs.suggestion",
    "TeamLine": "floor",
    "Undo": "verbs.undo",
    "View": "queue",
    "Whisper": "verbs.whisper",
    "Window": "queue",
    "WithdrawPromise": "verbs.promise",
    "carry_out": "bulk",
    "preview": "previewing",
    "read_filter": "filter",
    "rehearse": "bulk",
    "undo_bulk": "bulk",
}
"""Where each name lives."""

__all__ = [
    "Accept",
    "AgentLine",
    "AnswerJoining",
    "AnswerTask",
    "AskTask",
    "BulkDone",
    "CancelTask",
    "Carrier",
    "CarrierFailed",
    "CarrierUncertain",
    "Claim",
    "ClaimNext",
    "Command",
    "Complain",
    "Deescalate",
    "Desk",
    "Done",
    "EndFollowUp",
    "EndIncident",
    "Escalate",
    "Filter",
    "FilterError",
    "Floor",
    "FollowUp",
    "Found",
    "JoinIncident",
    "KeepPromise",
    "Keeper",
    "LeaveIncident",
    "Merge",
    "Note",
    "NoteIncident",
    "OpenIncident",
    "Parcel",
    "Preview",
    "PromiseCustomer",
    "Rate",
    "Rehearsed",
    "Release",
    "RemindTask",
    "Reopen",
    "Reply",
    "Reroute",
    "Resend",
    "Return",
    "SetPriority",
    "Snooze",
    "Solve",
    "Split",
    "Story",
    "Tag",
    "TakeSuggestion",
    "TeamLine",
    "Undo",
    "View",
    "Whisper",
    "Window",
    "WithdrawPromise",
    "carry_out",
    "preview",
    "read_filter",
    "rehearse",
    "undo_bulk",
]

__getattr__ = lazily("agentdesk.desk", _HOMES)
