"""Articles and canned replies: search, suggest, read and write their files. It changes nothing by itself."""

from agentdesk.kb.canned import Canned
from agentdesk.kb.hit import ArticleHit
from agentdesk.kb.knowledge import Knowledge

__all__ = ["ArticleHit", "Canned", "Knowledge"]
