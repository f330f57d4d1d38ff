"""A whole shift in the lab: agents, customers and a supervisor live it on the real desk; what came of it is told."""
