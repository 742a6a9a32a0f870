"""OLE2 files (MS-CFB): the named streams of old Office files, chained through sectors. Bounds and loops are checked."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from importers.safety import OLE

_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_HEADER = 512


class Broken(Exception):
    """The file does not hold together."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class Compound:
    """The streams of an OLE2 file by their names. Storages are not told apart: Word's own streams have names of their own."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(OLE) or len(data) < _HEADER:
            raise Broken
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 0x1E)
        if shift not in {9, 12} or mini_shift != 6:
            raise Broken
        self._sector = 1 << shift
        directory, self._cutoff, mini_start = (_long(data, at) for at in (0x30, 0x38, 0x3C))
        self._fat = self._read_fat()
        self._entries = self._read_directory(directory)
        self._mini_fat = _longs(self._chain(mini_start)) if mini_start < _LAST_SECTOR else ()
        root = next((entry for entry in self._entries if entry.kind == 5), None)
        self._mini = self._chain(root.start)[: root.size] if root and root.start < _LAST_SECTOR else b""

    def names(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; empty where there is none of that name."""
        entry = next((entry for entry in self._entries if entry.kind == 2 and entry.name == name), None)
        if entry is None or not entry.size:
            return b""
        if entry.size >= self._cutoff:
            return self._chain(entry.start)[: entry.size]
        return self._mini_chain(entry.start, entry.size)

    def _read_fat(self) -> tuple[int, ...]:
        """The table of what follows what, itself in sectors that the header and further sectors list."""
        sectors = list(_longs(self._data[0x4C:_HEADER]))
        following, most = _long(self._data, 0x44), len(self._data) // self._sector + 1
        for _ in range(most):
            if following >= _LAST_SECTOR:
                break
            *more, following = _longs(self._at(following))
            sectors += more
        return _longs(b"".join(self._at(sector) for sector in sectors if sector < _LAST_SECTOR))

    def _read_directory(self, start: int) -> tuple[_Entry, ...]:
        data = self._chain(start)
        found = []
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length = min(struct.unpack_from("<H", data, at + 64)[0], 64)
            name = data[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            found.append(_Entry(name, data[at + 66], _long(data, at + 116), _long(data, at + 120)))
        return tuple(found)

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        piece = self._data[start : start + self._sector]
        if not piece:
            raise Broken
        return piece.ljust(self._sector, b"\0")

    def _chain(self, sector: int) -> bytes:
        return b"".join(self._at(each) for each in _followed(sector, self._fat))

    def _mini_chain(self, sector: int, size: int) -> bytes:
        pieces = (self._mini[each * 64 : each * 64 + 64] for each in _followed(sector, self._mini_fat))
        return b"".join(pieces)[:size]


def _followed(sector: int, table: tuple[int, ...]) -> list[int]:
    found: list[int] = []
    while sector < _LAST_SECTOR:
        if sector >= len(table) or len(found) > len(table):
            raise Broken
        found.append(sector)
        sector = table[sector]
    return found


def _long(data: bytes, at: int) -> int:
    value: int = struct.unpack_from("<I", data, at)[0]
    return value


def _longs(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
