"""Markdown (.md): its signs are taken off, its tables become grids, its bold text keeps its emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from importers.containers import plain_text
from importers.containers.blocks import Contents, Emphasis, Grid, Line, Row, lines_of
from importers.containers.figures import PICTURE
from importers.draft import Skipped, Unreadable
from importers.safety import Limits

_TITLE = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)", re.M)
_BOLD_ENTRY = re.compile(r"^\s*(?:[-*+]|\d+[.)]|[A-L][.)])\s*\*\*\S|^\s*\*\*\s*(?:\d+|[A-L])\s*[.、]", re.M)
_RULE = re.compile(r"^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$")
_TABLE_RULE = re.compile(r"^\s*\|\s*:?-{3,}:?\s*\|", re.M)
_LEAD = re.compile(r"^\s*(?:>\s*)*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?)?")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^()\n]*\)")
_TAG = re.compile(r"</?(?:details|summary|br|p|div|span|b|i|u|strong|em|font|center|sub|sup)\b[^>\n]*>", re.I)
_FENCE = re.compile(r"^\s*(?:```|~~~)\w*\s*$")


def is_markdown(data: bytes) -> bool:
    """Titles with #, tables with a rule, or numbers and labels in bold."""
    return any(pattern.search(_text(data)) for pattern in (_TITLE, _TABLE_RULE, _BOLD_ENTRY))


def has_table(data: bytes) -> bool:
    return _TABLE_RULE.search(_text(data)) is not None


def _text(data: bytes) -> str:
    try:
        return plain_text.decode(data)[0]
    except Unreadable:
        return ""


def read(path: Path, limits: Limits) -> Contents:
    """The lines and tables of a Markdown file."""
    plain = plain_text.read(path, limits)
    lines = [block for block in plain.flow if isinstance(block, Line)]
    skipped: list[Skipped] = []
    return Contents("text", tuple(_blocks(lines, skipped)), tuple(skipped), plain.problems)


def _blocks(lines: list[Line], skipped: list[Skipped]) -> Iterator[Line | Grid]:
    at = 0
    while at < len(lines):
        if "|" in lines[at].text and at + 1 < len(lines) and _TABLE_RULE.match(lines[at + 1].text):
            end = at + 2
            while end < len(lines) and "|" in lines[end].text:
                end += 1
            yield Grid("", tuple(_row(line) for line in (lines[at], *lines[at + 2 : end])))
            at = end
            continue
        line = lines[at]
        at += 1
        if _RULE.match(line.text) or _FENCE.match(line.text):
            skipped.append(Skipped(line.place, line.text.strip(), "分隔线"))
        else:
            text = _TAG.sub("", _PICTURE.sub(PICTURE, line.text))
            yield from lines_of(_pieces(text[_lead(text) :]), line.place)


def _lead(text: str) -> int:
    match = _LEAD.match(text)
    return match.end() if match else 0


def _row(line: Line) -> Row:
    inner = line.text.strip().removeprefix("|").removesuffix("|")
    cells = (re.sub(r"<br\s*/?>", "\n", cell).strip() for cell in re.split(r"(?<!\\)\|", inner))
    return Row(tuple("".join(text for text, _ in _pieces(cell)) for cell in cells), line.place)


def _pieces(text: str) -> Iterator[tuple[str, Emphasis]]:
    last = 0
    for match in _BOLD.finditer(text):
        yield _ESCAPE.sub(r"\1", text[last : match.start()]), ""
        yield _ESCAPE.sub(r"\1", match[1]), "bold"
        last = match.end()
    yield _ESCAPE.sub(r"\1", text[last:]), ""
