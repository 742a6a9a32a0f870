"""Runs of a binary Word file, put together as the body of a .docx: paragraphs, table rows, fields, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from importers.containers import binary_properties as props
from importers.containers.binary_lists import node, numbers
from importers.containers.binary_properties import Properties
from importers.containers.word_drawings import BLIP, OLE_OBJECT, REL
from importers.draft import Unreadable
from importers.numbering import W

_COLOURS = (
    "auto", "000000", "0000FF", "00FFFF", "00FF00", "FF00FF", "FF0000", "FFFF00", "FFFFFF", "000080", "008080", "008000",
    "800080", "800000", "808000", "808080", "C0C0C0",
)  # fmt: skip
_FIELD, _RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_PICTURE, _DRAWN, _SYMBOL = "\x01", "\x08", "("
_TEXT = re.compile("([\x00-\x08\x0b-\x1f])")
_SIGNS = {"\x0b": "br", "\x0c": "br", "\x0e": "br", "\x1e": "noBreakHyphen"}
_RAISED = {1: "superscript", 2: "subscript"}
_ON = frozenset({1, 0x81})
_EMBEDDED = "这个文件嵌入了其他文件或控件，未读取，请删去嵌入的对象后再上传。"


class Beyond(Exception):
    """The file holds what this reader does not read."""


class Composer:
    """Takes the runs in order; `body` holds what they make. `picture` names the picture at an offset."""

    def __init__(self, picture: Callable[[int], str | None]) -> None:
        self.body = node("body")
        self._picture = picture
        self._runs: list[etree._Element] = []
        self._fields: list[
            str | None
        ] = []  # the instruction of each open field; None once its result has begun
        self._cell: list[etree._Element] = []
        self._cells: list[etree._Element] = []
        self._table: etree._Element | None = None

    def add(self, text: str, run: Properties, paragraph: Properties | None) -> None:
        """A run; `paragraph` is given with the one that ends a paragraph, by its last character."""
        mark = ""
        if paragraph is not None:
            text, mark = text[:-1], text[-1]
        if text:
            self._add_run(text, run)
        if paragraph is not None:
            self._end_paragraph(paragraph, mark)

    def finish(self) -> None:
        """What stands behind the last mark is kept too."""
        if self._runs:
            self._end_paragraph({}, "\r")
        if self._cell or self._cells:
            self._end_row()

    def _add_run(self, text: str, properties: Properties) -> None:
        inside: list[etree._Element] = []
        for piece in _TEXT.split(text):
            if piece == _FIELD:
                self._fields.append("")
            elif piece == _RESULT:
                inside += self._begin_result()
            elif piece == _FIELD_END:
                inside += self._end_field()
            elif not self._is_instruction(piece):
                inside += self._content(piece, properties)
        if not inside:
            return
        deleted = properties.get(props.C_DELETED) in _ON
        made = node("r", *_formatting(properties), *inside)
        if deleted:
            for element in made.iter(W + "t"):
                element.tag = W + "delText"
        self._runs.append(node("del", made) if deleted else made)

    def _is_instruction(self, piece: str) -> bool:
        """Whether a piece belongs to the instruction of an open field, which nobody sees; it is noted there."""
        for at in reversed(range(len(self._fields))):
            said = self._fields[at]
            if said is not None:
                self._fields[at] = said + piece
                return True
        return False

    def _begin_result(self) -> list[etree._Element]:
        """An embedded object: a formula is named by its own sign, with its picture; anything else is refused."""
        if not self._fields or self._fields[-1] is None:
            return []
        kind, _, name = self._fields[-1].strip().partition(" ")
        self._fields[-1] = None
        if kind.upper() != "EMBED":
            return []
        if not name.strip().startswith("Equation"):
            raise Unreadable(_EMBEDDED, "embedded")
        self._fields[-1] = "EMBED"  # its picture is no text
        made = etree.Element(OLE_OBJECT)
        made.set("ProgID", "Equation")
        return [node("object", made)]

    def _end_field(self) -> list[etree._Element]:
        """A field that drew what its instruction says leaves it as a field of one run, for the walk to tell."""
        said = self._fields.pop() if self._fields else None
        if not said or not said.strip().lower().startswith("eq"):
            return []
        instruction = node("instrText")
        instruction.text = said
        return [node("fldChar", fldCharType="begin"), instruction, node("fldChar", fldCharType="end")]

    def _content(self, piece: str, properties: Properties) -> Iterator[etree._Element]:
        special = properties.get(props.C_SPECIAL) in _ON
        if piece == _DRAWN and special:
            raise Beyond
        if piece == _PICTURE:
            if special and (name := self._picture(properties.get(props.C_PICTURE, -1))):
                blip = etree.Element(BLIP)
                blip.set(REL + "embed", name)
                yield node("drawing", blip)
        elif piece in _SIGNS:
            yield node(_SIGNS[piece])
        elif piece == _SYMBOL and special and props.C_SYMBOL in properties:
            yield node("sym", char=f"{properties[props.C_SYMBOL] >> 16:04X}")
        elif piece and not _TEXT.match(piece):
            made = node("t")
            made.text = piece
            yield made

    def _end_paragraph(self, properties: Properties, mark: str) -> None:
        if properties.get(props.P_DEPTH, 1) > 1:
            raise Beyond  # a table in a table
        in_table = bool(properties.get(props.P_IN_TABLE))
        if in_table and properties.get(props.P_ROW_END):
            self._runs = []
            self._end_row()
            return
        style = properties.get(props.P_STYLE)
        said = [node("pStyle", val=style)] if style is not None else []
        said += _fill(properties.get(props.P_SHADED, 0))
        paragraph = node("p", node("pPr", *said, *numbers(properties)), *self._runs)
        self._runs = []
        if not in_table:
            if self._cell or self._cells:
                raise Beyond  # cells without the end of their row
            self._table = None
            self.body.append(paragraph)
            return
        self._cell.append(paragraph)
        if mark == "\x07":
            self._cells.append(node("tc", *self._cell))
            self._cell = []

    def _end_row(self) -> None:
        if self._cell:
            self._cells.append(node("tc", *self._cell))
        if self._cells:
            if self._table is None:
                self._table = node("tbl")
                self.body.append(self._table)
            self._table.append(node("tr", *self._cells))
        self._cell, self._cells = [], []


def _formatting(properties: Properties) -> list[etree._Element]:
    """The `w:rPr` of a run, as far as it tells something: hidden text, and what stands out."""
    said = []
    if props.C_STYLE in properties:
        said.append(node("rStyle", val=properties[props.C_STYLE]))
    if (hidden := properties.get(props.C_HIDDEN)) is not None:
        said.append(node("vanish", val=int(hidden in _ON)))
    if properties.get(props.C_BOLD) in _ON:
        said.append(node("b"))
    if properties.get(props.C_UNDERLINE):
        said.append(node("u", val="single"))
    if properties.get(props.C_HIGHLIGHT):
        said.append(node("highlight", val="yellow"))
    index, colour = properties.get(props.C_COLOUR_INDEX), properties.get(props.C_COLOUR)
    if colour is not None and colour >> 24 == 0:
        said.append(node("color", val=colour.to_bytes(4, "little")[:3].hex().upper()))
    elif index is not None and index < len(_COLOURS):
        said.append(node("color", val=_COLOURS[index]))
    said += _fill(properties.get(props.C_SHADED, 0))
    if raised := _RAISED.get(properties.get(props.C_RAISED, 0)):
        said.append(node("vertAlign", val=raised))
    return [node("rPr", *said)] if said else []


def _fill(shading: int) -> list[etree._Element]:
    """The `w:shd` of a run or a paragraph: five bits of its number name the colour of the fill."""
    colour = shading >> 5 & 0x1F
    return [node("shd", fill=_COLOURS[colour])] if 0 < colour < len(_COLOURS) else []
