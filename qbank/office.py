"""How the Word files and workbooks that people get look: paper, fonts, grids."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.styleable import StyleableObject
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

GRID_FONT, TITLE_FONT = "宋体", "黑体"
_LATIN_FONT = "Times New Roman"
_THIN = Side(style="thin", color="B9B9B9")
_GRID = Border(_THIN, _THIN, _THIN, _THIN)
_SHADE = PatternFill("solid", fgColor="E8ECE9")
_A4 = "9"
_HEADER_FONT, _TEXT_FONT = Font(name=TITLE_FONT, size=11), Font(name=GRID_FONT, size=11)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="top", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def set_document(document: Document) -> None:
    """A4 with the margins of official documents, the text in the fonts and the spacing of all our files."""
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        section.top_margin, section.bottom_margin = Cm(3.0), Cm(2.8)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _LATIN_FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), GRID_FONT)
    style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(2), 1.3


def set_page(sheet: Worksheet, *, header: int) -> None:
    """Printed across A4, all columns on one page, the row `header` again on every page."""
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def set_header(cell: StyleableObject) -> None:
    """A heading of a grid."""
    cell.font, cell.fill, cell.border = _HEADER_FONT, _SHADE, _GRID
    cell.alignment = _MIDDLE


def set_grid(cell: StyleableObject, *, centred: bool) -> None:
    """A cell of a grid that holds text of any length, or something short."""
    cell.font, cell.border = _TEXT_FONT, _GRID
    cell.alignment = _CENTRED if centred else _WRAPPED
