"""Cells that hold a piece of a web page (<p>国家秘密分为<br/>…</p>): their text, with the breaks as line breaks.

Questions about web pages name such tags too. So tags are taken away only where most cells with tags hold them as an editor
of web pages writes them, around the whole text or between two lines, and never the whole of a cell. Words that are set off
(在<b>最早</b>的学说中) lose their tags where no cell speaks of tags, and no two cells of a row become alike.
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
_SET_OFF = re.compile(r"<(b|i|em|strong|u)>(?=[^<>]*[^\W\d_])([^<>]*)</\1>", re.I)
_OF_TAGS = re.compile(r"html|css|标签|标记|网页|浏览器|代码|元素", re.I)
_OWN_BREAK = re.compile(r"[ \t]*\{break\}[ \t]*")  # of a template; no question is about it


def plain(grid: Grid) -> Grid:
    """The grid without the tags of running text in its cells."""
    tagged = [cell for row in grid.rows for cell in row.cells if _ANY.search(cell)]
    edited = sum(_EDITED.fullmatch(cell) is not None for cell in tagged) * 2 > len(tagged)
    rows = [_plain_row(row, edited) for row in grid.rows]
    if any(_SET_OFF.search(cell) for cell in tagged):
        rows = _without_set_off(rows)
    return replace(grid, rows=tuple(rows))


def _without_set_off(rows: list[Row]) -> list[Row]:
    """The rows, words without the tags that set them off; as they are where the tags may be what a question is about."""
    freed = [
        row if cells == row.cells else Row(cells, row.place)
        for row in rows
        for cells in [tuple(_SET_OFF.sub(r"\2", cell) for cell in row.cells)]
    ]
    for before, after in zip(rows, freed, strict=True):
        alike = len(set(after.cells)) < len(set(before.cells))
        told = before is not after and _OF_TAGS.search(" ".join(before.cells))
        if alike or told or any(map(_ANY.search, after.cells)):
            return rows
    return freed


def _plain_row(row: Row, edited: bool) -> Row:
    cells = tuple(_plain_cell(cell, edited) for cell in row.cells)
    return row if cells == row.cells else Row(cells, row.place)


def _plain_cell(cell: str, edited: bool) -> str:
    text = _OWN_BREAK.sub("\n", cell)
    if edited:
        text = _TAG.sub("", _BREAK.sub("\n", text)).replace("&nbsp;", " ")
    text = cell if text == cell else text.strip("\n")
    return text if text.strip() else cell
