"""The nouns of the desk as frozen values, the events, and the fold of an event into the tables."""

from agentdesk.model.article import Article
from agentdesk.model.conversation import Attachment, ChatMessage, Delivery, Step
from agentdesk.model.customer import Customer, Identity
from agentdesk.model.event import Event, Json, NewEvent, key_of, stream_of
from agentdesk.model.incident import Incident, Stage
from agentdesk.model.people import Agent, Team
from agentdesk.model.ruleset import RuleBrief, RuleSetInForce
from agentdesk.model.ticket import Band, Nearness, Pause, Task, Ticket, Timer
from agentdesk.model.verdict import Hit, Span, Verdict
from agentdesk.model.words import (
    CHANNELS,
    LEADING,
    LIVE_STATES,
    TIERS,
    VIEWS,
    Author,
    Duty,
    Priority,
    Role,
    Sending,
    State,
)

__all__ = [
    "CHANNELS",
    "LEADING",
    "LIVE_STATES",
    "TIERS",
    "VIEWS",
    "Agent",
    "Article",
    "Attachment",
    "Author",
    "Band",
    "ChatMessage",
    "Customer",
    "Delivery",
    "Duty",
    "Event",
    "Hit",
    "Identity",
    "Incident",
    "Json",
    "Nearness",
    "NewEvent",
    "Pause",
    "Priority",
    "Role",
    "RuleBrief",
    "RuleSetInForce",
    "Sending",
    "Span",
    "Stage",
    "State",
    "Step",
    "Task",
    "Team",
    "Ticket",
    "Timer",
    "Verdict",
    "key_of",
    "stream_of",
]
