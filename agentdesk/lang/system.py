"""What the operating system says of a file, in the reader's language."""

import errno
from typing import Final

from agentdesk.lang.message import Message, Param

_CODES: Final = {
    errno.ENOENT: "system.not_there",
    errno.EACCES: "system.not_allowed",
    errno.EPERM: "system.not_allowed",
    errno.EROFS: "system.read_only",
    errno.ENOSPC: "system.full",
    errno.EDQUOT: "system.full",
    errno.EISDIR: "system.is_folder",
    errno.ENOTDIR: "system.no_folder",
    errno.EEXIST: "system.exists",
    errno.ENOTEMPTY: "system.not_empty",
    errno.ENAMETOOLONG: "system.long_name",
    errno.EMFILE: "system.many_open",
    errno.ENFILE: "system.many_open",
    errno.EIO: "system.disk",
    errno.ENOLCK: "system.no_locks",
    errno.EOPNOTSUPP: "system.no_locks",
    errno.ETXTBSY: "system.in_use",
    errno.EBUSY: "system.in_use",
    errno.ELOOP: "system.loop",
}


def reason_of(error: Exception) -> Param:
    """Return why a file could not be used: a sentence of ours where the system's number has one, else its own words."""
    if isinstance(error, UnicodeError):
        return Message("system.not_utf8")
    number = error.errno if isinstance(error, OSError) else None
    if number in _CODES:
        return Message(_CODES[number])
    return getattr(error, "strerror", None) or str(error)
