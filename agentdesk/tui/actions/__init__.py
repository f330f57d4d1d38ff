"""The one table of actions: keys, footer, palette, help and docs all come from it."""
