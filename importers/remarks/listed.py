"""Remarks as a small workbook, for files that take no comments."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from importers.remarks.remark import Remark

_HEADINGS = (("位置", 24), ("批注", 90))
_WHOLE_FILE = "整个文件"


def listed(remarks: Sequence[Remark]) -> bytes:
    """An .xlsx with one row a remark: its place in words, and its text. Nothing in it is a formula."""
    from openpyxl import Workbook  # loaded when wanted: the child of the importers must start quickly
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("批注")
    sheet.freeze_panes = "A2"
    for letter, (_heading, width) in zip("AB", _HEADINGS, strict=True):
        sheet.column_dimensions[letter].width = width
    places = [remark.place.in_words() if remark.place else _WHOLE_FILE for remark in remarks]
    texts = ["\n".join(remark.lines) for remark in remarks]
    rows = [tuple(heading for heading, _width in _HEADINGS), *zip(places, texts, strict=True)]
    for number, row in enumerate(rows):
        cells = [WriteOnlyCell(sheet, value=text) for text in row]
        for cell in cells:
            cell.data_type = "s"
            cell.font = Font(bold=number == 0)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        sheet.append(cells)
    target = BytesIO()
    book.save(target)
    return target.getvalue()
