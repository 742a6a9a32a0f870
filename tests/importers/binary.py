"""A maker of binary Word files, as Word saves them in haste: text in pieces, not in the order of the document."""

from __future__ import annotations

import struct
from pathlib import Path

_TEXT_AT, _PAGE = 2048, 512
_CLX, _CHARACTER_RUNS, _PARAGRAPH_RUNS = 33, 12, 13


def binary_word(
    path: Path, pieces: list[str], *, flags: int = 0x0004, streams: dict[str, bytes] | None = None
) -> Path:
    """A .doc whose text is `pieces` in this order, stored backwards; a piece of Latin letters takes a byte a character."""
    stored: dict[int, tuple[int, bool]] = {}
    text = b""
    for place, piece in reversed(list(enumerate(pieces))):
        narrow = piece.isascii()
        stored[place] = (_TEXT_AT + len(text), narrow)
        text += piece.encode("cp1252" if narrow else "utf-16-le")
    text_end = _TEXT_AT + len(text)
    page_at = -(-text_end // _PAGE)
    page = struct.pack("<II", _TEXT_AT, text_end).ljust(_PAGE - 1, b"\0") + b"\1"
    main = bytearray(_head(pieces, flags) + text)
    main += b"\0" * (page_at * _PAGE - len(main)) + page + page

    bounds, at = [0], 0
    for piece in pieces:
        at += len(piece)
        bounds.append(at)
    descriptors = b"".join(_piece(*stored[place]) for place in range(len(pieces)))
    plc = struct.pack(f"<{len(bounds)}I", *bounds) + descriptors
    clx = b"\2" + struct.pack("<I", len(plc)) + plc
    bins = struct.pack("<III", _TEXT_AT, text_end, page_at)
    table = clx + bins + bins[:8] + struct.pack("<I", page_at + 1)
    for place, (start, size) in {
        _CLX: (0, len(clx)), _PARAGRAPH_RUNS: (len(clx), 12), _CHARACTER_RUNS: (len(clx) + 12, 12),
    }.items():  # fmt: skip
        struct.pack_into("<II", main, 154 + 8 * place, start, size)
    path.write_bytes(compound({"WordDocument": bytes(main), "0Table": table, **(streams or {})}))
    return path


def _head(pieces: list[str], flags: int) -> bytes:
    head = bytearray(_TEXT_AT)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0x00D9)
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<I", head, 0x4C, sum(map(len, pieces)))
    return bytes(head)


def _piece(offset: int, narrow: bool) -> bytes:
    return struct.pack("<HIH", 0, offset * 2 | 0x40000000 if narrow else offset, 0)


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE2 file with these streams, each of whole sectors."""
    body = b""
    table: list[int] = []
    starts: dict[str, tuple[int, int]] = {}
    for name, data in streams.items():
        count = max(-(-len(data) // _PAGE), 8)
        starts[name] = (len(table), count * _PAGE)
        table += [*range(len(table) + 1, len(table) + count), 0xFFFFFFFE]
        body += data.ljust(count * _PAGE, b"\0")
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0)
    directory += b"".join(_entry(name, 2, *starts[name]) for name in streams)
    directory = directory.ljust(-(-len(directory) // _PAGE) * _PAGE, b"\0")
    directory_at, count = len(table), len(directory) // _PAGE
    table += [*range(directory_at + 1, directory_at + count), 0xFFFFFFFE]
    table_sectors = -(-(len(table) + 1) // 128)
    table_at = len(table)
    table += [0xFFFFFFFD] * table_sectors
    packed = struct.pack(f"<{len(table)}I", *table).ljust(table_sectors * _PAGE, b"\xff")
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(_PAGE, b"\0"))
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into(
        "<IIIIIIII", head, 0x2C, table_sectors, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    listed = [*range(table_at, table_at + table_sectors), *[0xFFFFFFFF] * (109 - table_sectors)]
    struct.pack_into("<109I", head, 0x4C, *listed)
    return bytes(head) + body + directory + packed


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    spelled = name.encode("utf-16-le") + b"\0\0"
    entry = bytearray(spelled.ljust(128, b"\0"))
    struct.pack_into("<HB", entry, 64, len(spelled), kind)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)
