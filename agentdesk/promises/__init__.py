"""Promises: calendars, service policies, deadlines, and the order of a queue."""
