"""The floor: how teams and people stand, live."""
