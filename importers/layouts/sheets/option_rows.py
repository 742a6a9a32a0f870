"""Sheets with a row for each option, and a column that says whether it is right: a row a question is made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.answers import LETTERS, is_right, letters_of, type_of
from importers.columns import Header
from importers.containers.blocks import Grid, Row
from importers.layouts.evidence import ASKS
from importers.normalise import fold

_FEWEST = 2
_MOST = len(LETTERS) + 1  # rows, with that of the stem


def gathered(grid: Grid, header: Header) -> tuple[Grid, Header]:
    """Grid and header with the rows of one question joined: its options in new columns, the letters of the right ones.

    The rows of a question follow each other; they share its number or stem, or only the first has them. Options may also
    stand below their stem, in its column. Rows of another kind stay as they are. Without columns of options and of
    是否正确 nothing changes.
    """
    if header.labels:
        return grid, header
    if not header.columns("options"):
        grid, header = _apart_from_stems(grid, header)
    options = header.columns("options")
    if not options or not (rights := header.columns("right") or _judging_options(grid, header, options[0])):
        return grid, header
    option, right = options[0], rights[0]
    counted = _without_row_numbers(grid, header)
    groups = _groups(grid.rows[header.row + 1 :], counted, option)
    if all(len(group) == 1 for group in groups):
        return grid, header
    header = replace(counted, fields={**counted.fields, right: "right"})
    width = max(len(row.cells) for row in grid.rows)
    most = min(max((len(group) for group in groups), default=0), len(LETTERS))
    labels = {width + at: LETTERS[at] for at in range(most)}
    answer = width + most
    rows = [*grid.rows[: header.row], _widened(grid.rows[header.row], answer + 1)]
    for group in groups:
        cells = list(_widened(group[0], answer + 1).cells)
        held = [row for row in group if row.cell(option).strip()]
        if len(held) != 1 or is_right(held[0].cell(right)) is not None:
            cells[width : width + len(held[:most])] = [row.cell(option) for row in held[:most]]
            cells[answer] = _answer(group, held, right)
            cells[option] = ""
            for at in header.columns("right"):
                cells[at] = "\n".join(row.cell(at) for row in group)
        rows.append(replace(group[0], cells=tuple(cells)))
    fields = {at: name for at, name in header.fields.items() if at != option}
    fields |= dict.fromkeys(labels, "option")
    return replace(grid, rows=tuple(rows)), replace(
        header, fields={**fields, answer: "answer"}, labels=labels
    )


def _answer(group: Sequence[Row], held: Sequence[Row], right: int) -> str:
    """The letters of the right ones among the rows that hold options; where none is called right or wrong, what the cells say."""
    sides = [is_right(row.cell(right)) for row in held]
    if any(side is not None for side in sides):
        return "".join(letter for letter, side in zip(LETTERS, sides, strict=False) if side)
    return "\n".join(dict.fromkeys(row.cell(right).strip() for row in group if row.cell(right).strip()))


def _judging_options(grid: Grid, header: Header, option: int) -> list[int]:
    """The column of answers where it holds nothing but 是, 否 or ticks, each beside an option, and most rows have no
    stem of their own."""
    answers = header.columns("answer")
    rows = [row for row in grid.rows[header.row + 1 :] if row.cell(option).strip()]
    told = [row for row in grid.rows[header.row + 1 :] if header.text(row, "answer")]
    judged = told and all(
        is_right(header.text(row, "answer")) is not None and row.cell(option).strip() for row in told
    )
    stems = {header.text(row, "stem") for row in rows} - {""}
    return answers if len(answers) == 1 and judged and len(stems) * 2 <= len(rows) else []


def _apart_from_stems(grid: Grid, header: Header) -> tuple[Grid, Header]:
    """Options on rows below their stem, in its column, moved to a column of their own, without what they share with it."""
    stems, rights = header.columns("stem"), header.columns("right") or header.columns("answer")
    if len(stems) != 1 or len(rights) != 1:
        return grid, header
    stem, right, width = stems[0], rights[0], max(len(row.cells) for row in grid.rows)
    alone = _all_in_turn(grid.rows[header.row + 1 :], header, right)
    rows = list(grid.rows)
    moved = False
    for begin in range(header.row + 1, len(rows)):
        end = begin + 1
        while (
            end < len(rows)
            and end - begin <= _MOST
            and (
                rows[end].cell(right).strip()
                if alone
                else _is_below(rows[end], rows[begin], header, stem, right)
            )
        ):
            end += 1
        if not _FEWEST < end - begin <= _MOST or not _answered_once(rows[begin:end], right):
            continue
        moved = True
        for at in range(begin + 1, end):
            cells = [""] * width + [rows[at].cell(stem), header.text(rows[at], "number")]
            cells[right] = rows[at].cell(right)
            rows[at] = replace(rows[at], cells=tuple(cells))
    if not moved:
        return grid, header
    fields = {**header.fields, right: "right", width: "options", width + 1: "right"}
    return replace(grid, rows=tuple(rows)), replace(header, fields=fields)


def _all_in_turn(rows: Sequence[Row], header: Header, right: int) -> bool:
    """Whether a sheet without numbers and types holds nothing but stems without an answer, each above rows of 是 or 否."""
    if header.columns("number") or header.columns("type"):
        return False
    said = [is_right(row.cell(right)) for row in rows if any(map(str.strip, row.cells))]
    known = all(
        row.cell(right).strip() == "" or side is not None for row, side in zip(rows, said, strict=False)
    )
    shape = "".join({True: "T", False: "F", None: "?"}[side] for side in said)
    return known and re.fullmatch(r"(?:\?(?=F*T)[TF]{2,12}){2,}", shape) is not None


def _is_below(row: Row, first: Row, header: Header, stem: int, right: int) -> bool:
    """Whether a row has a text under the stem `first`, and besides 是 or 否 only what that row holds too.

    A number or a type of its own, words that ask, options, or a type above that is no choice would make it a question.
    """
    text = row.cell(stem).strip()
    counted = {stem, right, *header.columns("number")}
    own = [at for at, cell in enumerate(row.cells) if at not in counted and cell.strip()]
    above, named = header.text(first, "number"), header.text(first, "type")
    number, kind = header.text(row, "number"), header.text(row, "type")
    choice = type_of(named) in {"single_choice", "multiple_choice"}
    below = not number or number == above or _counts_below(number, above) or (choice and kind == "")
    side = is_right(row.cell(right))
    return (
        bool(text)
        and not ASKS.search(fold(text))
        and text != first.cell(stem).strip()
        and below
        and (kind == "" or (kind == named and number == above != ""))
        and (choice or (above != "" and named == ""))
        and (side is not None or not row.cell(right).strip())
        and all(row.cell(at) == first.cell(at) for at in own)
    )


def _counts_below(number: str, above: str) -> bool:
    """Whether a number is that of an option: A, or 1.1 below 1."""
    return number in LETTERS or re.fullmatch(rf"{re.escape(above)}[.\-]\d{{1,2}}", number) is not None


def _answered_once(rows: Sequence[Row], right: int) -> bool:
    """Whether the answer stands with the stem, in letters that its options have, or beside each option as 是 or 否."""
    first, *below = (row.cell(right).strip() for row in rows)
    if not first:
        return all(is_right(text) is not None for text in below) or (
            any(map(is_right, below)) and all(is_right(text) or not text for text in below)
        )
    letters = letters_of(first)
    return not any(below) and letters is not None and LETTERS.index(letters[-1]) < len(below)


def _without_row_numbers(grid: Grid, header: Header) -> Header:
    """The header without a column of numbers that count the options of a question, or all rows: none tells questions."""
    rows = grid.rows[header.row + 1 :]
    pairs = [
        (header.text(above, "number"), header.text(row, "number"))
        for above, row in pairwise(rows)
        if header.text(row, "stem") and header.text(row, "stem") == header.text(above, "stem")
    ]
    counted = sum(bool(after) and before != after for before, after in pairs)
    if counted * 2 <= len(pairs):
        return header
    return replace(header, fields={at: name for at, name in header.fields.items() if name != "number"})


def _groups(rows: Sequence[Row], header: Header, option: int) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        if groups and row.cell(option).strip() and _goes_on(row, groups[-1][0], header):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _goes_on(row: Row, first: Row, header: Header) -> bool:
    stem, number = header.text(row, "stem"), header.text(row, "number")
    same_stem = stem in {"", header.text(first, "stem")}
    return same_stem and number in {"", header.text(first, "number")}


def _widened(row: Row, width: int) -> Row:
    return replace(row, cells=row.cells + ("",) * (width - len(row.cells)))
