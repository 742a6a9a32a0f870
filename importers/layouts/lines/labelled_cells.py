"""Rows whose cells say themselves what they are: 3512 | 甲证由谁发放（ ）。 | 正确答案：B | A.甲局 | B.乙局, parted by tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.shapes import ANSWER, OPTION
from importers.normalise import fold

# A bar between blanks before one without, which texts hold too (“甲|乙”).
_BETWEEN = (re.compile(r"\t+"), re.compile(r"(?<!\S)[|｜](?!\S)"), re.compile(r"[|｜]"))
_ANSWER_CELL = re.compile(rf"\s*\[?(?:正确|参考|标准)?答案\]?\s*:?\s*{ANSWER}[\s。.]*")
_ANSWER_LABEL = re.compile(r"\s*\[?(?:正确|参考|标准)?答案(?:\]\s*:?|\s*:)\s*\S")
_FEWEST, _NEARLY_ALL = 3, 0.8


def labelled_cells_on_lines(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines; where nearly all are such rows, each cell on a line of its own, so that the layouts of records read them."""
    sign = between_labelled([line.text for line in lines])
    if sign is None:
        return list(lines), []
    return [cell for line in lines for cell in (_cells(line, sign) if _answers(line, sign) else (line,))], []


def between_labelled(texts: Sequence[str]) -> re.Pattern[str] | None:
    """What stands between the cells of such rows; None where not nearly all lines are rows."""
    filled = sum(text.strip() != "" for text in texts)
    for sign in _BETWEEN:
        rows = sum(sign.search(text) is not None and _is_row(sign.split(text)) for text in texts)
        if rows >= max(_FEWEST, _NEARLY_ALL * filled):
            return sign
    return None


def _answers(line: Line, sign: re.Pattern[str]) -> bool:
    """Whether a cell behind what is asked says that it is the answer: so also statements and essays have it beside the rows."""
    return any(_ANSWER_LABEL.match(fold(cell)) for cell in sign.split(line.text)[1:])


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
    return sorted(filled, key=lambda cell: _ANSWER_LABEL.match(fold(cell.text)) is not None)
