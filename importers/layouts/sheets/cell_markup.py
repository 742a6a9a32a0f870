"""Cells that hold a piece of a web page (<p>国家秘密分为<br/>…</p>): their text, with the breaks as line breaks.

Questions about web pages name such tags too. So tags are taken away only where most cells with tags hold them as an editor
of web pages writes them, around the whole text or between two lines, and never the whole of a cell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from importers.containers.blocks import Grid, Row

# The tags of running text alone: 若 a<b 则 … and <HTML> as the subject of a question stay.
_BREAK = re.compile(r"[ \t]*(?:<br\s*/?>|</(?:p|div)>)[ \t]*", re.I)
_TAG = re.compile(r"</?(?:p|div|span|strong|font)(?:\s[^<>]*)?>", re.I)
_ANY = re.compile(r"<[a-z/][^<>]*>|&nbsp;", re.I)
_EDITED = re.compile(
    r"\s*<(p|div|span)(?:\s[^<>]*)?>.*[^<>\s].*</\1>\s*|.*[^\s>]<br\s*/?>\s*[^\s<].*", re.I | re.S
)
_OWN_BREAK = re.compile(r"[ \t]*\{break\}[ \t]*")  # of a template; no question is about it


def plain(grid: Grid) -> Grid:
    """The grid without the tags of running text in its cells."""
    tagged = [cell for row in grid.rows for cell in row.cells if _ANY.search(cell)]
    edited = sum(_EDITED.fullmatch(cell) is not None for cell in tagged) * 2 > len(tagged)
    return replace(grid, rows=tuple(_plain_row(row, edited) for row in grid.rows))


def _plain_row(row: Row, edited: bool) -> Row:
    cells = tuple(_plain_cell(cell, edited) for cell in row.cells)
    return row if cells == row.cells else Row(cells, row.place)


def _plain_cell(cell: str, edited: bool) -> str:
    text = _OWN_BREAK.sub("\n", cell)
    if edited:
        text = _TAG.sub("", _BREAK.sub("\n", text)).replace("&nbsp;", " ")
    text = cell if text == cell else text.strip("\n")
    return text if text.strip() else cell
