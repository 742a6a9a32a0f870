"""Tables that are forms: the fields of a question beside their names, one pair or several in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from importers.answers import beside_type, names_several, type_of
from importers.column_names import field_called, plain_heading
from importers.columns import find_header
from importers.containers.blocks import Grid, Line, Row
from importers.draft import OF_NO_QUESTION, Skipped
from importers.field_words import field_of
from importers.layouts.sheets.tables import cell_lines
from importers.normalise import tidy

# The word of a text for what a heading calls in many ways.
_WORDS = {
    "number": "题号", "type": "题型", "stem": "题目", "options": "选项", "answer": "答案", "explanation": "解析",
    "citation": "依据", "topics": "知识点", "difficulty": "难度",
}  # fmt: skip
_OPTION = re.compile(r"(?:选项|备选项|备选答案)?([a-l])(?:项|选项)?")
_NAME = re.compile(r"[\u4e00-\u9fff/、]{2,10}")  # 命题单位, 联系电话
_PAIR = 2
_GROUPS = ("选项", "备选项", "备选答案")


@dataclass(frozen=True, slots=True)
class _Field:
    """The name and the text of a field: the cells `at` - 1 and `at` of a row. `word` is empty for what no question holds."""

    row: Row
    name: str
    word: str
    at: int

    @property
    def text(self) -> str:
        return self.row.cells[self.at].strip() if self.at < len(self.row.cells) else ""

    def lines(self, lead: str) -> Iterator[Line]:
        """The lines of the text behind `lead`; an empty one where the form has no cell for it."""
        if self.at < len(self.row.cells):
            yield from cell_lines(self.row, self.at, lead)
        else:
            yield Line(lead, self.row.place)


def card_lines(grid: Grid) -> tuple[list[Line], list[Skipped]] | None:
    """The lines of each question of a form, number and stem first, and what is no field of it; None for any other table."""
    header = find_header(grid)
    if header and len(header.fields) == sum(bool(cell.strip()) for cell in grid.rows[header.row].cells):
        return None  # a row of nothing but names heads columns
    titles, rows = _titles(grid)
    found = [_fields(row) for row in rows]
    fields = [field for row in found if row for field in row]
    if not fields or not all(found):
        return None
    begins = [at for at, field in enumerate(fields) if field.name == fields[0].name]
    cards = [fields[low:high] for low, high in pairwise([*begins, len(fields)])]
    if not all(_is_card(card) for card in cards):
        return None
    lines = [line for card in cards for line in _lines(card)]
    pieces = [Skipped(row.place, tidy(text), OF_NO_QUESTION) for row, text in titles]
    for card in cards:
        idle = (field for field in card if not field.word and field is not _number(card))
        pieces += [Skipped(f.row.place, tidy(f"{f.name} {f.text}"), "没有用到的栏目") for f in idle]
    return lines, pieces


def _titles(grid: Grid) -> tuple[list[tuple[Row, str]], list[Row]]:
    """What stands above the fields, alone in its row, and the rows below that hold anything."""
    rows = [row for row in grid.rows if any(cell.strip() for cell in row.cells)]
    titles = list[tuple[Row, str]]()
    while rows and len(filled := {cell.strip() for cell in rows[0].cells} - {""}) == 1:
        (text,) = filled
        if _word(text) or field_of(plain_heading(text)):
            break  # an empty field
        titles.append((rows.pop(0), text))
    return titles, rows


def _fields(row: Row) -> list[_Field] | None:
    """The fields of a row, 题型 | 单选题 | 难度 | 中; None where it holds anything else."""
    cells = row.cells
    # 选项 beside the rows of all options: 选项 | A | …
    first = (
        1
        if len(cells) > 2
        and plain_heading(cells[0]) in _GROUPS
        and _OPTION.fullmatch(plain_heading(cells[1]))
        else 0
    )
    last = max(at for at, cell in enumerate(cells) if cell.strip())
    if len(cells) < _PAIR:
        return None
    fields = []
    for at in range(first, last + 1, 2):
        text = cells[at + 1] if at + 1 < len(cells) else ""
        if not cells[at].strip() and not text.strip():
            continue
        word = _word(cells[at])
        if word is None:
            return None
        fields.append(_Field(row, tidy(cells[at]), word, at + 1))
    return fields


def _word(cell: str) -> str | None:
    """What stands before the text of a field so named; empty for a field that no question has, None for no name at all."""
    name = plain_heading(cell)
    if match := _OPTION.fullmatch(name):
        return f"{match[1].upper()}. "
    told = field_of(name)
    if told not in {None, "other"}:
        return f"{name}："
    if column := field_called(name):
        return "" if column == "number" else f"{_WORDS.get(column, '')}："
    return "" if told or _NAME.fullmatch(name) else None


def _is_card(card: list[_Field]) -> bool:
    """Whether the fields are those of one question."""
    kinds = [_kind(field) for field in card]
    known = all(field.word or field_of(plain_heading(field.name)) for field in card)
    asked = [field.text for field in card if _kind(field) == "stem"]
    if len(asked) != 1 or field_called(plain_heading(asked[0])):  # 题目 | 答案 heads columns
        return False
    return known or not {"answer", "options"}.isdisjoint(kinds)


def _kind(field: _Field) -> str | None:
    return "options" if field.word[:1].isascii() and field.word else field_of(field.word.rstrip("："))


def _number(card: list[_Field]) -> _Field | None:
    """The field that holds the number of the question."""
    numbers = (field for field in card if field_called(plain_heading(field.name)) == "number")
    return next((field for field in numbers if field.text.isdigit()), None)


def _lines(card: list[_Field]) -> Iterator[Line]:
    number = _number(card)
    stem = next(field for field in card if _kind(field) == "stem")
    kind = _type(card) if number else None
    mark = f"【{kind.text}】" if kind else ""  # a line of its own would head all that follows
    yield from stem.lines(f"{number.text}. {mark}" if number else stem.word)
    for field in card:
        if field is not stem and field is not kind and field.word:
            yield from field.lines(field.word)


def _type(card: list[_Field]) -> _Field | None:
    """The field that names the type of the question and says no more."""
    named = (field for field in card if _kind(field) == "type" and type_of(field.text))
    return next(
        (field for field in named if not (beside_type(field.text) or names_several(field.text))), None
    )
