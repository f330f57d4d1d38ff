"""Messages to people: a code and its parameters, rendered in the reader's language."""

from agentdesk.lang.catalogue import LANGUAGES, choose, say
from agentdesk.lang.message import Message, Name, Param, Refusal, Why
from agentdesk.lang.system import reason_of

__all__ = ["LANGUAGES", "Message", "Name", "Param", "Refusal", "Why", "choose", "reason_of", "say"]
