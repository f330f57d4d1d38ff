"""The digest chain of a stream: over headers and salted digests of bodies, so that a body can be erased.

chain(n) = SHA-256(chain(n−1) ‖ header(n)), header(n) = the JSON array of stream, version, recorded_at, at, actor, kind,
schema, data and the hexadecimal body digest; digest = SHA-256(salt ‖ body). The first chain(0) is 32 zero bytes.
What this proves: nobody changed, left out or reordered an event of a stream without redoing the rest of that chain.
What it cannot prove: that nobody with the file in hand did redo it; keep `verify`'s head elsewhere for that.
"""

from hashlib import sha256

import msgspec

START = bytes(32)
_encode = msgspec.json.Encoder(order="sorted").encode


def body_digest(salt: bytes, body: bytes) -> bytes:
    """Return the salted digest that stands in the header for an erasable body."""
    return sha256(salt + body).digest()


def link(previous: bytes, header: tuple[str, int, int, int, str, str, int], data: bytes, digest: bytes | None) -> bytes:
    """Return the next link after `previous`.

    `header` is (stream, version, recorded_at, at, actor, kind, schema); `data` is the JSON as it is stored.
    """
    return sha256(previous + _encode((header, msgspec.Raw(data), digest.hex() if digest else None))).digest()
