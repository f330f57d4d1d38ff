"""Incidents on the screen: the line that tells of them, and what can be done."""
