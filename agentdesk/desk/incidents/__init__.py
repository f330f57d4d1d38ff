"""Incidents: a spike is found, a person says what it is, all its tickets are answered and solved as one."""
