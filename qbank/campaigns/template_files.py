"""The template that a department fills in, as Word and as Excel, carrying its name, its laws and the numbers asked for.

Both read back exactly through `importers`; the layout is theirs too: docs/campaigns.md states it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from qbank.campaigns.standing import TYPE_TITLES, TYPE_WORDS, asked_counts
from qbank.office import GRID_FONT, TITLE_FONT, set_document, set_grid, set_header, set_page

HEADINGS = (
    ("序号", 7), ("题型", 8), ("题干", 48),
    ("选项A", 18), ("选项B", 18), ("选项C", 18), ("选项D", 18), ("选项E", 12), ("选项F", 12),
    ("答案", 9), ("解析", 32), ("法律依据", 28), ("难度", 7), ("知识点", 18),
)  # fmt: skip
NUMERALS = "一二三"
OPTION_LETTERS = "ABCD"
TEXT_FONT = "仿宋"


@dataclass(frozen=True, slots=True)
class Task:
    """What a template carries; `counts` are questions by type."""

    campaign: str
    unit: str
    laws: Sequence[str]
    counts: Mapping[str, int]
    deadline: str
    instructions: str = ""

    @property
    def asked(self) -> dict[str, int]:
        return asked_counts(self.counts)

    @property
    def law_words(self) -> str:
        return "、".join(f"《{law}》" for law in self.laws)

    @property
    def count_words(self) -> str:
        return "、".join(f"{TYPE_WORDS[kind]} {count} 道" for kind, count in self.asked.items())

    @property
    def head_lines(self) -> list[str]:
        return [
            f"报送部门：{self.unit}　　截止时间：{self.deadline}",
            f"负责的法律：{self.law_words}　　应报题数：{self.count_words}",
        ]


def guide_lines(task: Task) -> list[tuple[str, str]]:
    """How to fill it in, as pairs of a matter and its sentence."""
    lines = [
        ("题干", "写完整的一句话，答案的位置用（　　）。题干里不要留下答案。"),
        ("选项", "单选和多选至少两个选项，一般四个；用不到的选项空着。判断题不写选项。"),
        ("答案", "单选写一个字母，多选写几个字母（如 ACD），判断写“对”或“错”。"),
        ("解析", "说明为什么对、为什么错，供审题和学习用，可以空着。"),
        ("法律依据", "写法律名称和条号，如：《某某法》第十二条。"),
        ("难度", "1 到 5，1 最易，5 最难，可以空着。"),
        ("知识点", "几个之间用顿号隔开，可以空着。"),
        ("题数", f"应报{task.count_words}。多写的可以在上传后挑选，没有写完的空着就行。"),
    ]
    told = " ".join(task.instructions.split())  # in one line: a line of its own could be read as a question
    return [*lines, ("办公室的话", told)] if told else lines


# Excel --------------------------------------------------------------------------------------------------------------


def make_sheet(task: Task) -> bytes:
    """The .xlsx: a sheet 试题 with one row a question, its number and type filled in, and a sheet 填写说明."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one ordinary sheet
    sheet.title = "试题"
    _write_head(sheet, task)
    header = sheet.max_row + 1
    _write_header(sheet, header)
    last = _write_rows(sheet, header + 1, task)
    _add_choices(sheet, header + 1, last, task)
    sheet.freeze_panes = f"D{header + 1}"
    set_page(sheet, header=header)
    _write_guide(book.create_sheet("填写说明"), task)
    return _bytes_of_book(book)


def _bytes_of_book(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put(sheet: Worksheet, row: int, column: int, text: str | int) -> Cell:
    """A cell with `text` as it is: what begins with = + - @ is no formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # noqa: S101 - merged cells are written through their first one
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"
    return cell


def _write_head(sheet: Worksheet, task: Task) -> None:
    for row, text in enumerate([task.campaign, *task.head_lines], start=1):
        cell = _put(sheet, row, 1, text)
        cell.font = Font(name=TITLE_FONT if row == 1 else GRID_FONT, size=16 if row == 1 else 11)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
        sheet.row_dimensions[row].height = 28 if row == 1 else 22


def _write_header(sheet: Worksheet, row: int) -> None:
    for column, (heading, width) in enumerate(HEADINGS, start=1):
        cell = _put(sheet, row, column, heading)
        set_header(cell)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.row_dimensions[row].height = 24


def _write_rows(sheet: Worksheet, first: int, task: Task) -> int:
    """One row a question; the number of the last one."""
    kinds = [kind for kind, count in task.asked.items() for _number in range(count)]
    for number, kind in enumerate(kinds, start=1):
        row = first + number - 1
        _put(sheet, row, 1, number)
        _put(sheet, row, 2, TYPE_WORDS[kind])
        for column in range(1, len(HEADINGS) + 1):
            cell = sheet.cell(row, column)
            set_grid(cell, centred=column in {1, 2, 10, 13})
            if column > 2:
                cell.number_format = "@"
        sheet.row_dimensions[row].height = 45
    return first + len(kinds) - 1


def _add_choices(sheet: Worksheet, first: int, last: int, task: Task) -> None:
    words = ",".join(TYPE_WORDS[kind] for kind in task.asked)
    for column, allowed, said in (
        ("B", words, "题型从下拉的几种里选一种。"),
        ("M", "1,2,3,4,5", "难度写 1 到 5，也可以空着。"),
    ):
        choice = DataValidation(
            type="list", formula1=f'"{allowed}"', allow_blank=True, showErrorMessage=True, showDropDown=False
        )
        choice.error, choice.errorTitle = said, "请看填写说明"
        choice.add(f"{column}{first}:{column}{last}")
        sheet.add_data_validation(choice)


def _write_guide(sheet: Worksheet, task: Task) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 90
    rows = [
        ("填写说明", ""),
        *guide_lines(task),
        ("", ""),
        ("举例", "下面是一道填好的题，只供对照，不会被读入。"),
    ]
    rows += [(heading, text) for heading, text in zip((name for name, _w in HEADINGS), _EXAMPLE, strict=True)]
    for row, (matter, sentence) in enumerate(rows, start=1):
        for column, text in enumerate((matter, sentence), start=1):
            cell = _put(sheet, row, column, text)
            cell.font = Font(name=TITLE_FONT if column == 1 else GRID_FONT, size=14 if row == 1 else 11)
            cell.alignment = Alignment(vertical="top", wrap_text=True)


_EXAMPLE = (
    "1", "单选", "收到报送任务后，填好的试题应当在什么时候上传？（　　）",
    "截止时间之前", "截止时间之后", "任何时候", "不必上传", "", "",
    "A", "过了截止时间，要经办公室同意才能报送。", "《某某条例》第一条", "1", "报送、期限",
)  # fmt: skip


# Word ---------------------------------------------------------------------------------------------------------------


def make_word(task: Task) -> bytes:
    """The .docx: a title, how to fill it in, then a heading a type with one empty block a question."""
    document = Document()
    set_document(document)
    _line(document, task.campaign, TITLE_FONT, 18)
    for text in task.head_lines:
        _line(document, text, TEXT_FONT, 12)
    for matter, sentence in guide_lines(task):
        _line(document, f"说明（{matter}）{sentence}", TEXT_FONT, 10.5)
    for numeral, (kind, count) in zip(NUMERALS, task.asked.items(), strict=False):
        heading = _line(document, f"{numeral}、{TYPE_TITLES[kind]}（共 {count} 题）", TITLE_FONT, 14)
        heading.paragraph_format.space_before = Pt(18)
        for number in range(1, count + 1):
            _write_block(document, number, kind)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def block_labels(kind: str) -> list[str]:
    """The lines of one question after its number."""
    options = [] if kind == "true_false" else [f"{letter}. " for letter in OPTION_LETTERS]
    return [*options, "答案：", "解析：", "法律依据：", "难度：", "知识点："]


def _write_block(document: WordDocument, number: int, kind: str) -> None:
    first = _line(document, f"{number}. ", GRID_FONT, 12)
    first.paragraph_format.space_before = Pt(10)
    labels = block_labels(kind)
    for place, label in enumerate(labels):
        line = _line(document, label, GRID_FONT, 12)
        line.paragraph_format.keep_with_next = place < len(labels) - 1
    first.paragraph_format.keep_with_next = True


def _line(document: WordDocument, text: str, font: str, size: float) -> Paragraph:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paragraph
