"""Sharing work: who gets the next ticket, by whose rules, and why."""
