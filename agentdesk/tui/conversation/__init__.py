"""The conversation pane: messages, notes and steps in one stream, the composer below."""
