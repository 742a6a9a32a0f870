"""Which column of a grid holds what, found by the words of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from importers.answers import LETTERS, truth_of
from importers.column_names import (
    ALONE,
    LONGEST_HEADING,
    QUESTION,
    TICK,
    WRONG,
    ColumnField,
    field_called,
    heading,
    known_names,
    letter_of,
    loose_heading,
    option_label,
    plain_heading,
    says_answer,
)
from importers.containers.blocks import Grid, Row
from importers.normalise import fold

_CALLED_ANSWER = re.compile("答案[a-l]")
# …or just says so behind it: 选项A | 是否正确 | 选项B | 是否正确.
_RIGHT = re.compile(r"是否正确|正确|对错|是否答案|正确与否|(?:is)?(?:correct|right)\d?|correctness\d?")
# 答案1 | 答案1分值 | 答案2 | 答案2分值: points that an option earns; none where it is wrong.
_POINTS = r"(?:的?(?:分值|分数|得分)|(?:score|points?|weight|fraction)s?\d?)"
# 大题题型 | 大题题干 | 小题题型 | 小题题干: the case, and what is asked of it.
_OF_A_PART = re.compile("小题")
_TYPE = re.compile("(?:单项?|多项?|不定项)?选择题|[单多]选题?|判断题")
_TITLE = re.compile(rf"(?:{QUESTION})?(?:名称|标题|描述)|(?:question)?(?:title|name)")
# Answers that are the numbers of options: 答案（选项序号）.
_BY_NUMBER = re.compile(r"(?:正确|标准|参考)?的?(?:答案|选?项).*(?:序号|编号|顺序号|位置)")
HEADER_ROWS = 15
_FEWEST_AGAIN = 3  # columns of one heading, each of an option
_FEWEST_KNOWN = 3  # fields and options, for a row to be one of headings


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a grid: its row index, the field of each column known, the label of each option column.

    `row` is -1 where nobody wrote one. `numbered`: the options are called 1, 2, 3, and answers may be too. `sides` are
    the two columns 对 and 错 of a list of statements, in one of which stands a tick. `right_first`: the options are the text of the answer and those of the wrong ones.
    `scored`: the points of each option stand behind it. `signs` (甲, ①) name options in answers: {sign: label}.
    """

    row: int
    fields: dict[int, ColumnField]
    labels: dict[int, str]
    ticks: dict[int, str] = field(default_factory=dict)
    numbered: bool = False
    sides: dict[int, str] = field(default_factory=dict)
    right_first: bool = False
    scored: bool = False
    signs: dict[str, str] = field(default_factory=dict)

    def columns(self, wanted: ColumnField) -> list[int]:
        return [column for column, name in self.fields.items() if name == wanted]

    def text(self, row: Row, wanted: ColumnField) -> str:
        """What the columns of one field hold in `row`, a line each."""
        texts = (row.cells[column].strip() for column in self.columns(wanted) if column < len(row.cells))
        return "\n".join(text for text in texts if text)


def header_of(cells: Sequence[str], row: int) -> Header | None:
    """The header that these cells are, or None: a stem column and a column of answers, types or options at least."""
    return named_columns(cells, row) if _is_header((*cells,)) else None


@lru_cache(maxsize=1 << 14)  # every row is asked by several rooms, and hardly one is a header
def _is_header(cells: tuple[str, ...]) -> bool:
    kinds = set(named_columns(cells, 0).fields.values())
    return "stem" in kinds and not kinds.isdisjoint({"answer", "option", "options", "tick", "right", "type"})


def named_columns(cells: Sequence[str], row: int) -> Header:
    """The columns whose headings are known, however few."""
    answered = any(map(says_answer, cells))
    cells = [heading(cell) for cell in cells]
    names = [plain_heading(cell) for cell in cells]
    if answered and all(field_called(name) != "stem" for name in names):
        return Header(row, {}, {})
    if len({field_called(name) or option_label(name) for name in names} - {None}) >= _FEWEST_KNOWN:
        cells = [loose_heading(cell) for cell in cells]
    fields: dict[int, ColumnField] = {}
    labels: dict[int, str] = {}
    ticks: dict[int, str] = {}
    for column, plain in enumerate(known_names(cells)):
        if not plain or len(plain) > LONGEST_HEADING:
            continue
        name = field_called(plain)
        if name == "stem":
            _take_stem(column, cells, fields)
        elif name and (name == "answer" or _OF_A_PART.match(plain) or name not in fields.values()):
            fields[column] = name
        elif label := option_label(plain):
            fields[column] = "option"
            labels[column] = label
        elif tick := TICK.fullmatch(plain):
            fields[column] = "tick"
            ticks[column] = letter_of(tick[tick.lastindex or 0])
    _answers_in_one(cells, fields)
    _take_type_as_stem(cells, fields)
    _single_tick_is_answer(fields, ticks)
    _options_called_answers(cells, fields, labels, ticks)
    _right_is_answer(fields, labels)
    _options_beside_right(cells, fields, labels)
    _number_answers(cells, fields, labels)
    right_first = _wrong_beside_answer(cells, fields, labels)
    _spread_options(cells, fields, labels)
    _tick_by_neighbour(cells, fields, labels, ticks)
    sides, scored = _sides(cells, fields), any(_gives_points(cells, at) for at in ticks)
    fields |= dict.fromkeys(sides, "tick")
    numbered = any(
        re.search(r"[\d一二三四五六七八]$", plain_heading(cells[column])) for column in labels
    ) or any(_BY_NUMBER.match(fold(cells[column])) for column, name in fields.items() if name == "answer")
    return Header(row, fields, labels, ticks, numbered, sides, right_first, scored)


def _take_stem(column: int, cells: Sequence[str], fields: dict[int, ColumnField]) -> None:
    """The stem's column: the first that is called so, the parts of a stem together, a title only where nothing else is."""
    others = [at for at, name in fields.items() if name == "stem"]
    titles = [at for at in others if _TITLE.fullmatch(plain_heading(cells[at]))]
    if titles and titles == others:
        for at in titles:
            del fields[at]
        others = []
    if not others or _OF_A_PART.match(plain_heading(cells[column])):
        fields[column] = "stem"


def _answers_in_one(cells: Sequence[str], fields: dict[int, ColumnField]) -> None:
    """答案与讲解 beside 答案 explains, and a key beside it is no answer."""
    answers = [column for column, name in fields.items() if name == "answer"]
    alone = [column for column in answers if ALONE.fullmatch(plain_heading(cells[column]))]
    if len(alone) == len(answers):
        return
    for column in alone:
        del fields[column]
        if "explanation" not in fields.values() and plain_heading(cells[column]) != "key":
            fields[column] = "explanation"


def _take_type_as_stem(cells: Sequence[str], fields: dict[int, ColumnField]) -> None:
    """判断题 | 对/错: the one type that a heading names, where no stem is called so; several count the questions."""
    named = [at for at, cell in enumerate(cells) if at not in fields and _TYPE.fullmatch(plain_heading(cell))]
    if len(named) == 1 and "stem" not in fields.values() and "answer" in fields.values():
        fields[named[0]] = "stem"


def _sides(cells: Sequence[str], fields: dict[int, ColumnField]) -> dict[int, str]:
    """对 | 错 (√ | ×, 正确 | 错误) as two headings of their own: {column: T or F}; else none."""
    told = {at: side for at, cell in enumerate(cells) if at not in fields and (side := truth_of(cell))}
    return told if sorted(told.values()) == ["F", "T"] else {}


def _number_answers(cells: Sequence[str], fields: dict[int, ColumnField], labels: dict[int, str]) -> None:
    """答案1, 答案2, … beside 正确答案, or 是否正确 behind each, are the options, where no column is called so; else the
    answers of blanks."""
    named = {column: plain_heading(cells[column]) for column, name in fields.items() if name == "answer"}
    counted = [column for column, plain in named.items() if plain[-1].isdigit()]
    judged = all(_judges_left(cells, column + 1) for column in counted)
    if len(counted) >= 2 and (judged or len(counted) < len(named)) and not labels:
        first = 0 if any(named[column].endswith("0") for column in counted) else 1
        for column in counted:
            fields[column] = "option"
            labels[column] = LETTERS[int(named[column][-1]) - first]


def _judges_left(cells: Sequence[str], at: int) -> bool:
    """Whether a column says of the one left of it whether it is right, or its points."""
    return at < len(cells) and bool(_RIGHT.fullmatch(plain_heading(cells[at])) or _gives_points(cells, at))


def _gives_points(cells: Sequence[str], at: int) -> bool:
    left = re.escape(plain_heading(cells[at - 1]))
    return re.fullmatch(f"(?:{left})?{_POINTS}", plain_heading(cells[at])) is not None


def _wrong_beside_answer(
    cells: Sequence[str], fields: dict[int, ColumnField], labels: dict[int, str]
) -> bool:
    """正确答案 | 错误答案1 | 错误答案2, where no column is called option: all are options, the right one comes first."""
    answers = [column for column, name in fields.items() if name == "answer"]
    answers = answers or [column for column, name in fields.items() if name == "right"]  # 正确项 | 错误项
    wrong = [at for at, cell in enumerate(cells) if at not in fields and WRONG.fullmatch(plain_heading(cell))]
    if len(answers) != 1 or len(wrong) < 2 or labels or "options" in fields.values():
        return False
    fields |= {answers[0]: "answer", **dict.fromkeys(wrong, "option")}
    labels |= dict(zip([*answers, *wrong], LETTERS, strict=False))
    return True


def _spread_options(cells: Sequence[str], fields: dict[int, ColumnField], labels: dict[int, str]) -> None:
    """One heading 选项 over several columns, or again over each: these columns, else those without a heading behind it."""
    start = next((column for column, name in fields.items() if name == "options"), None)
    if start is None or labels:
        return
    end = next((at for at in range(start + 1, len(cells)) if cells[at].strip()), len(cells))
    again = [at for at, cell in enumerate(cells) if plain_heading(cell) == plain_heading(cells[start])]
    if len(again) >= _FEWEST_AGAIN or (end - start >= 2 and end < len(cells)):
        held = again if len(again) >= _FEWEST_AGAIN else range(start, end)
        for column, letter in zip(held, LETTERS, strict=False):
            fields[column] = "option"
            labels[column] = letter


def _tick_by_neighbour(
    cells: Sequence[str], fields: dict[int, ColumnField], labels: dict[int, str], ticks: dict[int, str]
) -> None:
    """是否正确 behind each option column belongs to that option."""
    behind = [at for at in range(len(cells)) if at - 1 in labels and _judges_left(cells, at)]
    if len(behind) >= 2:
        fields |= dict.fromkeys(behind, "tick")
        ticks |= {at: labels[at - 1] for at in behind}


def _single_tick_is_answer(fields: dict[int, ColumnField], ticks: dict[int, str]) -> None:
    """正确答案H, alone of its kind and with no other column of answers, is a slip for 正确答案."""
    if len(ticks) == 1 and "answer" not in fields.values():
        (column,) = ticks
        fields[column] = "answer"
        ticks.clear()


def _options_called_answers(
    cells: Sequence[str], fields: dict[int, ColumnField], labels: dict[int, str], ticks: dict[int, str]
) -> None:
    """答案A, 答案B, … beside 正确答案 are the options, where no column is called so."""
    called = all(_CALLED_ANSWER.fullmatch(plain_heading(cells[column])) for column in ticks)
    if (
        len(ticks) >= 2
        and called
        and "answer" in fields.values()
        and not (labels or "options" in fields.values())
    ):
        fields |= dict.fromkeys(ticks, "option")
        labels |= ticks
        ticks.clear()


def _right_is_answer(fields: dict[int, ColumnField], labels: dict[int, str]) -> None:
    """正确项 beside a column for each option tells their letters; beside rows of options, whether each is right."""
    rights = [column for column, name in fields.items() if name == "right"]
    if len(rights) == 1 and len(labels) >= 2 and "answer" not in fields.values():
        fields[rights[0]] = "answer"


def _options_beside_right(
    cells: Sequence[str], fields: dict[int, ColumnField], labels: dict[int, str]
) -> None:
    """试题内容 | 内容 | 是否正确答案: the second text, beside which stands whether it is right, is that of an option."""
    if "right" not in fields.values() or labels or "options" in fields.values():
        return
    texts = [
        at
        for at, cell in enumerate(cells)
        if at not in fields and field_called(plain_heading(cell)) == "stem"
    ]
    if len(texts) == 1 and "stem" in fields.values():
        fields[texts[0]] = "options"


def find_header(grid: Grid) -> Header | None:
    """The header among the first rows of `grid`, over two rows where the second names what the first holds together."""
    for at, row in enumerate(grid.rows[:HEADER_ROWS]):
        if (header := header_of(row.cells, at)) is not None:
            return _with_second_row(grid, header) or header
    return None


def _with_second_row(grid: Grid, header: Header) -> Header | None:
    """选项 above A, B, C, D: both rows as one header, where all that stands in the second are further headings."""
    first, *below = grid.rows[header.row : header.row + 2]
    if not below:
        return None
    second = below[0].cells
    own = named_columns(second, 0)
    filled = {at for at, cell in enumerate(second) if cell.strip()}
    added = {at for at in filled if at >= len(first.cells) or second[at] != first.cells[at]}
    if filled != set(own.fields) or len(own.labels) < 2 or not set(own.labels) <= added:
        return None
    above: list[str] = []  # over each cell, also where the heading left of it is merged with it
    for cell in first.cells:
        above.append(cell if cell.strip() or not above else above[-1])
    cells = [second[at] if at in filled else cell for at, cell in enumerate(first.cells)]
    for at in own.labels:  # 答案 above A, B, C, D
        if at < len(above) and field_called(plain_heading(above[at])) == "answer":
            cells[at] = f"答案{own.labels[at]}"
    return header_of([*cells, *second[len(cells) :]], header.row + 1)
