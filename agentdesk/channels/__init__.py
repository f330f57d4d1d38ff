"""Transport in and out: files, importers. It decides nothing about a ticket."""
