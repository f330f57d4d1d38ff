"""The files that make a desk: the database, and beside it a folder for what is not history."""

import os
from pathlib import Path

import msgspec


class DeskFiles(msgspec.Struct, frozen=True):
    """Where everything of a desk on this machine lies."""

    database: Path

    @property
    def folder(self) -> Path:
        """`NAME.d` beside the database."""
        return self.database.with_name(self.database.name + ".d")

    @property
    def wal(self) -> Path:
        """The database's own log, which SQLite keeps beside it."""
        return self.database.with_name(self.database.name + "-wal")

    @property
    def lock(self) -> Path:
        """The file whose lock is taken in front of every write; waiting for it is fair."""
        return self.folder / "lock"

    @property
    def bell(self) -> Path:
        """Touched after every commit; it has a folder of its own, so that a watcher hears nothing else."""
        return self.folder / "bell" / "ring"

    @property
    def side(self) -> Path:
        """The second database: drafts, presence, view settings, the keeper's lease."""
        return self.folder / "side.db"

    @property
    def channel(self) -> Path:
        """The file channel's folder."""
        return self.folder / "channel"

    @property
    def drafts(self) -> Path:
        """Rule files that are being written, where the lead names no folder of their own."""
        return self.folder / "drafts"

    def is_writable(self) -> bool:
        """Whether the database may be written, and files made beside it."""
        return os.access(self.database, os.W_OK) and os.access(self.database.parent, os.W_OK)

    def prepare(self) -> None:
        """Make the folders, readable by their owner and group only as the umask says."""
        self.bell.parent.mkdir(parents=True, exist_ok=True)
        self.bell.touch()
