"""Text at the edges: normalise it for matching, cut it for search, make it safe for a terminal, mask personal data."""

from agentdesk.text.cells import fit, width, wrap
from agentdesk.text.mask import mask
from agentdesk.text.normalise import Normalised, fold, normalise
from agentdesk.text.safe import Safe, has_raw, safe, safe_line

__all__ = ["Normalised", "Safe", "fit", "fold", "has_raw", "mask", "normalise", "safe", "safe_line", "width", "wrap"]
