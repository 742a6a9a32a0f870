"""Tables whose rows are the options of one question: a label, its text, perhaps a mark before the label of the right ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from importers.containers.blocks import Grid, Line, Row
from importers.draft import Skipped
from importers.normalise import fold, tidy

_LABEL = re.compile(r"\s*[(\[]?\s*([A-La-l])\s*[.、:)\]]*\s*")
_MARK = re.compile(r"\s*(?:[*★√✓✔☑✅]\ufe0f?|正确(?:答案)?|答案)\s*")
_TICK = re.compile(r"\s*[√✓✔☑✅]\ufe0f?\s*")  # behind the text too
_HEAD = re.compile(
    r"\s*(?:编号|序号|标号|标记|选项|选项编号|选项内容|内容|答案|是否正确|正确|option|text)?\s*", re.I
)


@dataclass(frozen=True, slots=True)
class _Option:
    """The cells of one row: which holds the label, which the text, and whether a mark says it is right."""

    row: Row
    letter: str
    label: int
    text: int
    marked: bool

    def line(self) -> Line:
        """`A. ` and the text, behind a tick where the row is marked; what stands out in the row, stands out in the line."""
        cell = self.row.cells[self.text]
        text = tidy(cell.replace("\n", " "))
        lead = f"{self.letter}. " + ("√ " if self.marked else "")
        start = len(cell) - len(cell.lstrip())
        spans = self.row.spans(self.text, start, len(cell), len(lead))
        inside = tuple((low, min(high, len(lead + text)), kind) for low, high, kind in spans)
        return Line(lead + text, self.row.place, inside)


def option_lines(grid: Grid) -> tuple[list[Line], list[Skipped]] | None:
    """A line for each option, and the heads of the columns as pieces; None for any other table."""
    found: list[_Option] = []
    heads: list[Skipped] = []
    for row in grid.rows:
        if option := _option(row):
            found.append(option)
        elif not found and all(_HEAD.fullmatch(fold(cell)) for cell in row.cells):
            heads.append(Skipped(row.place, "    ".join(filter(None, map(tidy, row.cells))), "表格的表头"))
        else:
            return None
    letters = "".join(option.letter for option in found)
    one_column = len({(option.label, option.text) for option in found}) == 1
    if len(found) < 2 or not one_column or not "ABCDEFGHIJKL".startswith(letters):
        return None
    return [option.line() for option in found], [head for head in heads if head.text]


def _option(row: Row) -> _Option | None:
    """The option that a row is; None where it holds anything else."""
    filled = [at for at, cell in enumerate(row.cells) if cell.strip()]
    labels = [at for at in filled if _LABEL.fullmatch(fold(row.cells[at]))]
    if not labels:
        return None
    label = labels[0]
    marks = [at for at in filled if at < label]
    rest = [at for at in filled if at > label]
    if len(rest) > 1 and _TICK.fullmatch(fold(row.cells[rest[-1]])):
        marks.append(rest.pop())
    if len(rest) != 1 or any(not _MARK.fullmatch(fold(row.cells[at])) for at in marks):
        return None
    match = _LABEL.fullmatch(fold(row.cells[label]))
    return _Option(row, match[1].upper(), label, rest[0], bool(marks)) if match else None
