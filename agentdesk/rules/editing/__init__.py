"""Changing rule files in place: a test, a word, an except; comments and formatting stay as their author left them."""
