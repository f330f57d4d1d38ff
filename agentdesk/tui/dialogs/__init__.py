"""Dialogs over the desk: keyboard first, each imported when it is first asked for."""
