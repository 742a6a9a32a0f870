"""The account of a reading: every visible character of the file is found again in what was made of it.

Running text is accounted for line by line, a sheet row by row, a key as a whole.

Characters are counted, not compared in order, for a reader takes a text apart and puts it together anew: the answer stands
before the options or behind them. Letters, digits and signs (√) count; punctuation, brackets and blanks do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from importers.containers.blocks import Grid, Line, Row
from importers.draft import Place, Problem, Skipped
from importers.normalise import fold
from importers.problems import problem

_NO_WORD = re.compile(r"[^\w√×✓✔✗✘☑■□☐]|_")
_SHOWN = 40
# Headings of the rows and columns of a key, for which its lines have signs of their own.
_HEADING = re.compile("选项[a-l]?|题号|题目|序号|题序|编号|题型|(?:正确|参考|标准)?答案|(?:正确|标准)选项")
_KEY_WORDS = re.compile(
    "第|题|项|[至到]|(?:参考|正确|标准)?答案(?:以?[及与和])?|(?:解析|详解)(?:以?[及与和](?=答案))?"
)


def counted(text: str) -> str:
    """The characters of `text` that the account counts, in one width and case, accents apart: each for itself, wherever
    it stands. A cross may be written as x."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKD", fold(text)).casefold()).replace("×", "x")


def remainder(text: str, told: Iterable[str]) -> str:
    """What of `text` is not among `told`, in the order of the text; empty where the account is even."""
    whole = counted(text)
    said = Counter(counted("".join(told)))
    left = {char: count - said[char] for char, count in Counter(whole).items() if count > said[char]}
    if not left:
        return ""
    missing = []
    for char in reversed(whole):
        if left.get(char, 0) > 0:
            left[char] -= 1
            missing.append(char)
    return "".join(reversed(missing))


def unread(
    flow: Iterable[Line | Grid], used: Iterable[Line], skipped: Iterable[Skipped]
) -> Iterator[Problem]:
    """A problem for each place of `flow` whose text went neither into a question or key (`used`) nor was skipped by name."""
    read: dict[Place, list[str]] = {}
    for place, text in (
        *((line.place, line.text) for line in used),
        *((piece.place, piece.text) for piece in skipped),
    ):
        read.setdefault(place, []).append(text)
    found: dict[Place, list[str]] = {}
    for place, text in _texts(flow):
        found.setdefault(place, []).append(text)
    for place, texts in found.items():
        if texts == read.get(place):  # as nearly every line is
            continue
        if rest := remainder("".join(texts), read.get(place, ())):
            yield untold(rest, place)


def unread_rows(
    grid: Grid, kept: Grid, told: Iterable[tuple[Place, str]], named: Container[int]
) -> Iterator[Problem]:
    """A problem for each row of a sheet with text that is told nowhere.

    `kept` are the rows that were read, to which others may have been joined; `told` is what questions and pieces hold of them,
    by their places; `named` are columns that were named as a whole.
    """
    said: dict[Place, list[str]] = {}
    for place, text in told:
        said.setdefault(place, []).append(text)
    held: dict[Place, list[str]] = {}
    owner: Row | None = None
    own = {row.place: row for row in kept.rows}
    for row in grid.rows:
        owner = own.get(row.place, owner) or row
        above = () if owner.place == row.place else owner.cells
        cells = [
            cell for at, cell in enumerate(row.cells)
            # a cell merged over several rows stands in each of them
            if at not in named and not (at < len(above) and above[at] == cell)
        ]  # fmt: skip
        held.setdefault(owner.place, []).extend(cells)
    for place, cells in held.items():
        if rest := remainder("".join(cells), said.get(place, ())):
            yield untold(rest, place)


def unread_cells(grid: Grid, lines: Iterable[Line]) -> Iterator[Skipped]:
    """The text of a table, row by row, that is in none of the lines made of it; words that head a key have signs there."""
    told = [line.text for line in lines]
    rows = [
        (row.place, [cell for cell in row.cells if not _HEADING.fullmatch(counted(cell))])
        for row in grid.rows
    ]
    if remainder("".join(cell for _, cells in rows for cell in cells), told):
        for place, cells in rows:
            if rest := remainder("".join(cells), told):
                yield Skipped(place, rest, "表格里没有用到的文字")


def unread_in_key(lines: Sequence[Line], told: Iterable[str]) -> Iterator[Problem]:
    """A problem for a key with text that no answer, heading, explanation or problem of it holds, at the line that has most of that."""
    rest = remainder(_KEY_WORDS.sub("", "\n".join(line.text for line in lines)), told)
    if rest:
        line = max(lines, key=lambda line: len(set(rest) & set(counted(line.text))))
        yield untold(rest, line.place)


def untold(rest: str, place: Place) -> Problem:
    """That `rest` is told nowhere else."""
    shown = rest if len(rest) <= _SHOWN else rest[:_SHOWN] + "…"
    return problem("text-unread", f"{place.in_words()}的“{shown}”没有读入，请核对。", place)


def _texts(flow: Iterable[Line | Grid]) -> Iterator[tuple[Place, str]]:
    for block in flow:
        if isinstance(block, Line):
            yield block.place, block.text
        else:
            for row in block.rows:
                yield from ((row.place, cell) for cell in row.cells)
