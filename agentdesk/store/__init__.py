"""The store: the journal, the tables folded from it, the feed. It decides nothing."""
