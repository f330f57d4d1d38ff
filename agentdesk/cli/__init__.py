"""The command line: one file a command group, thin; what it does, the desk does."""
