"""The body of a Word file, walked by hand: every visible character, in the order in which it is read.

The common libraries each drop something without a word: tracked insertions, smart tags, content controls, text boxes,
fields, automatic numbers. Tracked changes are read as accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from importers.containers.blanks import drawn, underlined
from importers.containers.blocks import Contents, Emphasis, Grid, Line, Row, Span, lines_of
from importers.containers.formulas import M, to_mathml
from importers.containers.word_drawings import ALTERNATIVES, REL, alternative, read_drawing
from importers.containers.word_fields import control_box, drawn_by, form_box
from importers.containers.word_notes import REFERENCES, key_of
from importers.containers.word_runs import (
    emphasis_of,
    is_on,
    is_shaded,
    is_underlined,
    merged_downwards,
    shown,
    span_of,
    symbol,
)
from importers.containers.word_walk import Walk
from importers.draft import Place, Skipped
from importers.normalise import tidy
from importers.numbering import Numbering, W
from importers.problems import problem

_RESULT = "\x14"
_P, _TBL, _CHUNK, _R, _T = (W + name for name in ("p", "tbl", "altChunk", "r", "t"))
_PPR, _RPR, _INSTRUCTION, _FIELD = (W + name for name in ("pPr", "rPr", "instrText", "fldChar"))
_STYLE, _RUN_STYLE, _VALUE, _VANISH = (W + name for name in ("pStyle", "rStyle", "val", "vanish"))
_GONE = {W + "del", W + "moveFrom"}
_FORMULAS = {M + "oMath", M + "oMathPara"}
_SIGNS = {
    W + name: sign
    for name, sign in (("tab", "\t"), ("ptab", "\t"), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-"))
}
_DRAWN = {W + "drawing", W + "pict", W + "object"}
_CONTROL = W + "sdt"
_SET = {_PPR, _RPR, W + "sdtPr"}


def blocks(parent: etree._Element, walk: Walk) -> Iterator[Line | Grid]:
    for element in parent:
        tag = element.tag
        if tag == _P:
            yield from _paragraph(element, walk)
        elif tag == _TBL:
            yield _table(element, walk)
        elif tag == _CHUNK:
            yield from _chunk(element, walk)
        elif tag == ALTERNATIVES:
            yield from blocks(alternative(element), walk)
        elif tag in _GONE:
            _note_deleted(element, walk)
        elif tag == _R or tag in _FORMULAS:
            yield from _loose(element, walk)
        elif isinstance(tag, str) and not tag.endswith("Pr"):  # whatever wraps paragraphs
            yield from blocks(element, walk)


def paragraphs(body: etree._Element) -> list[etree._Element]:
    """The elements that places count, in their order: paragraphs, and documents that the body takes in."""
    nothing = frozenset[str]()
    walk = Walk(Numbering(None, None), nothing, nothing, nothing, lambda _: Contents("word", ()))
    for _block in blocks(body, walk):
        pass
    return walk.elements


def _paragraph(element: etree._Element, walk: Walk) -> Iterator[Line | Grid]:
    walk.elements.append(element)
    place = walk.place
    properties = element.find(_PPR)
    named = properties.find(_STYLE) if properties is not None else None
    style = (named.get(_VALUE) or "") if named is not None else ""
    walk.look = "highlight" if is_shaded(properties) else walk.looks.get(style, "")
    boxes: list[etree._Element] = []
    pieces: list[tuple[str, Emphasis]] = [*_inline(element, walk, boxes)]
    gone = properties is not None and properties.find(f"{_RPR}/{W}del") is not None
    if not gone or any(piece.strip() for piece, _ in pieces):  # a deleted paragraph does not count
        pieces.insert(0, (walk.numbering.label(properties), ""))
        if walk.numbering.lettered:
            walk.lettered[walk.paragraph] = walk.numbering.lettered
    if style in walk.contents_styles:
        text = "".join(piece for piece, _ in pieces)
        if text.strip():
            walk.skipped.append(Skipped(place, tidy(text), "目录"))
    else:
        yield from lines_of(drawn(pieces), place)
    below, walk.below = walk.below, []
    yield from (Line(line, place) for note in below for line in note.split("\n"))
    for box in boxes:
        yield from blocks(box, walk)


def _loose(element: etree._Element, walk: Walk) -> Iterator[Line | Grid]:
    """A run or a formula that no paragraph holds."""
    boxes: list[etree._Element] = []
    yield from lines_of(drawn(_inline([element], walk, boxes)), Place(paragraph=max(walk.paragraph, 1)))
    for box in boxes:
        yield from blocks(box, walk)


def _chunk(element: etree._Element, walk: Walk) -> Iterator[Line | Grid]:
    """Another document that this one takes in: its lines stand here, all at one place, and so does what is told of it."""
    walk.elements.append(element)
    found = walk.chunk(element.get(REL + "id") or "")
    if found is None:
        walk.skipped.append(Skipped(walk.place, "〔嵌入的文档〕", "嵌入的另一份文档，未读入"))
        message = f"{walk.place.in_words()}嵌入了另一份文档，没有读入，请把其中的试题粘贴进正文。"
        walk.problems.append(problem("text-unread", message, walk.place))
        return
    walk.skipped += [
        piece if piece.place.part else replace(piece, place=walk.place) for piece in found.skipped
    ]
    for told in found.problems:
        message = f"{walk.place.in_words()}嵌入的文档：{told.message}"
        walk.problems.append(replace(told, message=message, place=walk.place))
    for block in found.flow:
        if isinstance(block, Line):
            yield Line(block.text, walk.place, block.emphasis)
        else:
            yield Grid(block.name, tuple(Row(row.cells, walk.place, row.emphasis) for row in block.rows))


def _inline(
    parent: Iterable[etree._Element], walk: Walk, boxes: list[etree._Element]
) -> Iterator[tuple[str, Emphasis]]:
    for element in parent:
        tag = element.tag
        if tag == _R:
            yield from _run(element, walk, boxes)
        elif tag in _GONE:
            _note_deleted(element, walk)
        elif tag in _FORMULAS:
            yield _formula(element, walk), ""
        elif tag == ALTERNATIVES:
            yield from _inline(alternative(element), walk, boxes)
        elif tag == _CONTROL and (sign := control_box(element)):
            yield sign, ""
        elif isinstance(tag, str) and tag not in _SET:
            yield from _inline(element, walk, boxes)


def _note_deleted(element: etree._Element, walk: Walk) -> None:
    gone = "".join(str(node.text or "") for node in element.iter(W + "delText", W + "t"))
    if gone.strip():
        walk.deleted.append(Skipped(walk.place, gone, "修订中删除的文字"))


def _run(run: etree._Element, walk: Walk, boxes: list[etree._Element]) -> Iterator[tuple[str, Emphasis]]:
    properties = run.find(_RPR)
    pieces = "".join(_run_pieces(run, properties, walk, boxes))
    if properties is None:
        yield pieces, walk.look
        return
    style, own = properties.find(_RUN_STYLE), properties.find(_VANISH)
    name = (style.get(_VALUE) or "") if style is not None else ""
    if is_on(own) or (own is None and name in walk.hidden_styles):
        if pieces.strip():
            walk.hidden.append(Skipped(walk.place, pieces, "隐藏文字"))
        return
    kind = emphasis_of(properties, walk.looks.get(name, walk.look))
    yield from underlined(pieces, kind) if is_underlined(properties) else [(pieces, kind)]


def _run_pieces(
    run: etree._Element, properties: etree._Element | None, walk: Walk, boxes: list[etree._Element]
) -> Iterator[str]:
    for element in run:
        tag = element.tag
        if tag == _T:
            yield shown(element.text or "", properties)
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == _INSTRUCTION and walk.fields:
            walk.fields[-1] += element.text or ""
        elif tag == _FIELD:
            yield form_box(element) + "".join(_field(element.get(W + "fldCharType") or "", walk))
        elif tag == W + "sym":
            yield symbol(element)
        elif tag == ALTERNATIVES:
            yield from _run_pieces(alternative(element), properties, walk, boxes)
        elif tag in _DRAWN:
            yield from read_drawing(element, walk, boxes)
        elif tag in REFERENCES:
            _take_note(element, walk)
        elif tag == W + "ruby":
            yield from _ruby(element, walk, boxes)
        elif isinstance(tag, str):  # runs within runs
            yield from (piece for piece, _ in _inline([element], walk, boxes))


def _take_note(reference: etree._Element, walk: Walk) -> None:
    noted = key_of(reference)
    if noted in walk.notes:
        walk.told.add(noted)
        walk.below.append(walk.notes[noted])


def _ruby(element: etree._Element, walk: Walk, boxes: list[etree._Element]) -> Iterator[str]:
    """Characters with their reading above them, as 缄（jiān）."""
    for name, shape in (("rubyBase", "{}"), ("rt", "（{}）")):
        part = element.find(W + name)
        text = "".join(piece for piece, _ in _inline(part, walk, boxes)) if part is not None else ""
        yield shape.format(text) if text else ""


def _field(kind: str, walk: Walk) -> Iterator[str]:
    """A field shows its result; one that has none may draw what its instruction says: a formula (EQ)."""
    if kind == "begin":
        walk.fields.append("")
    elif kind == "separate" and walk.fields:
        walk.fields[-1] = _RESULT
    elif kind == "end" and walk.fields:
        yield drawn_by(walk.fields.pop(), walk.figures)


def _formula(element: etree._Element, walk: Walk) -> str:
    mathml, unknown = to_mathml(element)
    return walk.figures.formula(mathml, "有认不出的部分，只读到其中的文字" if unknown else "")


def _table(table: etree._Element, walk: Walk) -> Grid:
    rows = []
    heads: dict[int, str] = {}  # of cells merged downwards, by column
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl"), None) is not table:
            continue
        start = Place(paragraph=walk.paragraph + 1)
        cells: list[str] = []
        held: list[str] = []
        emphasis: list[tuple[Span, ...]] = []
        for cell in row.iter(W + "tc"):
            if next(cell.iterancestors(W + "tr"), None) is row:
                text, spans = _cell(cell, walk)
                more = span_of(cell) - 1
                goes_on = merged_downwards(cell)
                if not goes_on:
                    heads[len(cells)] = text if goes_on is False else ""
                held += [heads.get(len(cells), "") if goes_on else "", *[""] * more]
                cells += [text, *[""] * more]
                emphasis += [spans, *[()] * more]
        above = tuple(held) if any(held) else ()
        rows.append(Row(tuple(cells), start, tuple(emphasis) if any(emphasis) else (), above))
    return Grid("", tuple(rows))


def _cell(cell: etree._Element, walk: Walk) -> tuple[str, tuple[Span, ...]]:
    """The text of a cell and what stands out in it; a table inside is laid out as lines."""
    lines: list[str] = []
    spans: list[Span] = []
    length = 0
    shaded = is_shaded(cell.find(W + "tcPr"))
    for block in blocks(cell, walk):
        if isinstance(block, Line):
            if shaded and block.text:
                spans.append((length, length + len(block.text), "highlight"))
            spans += [(low + length, high + length, kind) for low, high, kind in block.emphasis]
            added = [block.text]
        else:
            added = ["\t".join(row.cells) for row in block.rows]
        lines += added
        length += sum(len(line) + 1 for line in added)
    return "\n".join(lines), tuple(spans)
