"""The real desk on a scratch store with scripted actors: what rehearses and shows the desk is the desk itself."""
