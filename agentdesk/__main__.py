"""`python -m agentdesk` is the command `agentdesk`."""

from agentdesk.cli.main import main

if __name__ == "__main__":
    main()
