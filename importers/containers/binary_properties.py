"""Formatting in Word's binary files (MS-DOC): single properties (sprm) and the runs of characters that carry them."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Numbers of properties (MS-DOC 2.6).
P_STYLE, P_LEVEL, P_LIST = 0x4600, 0x260A, 0x460B
P_IN_TABLE, P_ROW_END, P_DEPTH = 0x2416, 0x2417, 0x6649
C_DELETED, C_HIDDEN, C_BOLD, C_SPECIAL, C_STYLE = 0x0800, 0x083C, 0x0835, 0x0855, 0x4A30
C_UNDERLINE, C_COLOUR_INDEX, C_COLOUR, C_HIGHLIGHT = 0x2A3E, 0x2A42, 0x6870, 0x2A0C
C_SYMBOL, C_PICTURE, C_RAISED = 0x6A09, 0x6A03, 0x2A48
C_SHADED, P_SHADED = 0x4866, 0x442D
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
# A paragraph with many properties, as the end of a wide row, keeps them in the data stream; two numbers say at which offset.
_ELSEWHERE = (0x6645, 0x6646)
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
# The properties that a piece may carry in a single byte (MS-DOC 2.9.214), as far as they matter here.
_SHORT = {
    0x0C: P_LEVEL, 0x18: P_IN_TABLE, 0x19: P_ROW_END, 0x41: C_DELETED, 0x4D: C_HIGHLIGHT, 0x55: C_BOLD, 0x5C: C_HIDDEN,
    0x5E: C_UNDERLINE, 0x62: C_COLOUR_INDEX,
}  # fmt: skip

Properties = dict[int, int]


def read_properties(data: bytes) -> Properties:
    """The properties in a list of them, the last of each; those of variable length are passed over."""
    found: Properties = {}
    at = 0
    while at + 2 <= len(data):
        (number,) = struct.unpack_from("<H", data, at)
        at += 2
        size = _SIZES.get(number >> 13)
        if size is None:
            if number == _TABLE_DEFINITION and at + 2 <= len(data):
                size = struct.unpack_from("<H", data, at)[0] + 1
            else:
                size = data[at] + 1 if at < len(data) else 1
            if (
                number == _TABS and size == 256
            ):  # its length does not fit into the byte; nothing of use comes after it
                break
        else:
            found[number] = int.from_bytes(data[at : at + size], "little")
        at += size
    return found


def piece_properties(prm: int, lists: list[bytes]) -> Properties:
    """What a piece of a file saved in haste says of all its characters."""
    if prm & 1:
        index = prm >> 1
        return read_properties(lists[index]) if index < len(lists) else {}
    number = _SHORT.get(prm >> 1 & 0x7F)
    return {number: prm >> 8} if number is not None else {}


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs in the order of the file: run i goes from `starts[i]` to `ends[i]`, offsets in the main stream."""

    starts: list[int]
    ends: list[int]
    properties: list[Properties]

    def at(self, offset: int) -> tuple[Properties, int]:
        """The properties at `offset`, and where their run ends; none, and `offset`, where no run is."""
        place = bisect_right(self.starts, offset) - 1
        if place < 0 or offset >= self.ends[place]:
            return {}, offset
        return self.properties[place], self.ends[place]

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, Properties]]:
        """All of `start` to `end` in runs."""
        while start < end:
            place = bisect_right(self.starts, start) - 1
            if place >= 0 and start < self.ends[place]:
                stop, properties = self.ends[place], self.properties[place]
            else:
                following = place + 1
                stop = self.starts[following] if following < len(self.starts) else end
                properties = {}
            yield start, min(stop, end), properties
            start = stop


def read_runs(main: bytes, table: bytes, paragraphs: bool, far: bytes = b"") -> Runs:
    """The runs that a bin table lists, of paragraphs or of characters: each page of 512 bytes holds some.

    `far` is the data stream, where paragraphs may keep their properties.
    """
    count = max((len(table) - 4) // 8, 0)
    found: dict[int, tuple[int, Properties]] = {}
    cached: dict[bytes, Properties] = {}
    for page_number in set(struct.unpack_from(f"<{count}I", table, 4 * (count + 1)) if count else ()):
        page = main[(page_number & 0x3FFFFF) * 512 :][:512]
        if len(page) == 512:
            for start, end, data in _page_runs(page, paragraphs):
                if data not in cached:
                    cached[data] = _paragraph(data, far) if paragraphs else read_properties(data)
                found[start] = (end, cached[data])
    starts = sorted(found)
    return Runs(starts, [found[start][0] for start in starts], [found[start][1] for start in starts])


def _page_runs(page: bytes, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    count, width = page[511], 13 if paragraphs else 1
    if 4 * (count + 1) + count * width > 511:
        return
    bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
    for place in range(count):
        at = page[4 * (count + 1) + place * width] * 2
        data = b""
        if at and paragraphs:
            size, skip = (page[at] * 2 - 1, 1) if page[at] else (page[at + 1] * 2 if at < 510 else 0, 2)
            data = page[at + skip : at + skip + size]
        elif at:
            data = page[at + 1 : at + 1 + page[at]]
        yield bounds[place], bounds[place + 1], data


def _paragraph(data: bytes, far: bytes) -> Properties:
    style = {P_STYLE: struct.unpack_from("<H", data)[0]} if len(data) >= 2 else {}
    found = style | read_properties(data[2:])
    for at in [found.pop(number) for number in _ELSEWHERE if number in found]:
        if at + 2 <= len(far):
            (size,) = struct.unpack_from("<H", far, at)
            found |= read_properties(far[at + 2 : at + 2 + size])
    return found
