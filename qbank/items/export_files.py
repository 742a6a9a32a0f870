"""Questions of the bank as a Word file or a workbook, laid out so that `importers` reads them back as they are. Plain data."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from qbank.items.content import Blocks
from qbank.items.figures import Figures, from_text, image_digests, to_text
from qbank.items.sheet_figures import Placed, with_pictures
from qbank.items.word_figures import Pictures, WordFigures

TITLES = {"single_choice": "单项选择题", "multiple_choice": "多项选择题", "true_false": "判断题"}
WORDS = {"single_choice": "单选", "multiple_choice": "多选", "true_false": "判断"}
TRUTHS = {"T": "对", "F": "错"}
LETTERS = "ABCDEFGHIJ"
NUMERALS = "一二三"
LONGEST_CELL = 32_767
"""The most characters that a cell of a workbook holds."""
_FONT, _HEAD_FONT = "宋体", "黑体"


@dataclass(frozen=True, slots=True)
class Said:
    """What a question says: all that is carried. `answer` is letters, or T / F; `figures` are what the signs stand for."""

    type: str
    stem: str
    options: tuple[str, ...]
    answer: str
    explanation: str = ""
    citation: str = ""
    difficulty: int | None = None
    topics: tuple[str, ...] = ()
    figures: Figures = field(default_factory=dict, hash=False)

    @property
    def answer_words(self) -> str:
        return TRUTHS[self.answer] if self.type == "true_false" else self.answer

    @property
    def texts(self) -> tuple[str, ...]:
        return self.stem, *self.options, self.explanation, self.citation, *self.topics


@dataclass(frozen=True, slots=True)
class Exported:
    """A question to be written. `asides` stand beside it for people (unit, scope, state) and are not read back."""

    said: Said
    asides: tuple[str, ...] = ()
    public_id: str = ""


def unwritable(said: Said, ending: str, pictures: Pictures) -> str:
    """Why a file with this ending cannot hold the question as it is; empty where it can."""
    if any(ILLEGAL_CHARACTERS_RE.search(text) for text in said.texts):
        return "里面有看不见的控制字符"
    if max(map(len, said.texts)) > LONGEST_CELL:
        return f"有一段文字超过 {LONGEST_CELL:,} 个字"
    if any(pictures(digest) is None for digest in image_digests(said.figures)):
        return "有一个图的文件已丢失"
    if ending == "xlsx" and any(block["kind"] == "math" for block in said.figures.values()):
        return "有公式，Excel 的单元格里写不下，请导出 Word"
    if ending == "xlsx" and any(
        block["kind"] != "text" for text in said.texts for block in _text_first(text, said)[0]
    ):
        return "图在文字中间，Excel 里只能放在文字后面，请导出 Word"
    return ""


def _text_first(text: str, said: Said) -> tuple[Blocks, Blocks]:
    """A text up to the images that end it, and these."""
    blocks = from_text(text, said.figures, strict=False)
    last = next((at for at in range(len(blocks), 0, -1) if blocks[at - 1]["kind"] != "image"), 0)
    return blocks[:last], blocks[last:]


# Rows ---------------------------------------------------------------------------------------------------------------

ASIDES = ("单位", "范围", "状态")


def _headings(questions: Sequence[Exported]) -> list[str]:
    most = max((len(each.said.options) for each in questions), default=0)
    options = [f"选项{letter}" for letter in LETTERS[: max(most, 4)]]
    return ["序号", "题型", "题干", *options, "答案", "解析", "法律依据", "难度", "知识点"]


def _row(number: int, said: Said, headings: Sequence[str]) -> list[str]:
    """The cells under `headings`. A reader takes a number off a stem, and a letter off an option: own ones are given to take."""
    stem = f"{number}. {said.stem}" if re.match(r"\s*\d+\s*[.、．]", said.stem) else said.stem
    lettered = list(zip(LETTERS, said.options, strict=False))
    if any(re.match(rf"\W*{letter}", text, re.I) for letter, text in lettered):
        lettered = [(letter, f"{letter}. {text}") for letter, text in lettered]
    cells = {
        "序号": str(number),
        "题型": WORDS[said.type],
        "题干": stem,
        "答案": said.answer_words,
        "解析": said.explanation,
        "法律依据": said.citation,
        "难度": str(said.difficulty or ""),
        "知识点": "、".join(said.topics),
    } | {f"选项{letter}": text for letter, text in lettered}
    return [cells.get(heading, "") for heading in headings]


# Excel --------------------------------------------------------------------------------------------------------------

_WIDTHS = {"序号": 7, "题型": 8, "题干": 60, "答案": 9, "解析": 40, "法律依据": 32, "难度": 7, "知识点": 20}
WIDTH = 18
CHARACTER, LINE, GAP = 7, 20, 4
"""Pixels: a half-width character, a line, the room around an image."""
POINTS, TALLEST_ROW = 0.75, 409


def write_sheet(questions: Sequence[Exported], apart: Sequence[Exported], pictures: Pictures) -> bytes:
    """An .xlsx with one row a question; every cell is text, and none a formula. Images stand below their text."""
    every = [*questions, *apart]
    headings = _headings(every)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("试题")
    sheet.freeze_panes = "D2"
    for place, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(heading, WIDTH)
    rows = [[*_row(number, each.said, headings), *each.asides] for number, each in enumerate(every, start=1)]
    placed: list[Placed] = []
    for at, each in enumerate(every, start=1):
        if each.said.figures:
            rows[at - 1] = _take_images(at, rows[at - 1], each.said, headings, placed)
            lowest = max((one.down + one.size[1] for one in placed if one.row == at), default=0)
            sheet.row_dimensions[at + 1].height = min(TALLEST_ROW, (lowest + GAP) * POINTS)
    fonts, alignment = (Font(name=_HEAD_FONT), Font(name=_FONT)), Alignment(vertical="top", wrap_text=True)
    for place, row in enumerate([[*headings, *ASIDES], *rows]):
        cells = [WriteOnlyCell(sheet, value=text or None) for text in row]
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
            cell.font, cell.alignment = fonts[min(place, 1)], alignment
        sheet.append(cells)
    target = BytesIO()
    book.save(target)
    return with_pictures(target.getvalue(), placed, pictures) if placed else target.getvalue()


def _take_images(
    row: int, cells: list[str], said: Said, headings: Sequence[str], placed: list[Placed]
) -> list[str]:
    """The cells without the images that end their texts; these are placed below."""
    texts = []
    for column, text in enumerate(cells):
        blocks, images = _text_first(text, said)
        bare = to_text(blocks, {})
        width = _WIDTHS.get(headings[column] if column < len(headings) else "", WIDTH) * CHARACTER
        lines = sum(-(-len(line) * 2 * CHARACTER // width) or 1 for line in bare.split("\n")) if bare else 0
        down = GAP + lines * LINE
        for image in images:
            placed.append(one := Placed(image, row, column, down, width - 2 * GAP))
            down += one.size[1] + GAP
        texts.append(bare)
    return texts


# Word ---------------------------------------------------------------------------------------------------------------


def write_word(questions: Sequence[Exported], apart: Sequence[Exported], pictures: Pictures) -> bytes:
    """A .docx with a heading a type, and the questions under it numbered from 1, a line for each part.

    Those in `apart` follow in a table: their texts look like parts of other questions where they stand in lines.
    """
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(2)
    end = document.element.body.sectPr
    shown = WordFigures(document, pictures)
    kinds = [kind for kind in TITLES if any(each.said.type == kind for each in questions)]
    for numeral, kind in zip(NUMERALS, kinds, strict=False):
        of_kind = [each.said for each in questions if each.said.type == kind]
        end.addprevious(_paragraph(f"{numeral}、{TITLES[kind]}（共 {len(of_kind)} 题）", heading=True))
        for number, said in enumerate(of_kind, start=1):
            for line in _lines(number, said):
                end.addprevious(_shown_paragraph(line, said, shown))
    if apart:
        headings = _headings(apart)
        rows = [
            [_cell(text, each.said, shown) for text in _row(number, each.said, headings)]
            for number, each in enumerate(apart, start=1)
        ]
        end.addprevious(_table([[_element("tc", _paragraph(heading)) for heading in headings], *rows]))
        end.addprevious(_paragraph(""))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _lines(number: int, said: Said) -> list[str]:
    labelled = [
        ("答案", said.answer_words),
        ("解析", said.explanation),
        ("法律依据", said.citation),
        ("难度", str(said.difficulty or "")),
        ("知识点", "、".join(said.topics)),
    ]
    texts = [
        f"{number}. {said.stem}",
        *(f"{letter}. {text}" for letter, text in zip(LETTERS, said.options, strict=False)),
        *(f"{label}：{text}" for label, text in labelled if text),
    ]
    return [line for text in texts for line in text.split("\n")]


def _element(name: str, *inside: etree._Element, **attributes: str) -> etree._Element:
    element: etree._Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(inside)
    return element


def _paragraph(text: str, *, heading: bool = False) -> etree._Element:
    """Made by hand and put where it belongs: a document that is asked for each paragraph is slow for a whole bank."""
    written = _element("t")
    written.text = text
    written.set(qn("xml:space"), "preserve")
    if not heading:
        return _element("p", _element("r", written))
    face = _element("rPr", _element("rFonts", eastAsia=_HEAD_FONT), _element("sz", val="30"))
    return _element("p", _element("r", face, written))


def _shown_paragraph(line: str, said: Said, shown: WordFigures) -> etree._Element:
    """A line of a question with its images and formulas where their signs stand."""
    if not said.figures:
        return _paragraph(line)
    paragraph = _element("p")
    for block in from_text(line, said.figures, strict=False):
        paragraph.extend(_paragraph(block["text"]) if block["kind"] == "text" else [shown.element(block)])
    return paragraph


def _table(rows: Sequence[Sequence[etree._Element]]) -> etree._Element:
    properties = _element(
        "tblPr", _element("tblStyle", val="TableGrid"), _element("tblW", w="0", type="auto")
    )
    grid = _element("tblGrid", *(_element("gridCol") for _cell in rows[0]))
    return _element("tbl", properties, grid, *(_element("tr", *row) for row in rows))


def _cell(text: str, said: Said, shown: WordFigures) -> etree._Element:
    return _element("tc", *(_shown_paragraph(line, said, shown) for line in text.split("\n")))


Writer = Callable[[Sequence[Exported], Sequence[Exported], Pictures], bytes]
WRITERS: Mapping[str, Writer] = {"xlsx": write_sheet, "docx": write_word}
"""By the ending of the file."""
