"""Sets of conditions as bits of one number: condition `n` holds when bit `n` is set."""

from collections.abc import Iterable, Iterator


def joined(places: Iterable[int]) -> int:
    """Return the number whose bits at `places` are set; its cost grows with the highest place, not with their count."""
    found = bytearray()
    for place in places:
        if place >= len(found) * 8:
            found.extend(bytes(place // 8 + 1 - len(found)))
        found[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(found, "little")


def places(bits: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the highest first."""
    while bits:
        place = bits.bit_length() - 1
        yield place
        bits ^= 1 << place
