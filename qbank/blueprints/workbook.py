"""A blueprint as an Excel workbook that people edit: one sheet, laid out as `table.py` says."""

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assembler.pool import ITEM_TYPES, SCOPES
from qbank.blueprints.fields import GRADES, TYPES, Document
from qbank.blueprints.pool import Record
from qbank.blueprints.queries import LawSupply, bank_supply
from qbank.blueprints.table import (
    AUDIENCE,
    DEMAND_HEAD,
    KINDS,
    NAME,
    SECTION_HEAD,
    SHEET,
    SUM,
    Kind,
    Line,
    lines_of,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HINT = "白格可以改，灰格只供查看，上传时不读。最少、最多空着就是不限；行可以增删，前四栏不要移动。"
SPARE_ROWS = 3
_GRADES: tuple[int | None, ...] = (1, 2, 3, 4, 5, None)
_NOTE = len(DEMAND_HEAD) + 1
_SUPPLY = _NOTE + 1
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TEXT, _BOLD = Font(name="宋体", size=11), Font(name="黑体", size=11)
_HINT = Font(name="宋体", size=10, color="636B6E")
_MIDDLE = Alignment(horizontal="center")
_LINE = Side(style="thin", color="B9BFBD")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY, _HEAD = PatternFill("solid", fgColor="ECEEEC"), PatternFill("solid", fgColor="D9E4EA")


def workbook_of(document: Document, records: Sequence[Record]) -> bytes:
    """The workbook of a canonical document; `records`: the questions for its audience, counted beside the demands."""
    book = Workbook()
    sheet = book.create_sheet(SHEET, 0)
    del book["Sheet"]
    writer = _Writer(sheet, document, list(records))
    writer.write()
    content = BytesIO()
    book.save(content)
    return content.getvalue()


class _Writer:
    """Writes a sheet from its first row to its last."""

    def __init__(self, sheet: Worksheet, document: Document, records: list[Record]) -> None:
        self.sheet, self.document = sheet, document
        named = [name for name in document.get("laws", {}) if name != "*"]
        self.laws = bank_supply(records, None, named).laws
        asked = dict.fromkeys(section["type"] for section in document["sections"])
        self.types = [kind for kind in ITEM_TYPES if kind in asked]
        self.have = Counter((r["scope"], r["law"], r["type"], r["difficulty"]) for r in records)
        self.row = 0

    def write(self) -> None:
        self._head()
        self._sections()
        self._demands()
        self._page()

    # the pieces, from above --------------------------------------------------------------------------------------------

    def _head(self) -> None:
        self._next(SHEET)
        self.sheet.cell(1, 1).font = Font(name="黑体", size=16)
        for word, value in ((NAME, self.document["name"]), (AUDIENCE, self.document.get("audience", ""))):
            self._next(word, value)
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=2, end_column=4)
            for column in range(1, 5):
                self._frame(column, grey=column == 1)
        self.sheet.cell(self.row, _NOTE, "空着就是不限").font = _HINT
        self._next(HINT)
        self.row += 1

    def _sections(self) -> None:
        self._next(*SECTION_HEAD, "小计（分）")
        self._head_row(4)
        first = self.row + 1
        said = [(ITEM_TYPES[s["type"]], s["items"], s["points"]) for s in self.document["sections"]]
        unused = [ITEM_TYPES[kind] for kind in TYPES if kind not in self.types]
        for word, items, points in [*said, *((word, None, None) for word in unused), ("", None, None)]:
            self._next(word, items, points)
            self._formula(4, f"B{self.row}*C{self.row}")
            for column in range(1, 5):
                self._frame(column, grey=column == 4)
            self.sheet.cell(self.row, 2).alignment = _MIDDLE
        self._choices(list(ITEM_TYPES.values()), f"A{first}:A{self.row}")
        last = self.row
        self._next(SUM)
        self._formula(2, f"SUM(B{first}:B{last})")
        self._formula(4, f"SUM(D{first}:D{last})")
        self._sum_row(4)
        self.row += 1

    def _demands(self) -> None:
        self._supply_head()
        first = self.row + 1
        for kind in KINDS:
            lines = lines_of(kind, self.document)
            if kind.part == "scopes":
                self._scopes_and_laws(lines)
            elif kind.part == "difficulty":
                self._grades(kind, lines)
            elif kind.part != "laws":
                spare = 0 if kind.single and lines else 1 if kind.single else SPARE_ROWS
                self._lines(kind, lines + [(kind.word, "", None, None)] * spare)
        self._choices([kind.word for kind in KINDS] + [SUM], f"A{first}:A{self.row}")

    def _scopes_and_laws(self, lines: list[Line]) -> None:
        """Each scope with its laws, then the sums over the scopes."""
        scopes, laws = (kind for kind in KINDS if kind.part in {"scopes", "laws"})
        of_scope = {line[1]: line for line in lines}
        of_law = {line[1]: line for line in lines_of(laws, self.document)}
        scope_rows: list[int] = []
        for scope, word in SCOPES.items():
            self._demand(
                of_scope.get(word, (scopes.word, word, None, None)), "" if scope_rows else scopes.note
            )
            self._supply(scope=scope)
            scope_rows.append(self.row)
            for law in self._laws_of(scope):
                title = law.title or ""
                self._demand(of_law.get(title, (laws.word, title, None, None)))
                self._supply(law=title)
        self._demand(of_law.get("*", (laws.word, "*", None, None)), laws.note)
        for _spare in range(SPARE_ROWS):
            self._demand((laws.word, "", None, None))
        width = _SUPPLY + len(self.types) * (len(_GRADES) + 1)
        self._next(SUM)
        for column in [3, 4, *range(_SUPPLY, width + 1)]:
            letter = get_column_letter(column)
            self._formula(column, "+".join(f"{letter}{row}" for row in scope_rows))
        self._sum_row(width)

    def _laws_of(self, scope: str) -> list[LawSupply]:
        return [law for law in self.laws if law.scope == scope and law.title]

    def _grades(self, kind: Kind, lines: list[Line]) -> None:
        said = {line[1]: line for line in lines}
        for grade in GRADES:
            self._demand(said.get(grade, (kind.word, grade, None, None)), kind.note if grade == "1" else "")
            self._supply(difficulty=int(grade))

    def _lines(self, kind: Kind, lines: list[Line]) -> None:
        for number, line in enumerate(lines):
            self._demand(line, "" if number else kind.note)

    # one row -----------------------------------------------------------------------------------------------------------

    def _supply_head(self) -> None:
        """Two rows: the types, and under them the grades of difficulty."""
        self.row += 1
        column = _SUPPLY
        for kind in self.types:
            self._put(column, f"题库里的{ITEM_TYPES[kind]}，按难度")
            end = column + len(_GRADES)
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=column, end_column=end)
            column = end + 1
        self._put(column, "题库")
        for at in range(_SUPPLY, column + 1):
            self._frame(at, grey=True)
        grades = [*GRADES, "未标", "计"]
        self._next(*DEMAND_HEAD, "说明", *(grades * len(self.types)), "合计")
        self._head_row(column)

    def _demand(self, line: Line, note: str = "") -> None:
        self._next(*line, note)
        for column in range(1, _NOTE):
            self._frame(column)
        self.sheet.cell(self.row, _NOTE).font = _HINT
        if line[0] == KINDS[0].word:
            for column in (1, 2):
                self.sheet.cell(self.row, column).font = _BOLD
                self.sheet.cell(self.row, column).fill = _HEAD

    def _supply(
        self, scope: str | None = None, law: str | None = None, difficulty: int | None = None
    ) -> None:
        """What the bank holds for the row, type by type and grade by grade, with sums."""
        wanted = (scope, law, None, difficulty)
        counts: Counter[tuple[str, int | None]] = Counter()
        for key, count in self.have.items():
            if all(want is None or want == value for want, value in zip(wanted, key, strict=True)):
                counts[key[2], key[3]] += count
        column, sums = _SUPPLY, []
        for kind in self.types:
            first = get_column_letter(column)
            for grade in _GRADES:
                self._put(column, counts[kind, grade] or None)
                column += 1
            self._formula(column, f"SUM({first}{self.row}:{get_column_letter(column - 1)}{self.row})")
            sums.append(f"{get_column_letter(column)}{self.row}")
            column += 1
        self._formula(column, "+".join(sums))
        for at in range(_SUPPLY, column + 1):
            self._frame(at, grey=True)

    def _next(self, *values: str | float | None) -> None:
        self.row += 1
        for column, value in enumerate(values, start=1):
            self._put(column, value)

    def _put(self, column: int, value: str | float | None) -> None:
        """The value as it is: a text that begins with "=" is no formula, and _x0041_ is no letter."""
        cell = self.sheet.cell(self.row, column)
        cell.font = _TEXT
        if isinstance(value, str):
            cell.value = _ESCAPED.sub("_x005F_", value)
            cell.data_type = "s"
        else:
            cell.value = value

    def _formula(self, column: int, text: str) -> None:
        cell = self.sheet.cell(self.row, column)
        cell.font, cell.value = _TEXT, f"={text}"

    def _frame(self, column: int, *, grey: bool = False) -> None:
        cell = self.sheet.cell(self.row, column)
        cell.border = _BOX
        if grey:
            cell.fill = _GREY
        if column >= 3 and column != _NOTE:
            cell.alignment = _MIDDLE

    def _head_row(self, width: int) -> None:
        for column in range(1, width + 1):
            cell = self.sheet.cell(self.row, column)
            cell.font, cell.fill, cell.border = _BOLD, _HEAD, _BOX
            cell.alignment = _MIDDLE

    def _sum_row(self, width: int) -> None:
        for column in range(1, width + 1):
            if column != _NOTE:
                self._frame(column, grey=True)
                self.sheet.cell(self.row, column).font = _BOLD

    # the sheet as a whole ----------------------------------------------------------------------------------------------

    def _choices(self, words: Sequence[str], cells: str) -> None:
        choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        choice.error, choice.errorTitle = f"请从这些里选：{'、'.join(words)}", SHEET
        self.sheet.add_data_validation(choice)
        choice.add(cells)

    def _page(self) -> None:
        sheet = self.sheet
        widths = {1: 17, 2: 30, 3: 10, 4: 11, _NOTE: 34}
        for column in range(1, _SUPPLY + len(self.types) * (len(_GRADES) + 1) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = widths.get(column, 5.5)
        sheet.freeze_panes = "C1"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
