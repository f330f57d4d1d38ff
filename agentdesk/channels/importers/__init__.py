"""Importers: conversations of other desks, read from files, with what is wrong in them told by file and line."""

from agentdesk.channels.importers.reading import Problem, Row, read_conversations

__all__ = ["Problem", "Row", "read_conversations"]
