"""A blueprint as the rows of one sheet that people edit, and such rows as a blueprint again. No file format here.

The sheet has three blocks: the name and the audience; the sections under the head `题型`; and under the head `项目` one row for
each demand, with its least and most. Rows may be added, removed and moved inside their block; what stands right of the columns
named here (sums, what the bank holds) is for looking at and is not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assembler.pool import ITEM_TYPES, SCOPES
from qbank.blueprints.fields import MOST, Document, FieldFaults, canonical

SHEET = "双向细目表"
NAME, AUDIENCE, SUM = "名称", "对象", "合计"
SECTION_HEAD = ("题型", "题数", "每题分值")
DEMAND_HEAD = ("项目", "名称", "最少", "最多")

Cells = Sequence[Any]
Line = tuple[str, str, float | None, float | None]
"""Columns A to D of a demand: kind, name, least, most."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of demand: its word in column A, and the part of the document it speaks of.

    `names`: the words of the sheet for the document's names, where these are fixed. `single`: the part is one row without a
    name; of its two numbers `only_most` uses the second alone.
    """

    word: str
    part: str
    note: str = ""
    names: Mapping[str, str] | None = None
    single: bool = False
    only_most: bool = False


KINDS = (
    Kind("范围", "scopes", "公共法和行业法各要几题", {word: scope for scope, word in SCOPES.items()}),
    Kind("法律", "laws", "名称写 * ，就是没有单独写出的法律，每部几题"),
    Kind("难度", "difficulty", "1 易，5 难", {grade: grade for grade in "12345"}),
    Kind("知识点", "topics", "名称写 * ，就是没有单独写出的知识点"),
    Kind("条文", "articles", "写成“法律#条号”，如 民法典#12；名称写 * ，就是没有单独写出的每一条"),
    Kind("难度之和", "difficulty_sum", "全卷各题的难度相加", single=True),
    Kind("答“对”的判断题", "true_keys", "判断题里答案是“对”的有几题", single=True),
    Kind("同一互斥题组", "enemies", "一份卷里同一互斥题组至多几题", single=True, only_most=True),
    Kind("两卷相同的题", "overlap", "任意两套平行卷至多有几题相同", single=True, only_most=True),
    Kind(
        "得分率之和",
        "facility_sum",
        "组卷时尽量接近的目标：每题预计答对的比例相加",
        single=True,
        only_most=True,
    ),
)
_BY_WORD = {kind.word: kind for kind in KINDS}
_TYPES = {word: code for code, word in ITEM_TYPES.items()} | {
    word.removesuffix("题"): code for code, word in ITEM_TYPES.items()
}


def lines_of(kind: Kind, document: Document) -> list[Line]:
    """The rows of that kind which a document fills; none where it demands nothing of the kind."""
    said = document.get(kind.part)
    if said is None:
        return []
    if kind.only_most:
        return [(kind.word, "", None, said)]
    if kind.single:
        return [(kind.word, "", *_pair(said))]
    words = {name: word for word, name in (kind.names or {}).items()}
    return [(kind.word, words.get(name, name), *_pair(pair)) for name, pair in said.items()]


def document_in_rows(rows: Sequence[Cells]) -> Document:
    """The document that the rows of a sheet say. Raises `FieldFaults` with a sentence for each cell to be mended."""
    reader = _Reader(rows)
    reader.read()
    if reader.faults:
        raise FieldFaults(reader.faults)
    try:
        return canonical(reader.document)
    except FieldFaults as error:
        raise FieldFaults(
            {
                place: reader.placed(reader.cell_of.get(place, ""), said)
                for place, said in error.faults.items()
            }
        ) from error


def _pair(value: int | list[int]) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])


class _Reader:
    """Reads the rows one by one into `document`; `cell_of` remembers where each of its places stood."""

    def __init__(self, rows: Sequence[Cells]) -> None:
        self.rows = rows
        self.document: Document = {"name": "", "sections": []}
        self.faults: dict[str, str] = {}
        self.cell_of: dict[str, str] = {}
        self._open: list[tuple[str, str, int | None]] = []
        """Demands without a most: part, name, least. A blank most is as many as a paper can have."""

    def read(self) -> None:
        block = self._read_head
        heads = {SECTION_HEAD[0]: SECTION_HEAD, DEMAND_HEAD[0]: DEMAND_HEAD}
        blocks = {SECTION_HEAD[0]: self._read_section, DEMAND_HEAD[0]: self._read_demand}
        for row in range(1, len(self.rows) + 1):
            first = self._text(row, 0)
            if first in blocks:
                self._check_head(row, heads.pop(first, ()))
                block = blocks[first]
            elif first != SUM and any(self._text(row, column) for column in range(4)):
                block(row)
        for head in heads.values():
            self._fault("A1", f"没有“{head[0]}、{head[1]}、…”这一行栏目。请从“下载 Excel”得到的表改起。")
        length = sum(section["items"] for section in self.document["sections"])
        for part, name, least in self._open:
            most = 5 * length if part == "difficulty_sum" else length
            self._set(part, name, (least or 0, max(most, least or 0)))

    def placed(self, cell: str, sentence: str) -> str:
        return f"工作表“{SHEET}”的 {cell}：{sentence}" if cell else f"工作表“{SHEET}”：{sentence}"

    def _fault(self, cell: str, sentence: str) -> None:
        self.faults[cell] = self.placed(cell, sentence)

    def _text(self, row: int, column: int) -> str:
        cells = self.rows[row - 1]
        value = cells[column] if column < len(cells) else None
        if value is None:
            return ""
        whole = isinstance(value, float) and value.is_integer()
        return str(int(value) if whole else value).strip()

    def _check_head(self, row: int, head: tuple[str, ...]) -> None:
        if not head:
            self._fault(f"A{row}", f"“{self._text(row, 0)}”这一行栏目出现了两次，请把两块合成一块。")
        for column, word in enumerate(head):
            if self._text(row, column) != word:
                said = self._text(row, column)
                self._fault(_cell(column, row), f"栏目应是“{word}”，现在是“{said}”。请不要移动或改名前几栏。")

    def _read_head(self, row: int) -> None:
        """The title and the hints are for people."""
        part = {NAME: "name", AUDIENCE: "audience"}.get(self._text(row, 0))
        if part is not None:
            self.cell_of[part] = f"B{row}"
            if text := self._text(row, 1):
                self.document[part] = text

    def _read_section(self, row: int) -> None:
        word, items, points = self._text(row, 0), self._number(row, 1), self._decimal(row, 2)
        if not items:
            return
        if word not in _TYPES:
            self._fault(f"A{row}", f"题型填的是“{word}”，应是{'、'.join(ITEM_TYPES.values())}之一。")
        elif not self._text(row, 2):
            self._fault(f"C{row}", f"{word}有 {items} 题，还没有填每题几分。")
        else:
            sections = self.document["sections"]
            sections.append({"type": _TYPES[word], "items": items, "points": points or 0})
            self.cell_of[f"sections.{len(sections) - 1}.items"] = f"B{row}"
            self.cell_of[f"sections.{len(sections) - 1}.points"] = f"C{row}"

    def _read_demand(self, row: int) -> None:
        kind = _BY_WORD.get(self._text(row, 0))
        if kind is None:
            words = "、".join(_BY_WORD)
            self._fault(f"A{row}", f"项目填的是“{self._text(row, 0)}”，应是{words}之一。")
            return
        if not self._text(row, 2) and not self._text(row, 3):
            return
        if kind.only_most:
            self._read_most(kind, row)
        elif (name := self._name(kind, row)) is not None:
            self._read_range(kind, name, row)

    def _read_most(self, kind: Kind, row: int) -> None:
        if self._text(row, 2):
            self._fault(f"C{row}", f"“{kind.word}”只填 D 栏，请清空这一格。")
        elif kind.part in self.document:
            self._fault(f"A{row}", f"“{kind.word}”已在 {self.cell_of[kind.part]} 填过，请只留一行。")
        else:
            decimal = kind.part == "facility_sum"
            self.document[kind.part] = self._decimal(row, 3) if decimal else self._number(row, 3)
            self.cell_of[kind.part] = f"D{row}"

    def _name(self, kind: Kind, row: int) -> str | None:
        """The document's name for a row's; "" for a kind without names; None where it is at fault."""
        said = self._text(row, 1)
        if kind.single:
            if said:
                self._fault(f"B{row}", f"“{kind.word}”不用填名称，请清空这一格。")
            return None if said else ""
        if not said:
            self._fault(f"B{row}", f"这一行填了数，还没有写是哪一个{kind.word}。")
            return None
        if kind.names is not None and said not in kind.names:
            self._fault(f"B{row}", f"{kind.word}填的是“{said}”，应是{'、'.join(kind.names)}之一。")
            return None
        return kind.names[said] if kind.names is not None else said

    def _read_range(self, kind: Kind, name: str, row: int) -> None:
        least, most = self._number(row, 2), self._number(row, 3)
        place = f"{kind.part}.{name}" if name else kind.part
        if place in self.cell_of:
            self._fault(f"B{row}", f"与 {self.cell_of[place]} 说的是同一个{kind.word}，请合成一行。")
            return
        self.cell_of[place] = self.cell_of[f"{place}.least"] = _cell(2 if kind.single else 1, row)
        if not self._text(row, 3):
            self._open.append((kind.part, name, least))
        elif least is not None and most is not None and least > most:
            self._fault(f"C{row}", f"最少 {least} 大于最多 {most}，请改小最少或改大最多。")
        else:
            self._set(kind.part, name, (least or 0, most or 0))

    def _set(self, part: str, name: str, pair: tuple[int, int]) -> None:
        if name:
            self.document.setdefault(part, {})[name] = list(pair)
        else:
            self.document[part] = list(pair)

    def _number(self, row: int, column: int) -> int | None:
        text = self._text(row, column)
        if text and not (text.isdecimal() and len(text) <= 5 and int(text) <= MOST):
            self._fault(_cell(column, row), f"填的是“{text[:30]}”，应是 0 到 {MOST} 的整数。")
            return None
        return int(text) if text else None

    def _decimal(self, row: int, column: int) -> float | None:
        text = self._text(row, column)
        if not text:
            return None
        try:
            value = float(text)
        except ValueError:
            value = -1
        if not 0 <= value <= MOST:
            self._fault(_cell(column, row), f"填的是“{text[:30]}”，应是 0 到 {MOST} 的数，如 2 或 1.5。")
            return None
        return int(value) if value == int(value) else value


def _cell(column: int, row: int) -> str:
    return f"{'ABCD'[column]}{row}"
