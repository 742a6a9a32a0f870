"""Pictures in the data stream of a binary Word file (PICF with an Office drawing inside, MS-ODRAW)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

# Records that hold a picture, and the first bytes by which a drawing that browsers cannot show is named.
_BITMAPS = frozenset({0xF01D, 0xF01E, 0xF01F, 0xF02A})
_DRAWINGS = {0xF01A: b"\0" * 40 + b" EMF", 0xF01B: b"\xd7\xcd\xc6\x9a", 0xF01C: b"\0\0\2\0", 0xF029: b"II*\0"}
_ENTRY = 0xF007
_NAMED = 0x66


def picture_at(data: bytes, at: int) -> bytes | None:
    """The bytes of the picture whose description begins at `at`; None where none is there."""
    if at < 0 or at + 68 > len(data):
        return None
    size, head, kind = struct.unpack_from("<IHH", data, at)
    start = at + head
    if kind == _NAMED:
        start += 1 + data[start]
    return next(_pictures(data, start, min(at + size, len(data))), None)


def _pictures(data: bytes, at: int, end: int) -> Iterator[bytes]:
    while at + 8 <= end:
        instance, kind, size = struct.unpack_from("<HHI", data, at)
        body, following = at + 8, at + 8 + size
        if kind == _ENTRY and body + 36 <= end:
            yield from _pictures(data, body + 36 + data[body + 33], min(following, end))
        elif kind in _BITMAPS:
            # One identifier of 16 bytes or two, by the instance, and a tag; then the file itself.
            skip = 33 if instance >> 4 & 1 else 17
            yield data[body + skip : min(following, end)]
        elif kind in _DRAWINGS:
            yield _DRAWINGS[kind]
        at = following
