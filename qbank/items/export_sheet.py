"""Questions of the bank as a workbook, laid out so that `importers` reads them back as they are."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from qbank.items.exported import ASIDES, Exported, Said, headings_for, row_of, text_first
from qbank.items.figures import to_text
from qbank.items.sheet_figures import Placed, with_pictures
from qbank.items.word_figures import Pictures
from qbank.office import set_grid, set_header, set_page

_WIDTHS = {
    "序号": 7,
    "题型": 8,
    "题干": 60,
    "答案": 9,
    "解析": 40,
    "法律依据": 32,
    "难度": 7,
    "知识点": 20,
    "单位": 24,
    "范围": 9,
    "状态": 9,
}
_CENTRED = {"序号", "题型", "答案", "难度"}
WIDTH = 18
CHARACTER, LINE, GAP = 7, 20, 4
"""Pixels: a half-width character, a line, the room around an image."""
POINTS, TALLEST_ROW = 0.75, 409


def write_sheet(questions: Sequence[Exported], apart: Sequence[Exported], pictures: Pictures) -> bytes:
    """An .xlsx with one row a question; every cell is text, and none a formula. Images stand below their text."""
    every = [*questions, *apart]
    headings = headings_for(every)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("试题")
    sheet.freeze_panes = "D2"
    set_page(sheet, header=1)
    named = [*headings, *ASIDES]
    for place, heading in enumerate(named, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(heading, WIDTH)
    rows = [
        [*row_of(number, each.said, headings), *each.asides] for number, each in enumerate(every, start=1)
    ]
    placed: list[Placed] = []
    for at, each in enumerate(every, start=1):
        rows[at - 1] = _take_images(at, rows[at - 1], each.said, headings, placed)
        lowest = max((one.down + one.size[1] for one in placed if one.row == at), default=0)
        tallest = max(_height(text, heading) for heading, text in zip(named, rows[at - 1], strict=False))
        sheet.row_dimensions[at + 1].height = min(TALLEST_ROW, (max(lowest, tallest) + GAP) * POINTS)
    for place, row in enumerate([named, *rows]):
        cells = [WriteOnlyCell(sheet, value=text or None) for text in row]
        for heading, cell in zip(named, cells, strict=False):
            if cell.value is not None:
                cell.data_type = "s"
            if place:
                set_grid(cell, centred=heading in _CENTRED)
            else:
                set_header(cell)
        sheet.append(cells)
    target = BytesIO()
    book.save(target)
    return with_pictures(target.getvalue(), placed, pictures) if placed else target.getvalue()


def _take_images(
    row: int, cells: list[str], said: Said, headings: Sequence[str], placed: list[Placed]
) -> list[str]:
    """The cells without the images that end their texts; these are placed below."""
    if not said.figures:
        return cells
    texts = []
    for column, text in enumerate(cells):
        blocks, images = text_first(text, said)
        bare = to_text(blocks, {})
        heading = headings[column] if column < len(headings) else ""
        down = GAP + _height(bare, heading)
        for image in images:
            placed.append(one := Placed(image, row, column, down, _width(heading) - 2 * GAP))
            down += one.size[1] + GAP
        texts.append(bare)
    return texts


def _width(heading: str) -> int:
    """Pixels of a column."""
    return _WIDTHS.get(heading, WIDTH) * CHARACTER


def _height(text: str, heading: str) -> int:
    """Pixels of a text in its column, as though all its characters were wide."""
    lines = (-(-len(line) * 2 * CHARACTER // _width(heading)) or 1 for line in text.split("\n"))
    return sum(lines) * LINE if text else 0
