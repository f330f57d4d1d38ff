"""The desk: verbs, reads, permissions, the outbox's states, the keeper. The only room that commits events."""

from agentdesk.desk.command import Command, Done
from agentdesk.desk.desk import Desk, Found
from agentdesk.desk.keeper import Keeper
from agentdesk.desk.outbox import Carrier, CarrierFailed, CarrierUncertain, Parcel
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
from agentdesk.desk.verbs.tag import Tag
from agentdesk.desk.verbs.task import AnswerTask, AskTask
from agentdesk.desk.verbs.undo import Undo

__all__ = [
    "VIEWS",
    "AnswerTask",
    "AskTask",
    "Carrier",
    "CarrierFailed",
    "CarrierUncertain",
    "Claim",
    "ClaimNext",
    "Command",
    "Desk",
    "Done",
    "Found",
    "Keeper",
    "Note",
    "Parcel",
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
    "Undo",
    "View",
    "Window",
]
