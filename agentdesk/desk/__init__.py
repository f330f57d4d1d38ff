"""The desk: verbs, reads, permissions, the outbox's states, the keeper. The only room that commits events.

Light to import: a verb loads when it is first named, so that a screen or a command that only reads opens sooner.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agentdesk.desk.bulk import BulkDone, Rehearsed, carry_out, rehearse, undo_bulk
    from agentdesk.desk.carrier import Carrier, CarrierFailed, CarrierUncertain, Parcel
    from agentdesk.desk.command import Command, Done
    from agentdesk.desk.desk import Desk, Found
    from agentdesk.desk.floor import AgentLine, Floor, TeamLine
    from agentdesk.desk.keeper import Keeper
    from agentdesk.desk.queue import VIEWS, View, Window
    from agentdesk.desk.story import Story
    from agentdesk.desk.verbs.claim import Claim, ClaimNext
    from agentdesk.desk.verbs.deliver import Resend
    from agentdesk.desk.verbs.note import Note
    from agentdesk.desk.verbs.priority import SetPriority
    from agentdesk.desk.verbs.release import Release
    from agentdesk.desk.verbs.reply import Reply
    from agentdesk.desk.verbs.reroute import Reroute
    from agentdesk.desk.verbs.snooze import Snooze
    from agentdesk.desk.verbs.solve import Reopen, Solve
    from agentdesk.desk.verbs.suggestion import TakeSuggestion
    from agentdesk.desk.verbs.tag import Tag
    from agentdesk.desk.verbs.task import AnswerTask, AskTask
    from agentdesk.desk.verbs.undo import Undo

_HOMES = {
    "AgentLine": "floor",
    "AnswerTask": "verbs.task",
    "AskTask": "verbs.task",
    "BulkDone": "bulk",
    "Carrier": "carrier",
    "CarrierFailed": "carrier",
    "CarrierUncertain": "carrier",
    "Claim": "verbs.claim",
    "ClaimNext": "verbs.claim",
    "Command": "command",
    "Desk": "desk",
    "Done": "command",
    "Floor": "floor",
    "Found": "desk",
    "Keeper": "keeper",
    "Note": "verbs.note",
    "Parcel": "carrier",
    "Rehearsed": "bulk",
    "Release": "verbs.release",
    "Reopen": "verbs.solve",
    "Reply": "verbs.reply",
    "Reroute": "verbs.reroute",
    "Resend": "verbs.deliver",
    "SetPriority": "verbs.priority",
    "Snooze": "verbs.snooze",
    "Solve": "verbs.solve",
    "Story": "story",
    "Tag": "verbs.tag",
    "TakeSuggestion": "verbs.suggestion",
    "TeamLine": "floor",
    "Undo": "verbs.undo",
    "VIEWS": "queue",
    "View": "queue",
    "Window": "queue",
    "carry_out": "bulk",
    "rehearse": "bulk",
    "undo_bulk": "bulk",
}
"""Where each name lives."""

__all__ = [
    "VIEWS",
    "AgentLine",
    "AnswerTask",
    "AskTask",
    "BulkDone",
    "Carrier",
    "CarrierFailed",
    "CarrierUncertain",
    "Claim",
    "ClaimNext",
    "Command",
    "Desk",
    "Done",
    "Floor",
    "Found",
    "Keeper",
    "Note",
    "Parcel",
    "Rehearsed",
    "Release",
    "Reopen",
    "Reply",
    "Reroute",
    "Resend",
    "SetPriority",
    "Snooze",
    "Solve",
    "Story",
    "Tag",
    "TakeSuggestion",
    "TeamLine",
    "Undo",
    "View",
    "Window",
    "carry_out",
    "rehearse",
    "undo_bulk",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    value: object = getattr(import_module(f"agentdesk.desk.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
