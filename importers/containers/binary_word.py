"""Word's binary files (.doc of Word 97 and later, also saved in haste), read piece by piece (MS-DOC).

What is found is put together as the body of a .docx and walked like one, so that numbers, tables, tracked changes, hidden text,
emphasis, fields and pictures are read by the same code. `Beyond` is raised for what this reader does not do: text boxes,
floating drawings, nested tables, Word 95.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from importers.containers.binary_body import Beyond, Composer
from importers.containers.binary_lists import numbering_part, styles_part
from importers.containers.binary_pictures import picture_at
from importers.containers.binary_properties import Properties, piece_properties, read_runs
from importers.containers.blocks import Contents
from importers.containers.compound import Broken, Compound
from importers.containers.word import ornaments, styles_with, walked
from importers.containers.word_walk import Walk
from importers.draft import Place, Skipped, Unreadable
from importers.normalise import tidy
from importers.numbering import Numbering

_WORD_97 = 0x00C1
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_TO_MARKS = re.compile(r"[^\r\x07]*[\r\x07]|[^\r\x07]+")
_PARTS = ("脚注", "页眉页脚", "", "批注", "尾注")
# Places in the list of offsets and lengths (FibRgFcLcb97).
_STYLES, _CHARACTER_RUNS, _PARAGRAPH_RUNS, _CLX, _LISTS, _LIST_USES = 1, 12, 13, 33, 73, 74
_EMBEDDED = "这个文件嵌入了其他文件或控件，未读取，请删去嵌入的对象后再上传。"


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    offset: int
    width: int
    own: Properties


@dataclass(frozen=True, slots=True)
class _Parts:
    """A document as parts of a .docx, what stands outside of its body as (part, text), and its pictures by their names."""

    body: etree._Element
    numbering: etree._Element
    styles: etree._Element
    outside: tuple[tuple[str, str], ...]
    pictures: dict[str, bytes]


def read(data: bytes) -> Contents:
    """The contents of a .doc file. Raises `Beyond`, also where it does not hold together; Unreadable where it is refused."""
    try:
        compound = Compound(data)
        _refuse_embedded(compound)
        found = _Document(compound).read()
    except (Broken, struct.error, IndexError, ValueError) as error:
        raise Beyond from error
    walk = Walk(
        Numbering(found.numbering, found.styles),
        styles_with(found.styles, "vanish"),
        styles_with(found.styles, None),
        ornaments(found.body),
        lambda _: None,
        part=found.pictures.get,
    )
    outside = (Skipped(Place(part=part), tidy(text), part) for part, text in found.outside)
    return walked(found.body, walk, outside)


def _refuse_embedded(compound: Compound) -> None:
    if compound.names() & {"\x01Ole10Native", "Package", "CONTENTS"}:
        raise Unreadable(_EMBEDDED, "embedded")


class _Document:
    def __init__(self, compound: Compound) -> None:
        self._main = compound.stream("WordDocument")
        self._data = compound.stream("Data")
        magic, version = struct.unpack_from("<HH", self._main, 0)
        (flags,) = struct.unpack_from("<H", self._main, 0x0A)
        if flags & _ENCRYPTED:
            raise Unreadable("这个文件加了密码，请去掉密码后再上传。", "encrypted")
        if magic != 0xA5EC or version < _WORD_97:
            raise Beyond
        self._table = compound.stream("1Table" if flags & _OTHER_TABLE else "0Table")
        self._lengths = struct.unpack_from("<8I", self._main, 0x4C)
        if self._lengths[6]:
            raise Beyond  # text boxes
        self._lists: list[bytes] = []
        self._pieces = list(self._read_pieces())
        if sum(piece.end - piece.start for piece in self._pieces) > len(self._main):
            raise Broken  # pieces that name the same text over and over
        self._characters = read_runs(self._main, self._slice(_CHARACTER_RUNS), False)
        self._paragraphs = read_runs(self._main, self._slice(_PARAGRAPH_RUNS), True, self._data)
        self._pictures: dict[str, bytes] = {}

    def _span(self, place: int) -> tuple[int, int]:
        start, size = struct.unpack_from("<II", self._main, 154 + 8 * place)
        return start, size

    def _slice(self, place: int) -> bytes:
        start, size = self._span(place)
        return self._table[start : start + size]

    def _read_pieces(self) -> Iterator[_Piece]:
        """The pieces of text in the order of the document, not of the file (Clx)."""
        data, at = self._slice(_CLX), 0
        while data[at] == 1:
            (size,) = struct.unpack_from("<H", data, at + 1)
            self._lists.append(data[at + 3 : at + 3 + size])
            at += 3 + size
        if data[at] != 2:
            raise Broken
        (size,) = struct.unpack_from("<I", data, at + 1)
        at += 5
        count = (size - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", data, at)
        for place in range(count):
            said, prm = struct.unpack_from("<IH", data, at + 4 * (count + 1) + 8 * place + 2)
            narrow = bool(said & 0x40000000)
            offset = (said & 0x3FFFFFFF) // 2 if narrow else said & 0x3FFFFFFF
            own = piece_properties(prm, self._lists) if prm else {}
            yield _Piece(bounds[place], bounds[place + 1], offset, 1 if narrow else 2, own)

    def read(self) -> _Parts:
        composer = Composer(self._picture)
        for text, properties, paragraph in self._runs(0, self._lengths[0]):
            composer.add(text, properties, paragraph)
        composer.finish()
        numbering = numbering_part(self._table, self._span(_LISTS), self._span(_LIST_USES))
        styles = styles_part(self._slice(_STYLES))
        return _Parts(composer.body, numbering, styles, tuple(self._outside()), self._pictures)

    def _runs(self, start: int, end: int) -> Iterator[tuple[str, Properties, Properties | None]]:
        """Runs of equal formatting; the last of a paragraph ends with its mark and brings the paragraph's properties."""
        for piece in self._pieces:
            first, last = max(piece.start, start), min(piece.end, end)
            if first >= last:
                continue
            low, high = (piece.offset + (at - piece.start) * piece.width for at in (first, last))
            while low < high:
                paragraph, stop = self._paragraphs.at(low)
                stop = min(stop, high) if stop > low else high
                yield from self._formatted(piece, low, stop, paragraph)
                low = stop

    def _formatted(
        self, piece: _Piece, low: int, stop: int, paragraph: Properties
    ) -> Iterator[tuple[str, Properties, Properties | None]]:
        for start, end, own in self._characters.within(low, stop):
            text = self._text(piece, start, end)
            formatting = {**own, **piece.own} if piece.own else own
            for part in _TO_MARKS.findall(text):
                marked = part[-1] in "\r\x07" or (part[-1] == "\x0c" and end == stop and text.endswith(part))
                yield part, formatting, {**paragraph, **piece.own} if marked else None

    def _text(self, piece: _Piece, start: int, end: int) -> str:
        data = self._main[start:end]
        return data.decode("cp1252", "replace") if piece.width == 1 else data.decode("utf-16-le", "replace")

    def _outside(self) -> Iterator[tuple[str, str]]:
        """Footnotes, headers, remarks: texts after the body, in this order."""
        start = self._lengths[0]
        for name, length in zip(_PARTS, self._lengths[1:6], strict=True):
            text = "".join(text for text, _, _ in self._runs(start, start + length))
            seen = "".join(char if char.isprintable() else "\n" for char in text)
            if name and seen.strip():
                yield name, seen
            start += length

    def _picture(self, at: int) -> str | None:
        """The name of the picture at an offset of the data stream; None where it is none."""
        found = picture_at(self._data, at)
        if found is None:
            return None
        name = f"picture{at}"
        self._pictures[name] = found
        return name
