"""Cells of a sheet, and which of them can take a remark."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from importers.addresses import column_name

Cell = tuple[int, int]
"""Row and column, from 1."""

_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_LAST_COLUMN = 16_384


def cell_of(name: str) -> Cell:
    """`C5` as (5, 3); what names no cell is the first one."""
    match = _NAME.fullmatch(name)
    if not match:
        return 1, 1
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def name_of(cell: Cell) -> str:
    row, column = cell
    return f"{column_name(column)}{row}"


@dataclass(frozen=True, slots=True)
class Covered:
    """The cells that take no remark: they have a comment of somebody, or lie under a merged one."""

    commented: frozenset[Cell]
    merged: tuple[tuple[Cell, Cell], ...]

    @classmethod
    def of(cls, sheet: etree._Element, comments: etree._Element) -> Covered:
        taken = (
            cell_of(comment.get("ref") or "") for comment in comments.iterfind("{*}commentList/{*}comment")
        )
        ranges = (
            (merged.get("ref") or "").partition(":")
            for merged in sheet.iterfind("{*}mergeCells/{*}mergeCell")
        )
        return cls(
            frozenset(taken), tuple((cell_of(first), cell_of(last)) for first, _, last in ranges if last)
        )

    def nearest_free(self, wanted: Cell) -> Cell:
        """The wanted cell, or the next one to its right that takes a remark."""
        row, column = wanted
        while column < _LAST_COLUMN and self._is_taken((row, column)):
            column += 1
        return row, column

    def _is_taken(self, cell: Cell) -> bool:
        return cell in self.commented or any(
            cell != first and first[0] <= cell[0] <= last[0] and first[1] <= cell[1] <= last[1]
            for first, last in self.merged
        )
