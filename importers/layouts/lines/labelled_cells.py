"""Rows whose cells say themselves what they are: 3512 | 甲证由谁发放（ ）。 | 正确答案：B | A.甲局 | B.乙局, parted by tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.shapes import ANSWER, OPTION
from importers.normalise import fold

_BETWEEN = (re.compile(r"\t+"), re.compile(r"[|｜]"))
_ANSWER_CELL = re.compile(rf"\s*\[?(?:正确|参考|标准)?答案\]?\s*:?\s*{ANSWER}[\s。.]*")
_FEWEST, _NEARLY_ALL = 3, 0.8


def labelled_cells_on_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines; where nearly all are such rows, each cell on a line of its own, so that the layouts of records read them."""
    for sign in _BETWEEN:
        if rows := labelled_rows([line.text for line in lines], sign):
            return [
                cell
                for at, line in enumerate(lines)
                for cell in (_cells(line, sign) if at in rows else (line,))
            ], []
    return list(lines), []


def labelled_rows(texts: Sequence[str], sign: re.Pattern[str]) -> set[int]:
    """The lines that are such rows, with `sign` between the cells; none where not nearly all lines are."""
    rows = {at for at, text in enumerate(texts) if sign.search(text) and _is_row(sign.split(text))}
    filled = sum(text.strip() != "" for text in texts)
    return rows if len(rows) >= max(_FEWEST, _NEARLY_ALL * filled) else set()


def _is_row(cells: Sequence[str]) -> bool:
    """Whether one cell is the answer and others are options, behind what is asked."""
    folded = [fold(cell) for cell in cells]
    answers = [at for at, cell in enumerate(folded) if _ANSWER_CELL.fullmatch(cell)]
    options = [at for at, cell in enumerate(folded) if OPTION.match(cell)]
    return len(answers) == 1 and options != [] and min(answers + options) > 0


def _cells(line: Line, sign: re.Pattern[str]) -> list[Line]:
    """The filled cells, the answer last: the first option may stand behind the stem in its cell."""
    bounds = [0, *(at for match in sign.finditer(line.text) for at in match.span()), len(line.text)]
    cells = [
        line.without(end, len(line.text)).without(0, begin) for begin, end in list(pairwise(bounds))[::2]
    ]
    filled = [cell for cell in cells if cell.text.strip()]
    return sorted(filled, key=lambda cell: _ANSWER_CELL.fullmatch(fold(cell.text)) is not None)
