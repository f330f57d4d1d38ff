"""The verbs: a file each, a command each."""
