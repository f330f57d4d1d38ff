"""Learning from labelled messages: weighted words per tag as a rule file that people can read, prune and keep.

Learning needs the extra `agentdesk[learn]`; judging by what was learned needs nothing but the engine.
"""
