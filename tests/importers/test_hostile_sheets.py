"""Odd sheets of .xlsx files: nothing beside their cells is lost in silence, and no number or range without measure costs more than one sentence."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from importers import ImportResult, Unreadable, read
from importers.draft import REMARK_AUTHOR, Skipped
from tests.importers.build import RELATION, png, relations

_HEADER = ["题干", "选项A", "选项B", "答案"]
_QUESTION = ["甲证由谁发放", "甲局", "乙局", "A"]
_SHEET = "xl/worksheets/sheet1.xml"
_DRAWN = 'xmlns="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def _book(path: Path, change: Callable[[Workbook], None] = lambda _: None) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "试题"
    page.append(_HEADER)
    page.append(_QUESTION)
    change(book)
    book.save(path)
    return path


def _changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _with(path: Path, mark: str, inserted: str) -> Path:
    """The file with XML before a mark of its first sheet."""

    def insert(parts: dict[str, bytes]) -> None:
        assert mark.encode() in parts[_SHEET]
        parts[_SHEET] = parts[_SHEET].replace(mark.encode(), (inserted + mark).encode(), 1)

    return _changed(path, insert)


def _drawn(path: Path, inside: str) -> Path:
    def draw(parts: dict[str, bytes]) -> None:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(
            f'Id="d" Type="{RELATION}/drawing" Target="../drawings/drawing1.xml"'
        ).encode()
        parts["xl/drawings/drawing1.xml"] = f"<wsDr {_DRAWN}>{inside}</wsDr>".encode()
        parts["xl/drawings/_rels/drawing1.xml.rels"] = relations(
            f'Id="p" Type="{RELATION}/image" Target="../media/a.png"'
        ).encode()
        parts["xl/media/a.png"] = png()

    return _changed(path, draw)


def _code(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.sentence.endswith("。") and refused.value.sentence.count("。") == 1
    return refused.value.code


def _beside(result: ImportResult) -> list[Skipped]:
    """What was named but the header."""
    return [piece for piece in result.skipped if piece.place.row != 1]


def test_text_boxes_over_a_sheet_are_named(tmp_path: Path) -> None:
    words = "<a:p><a:r><a:t>填写</a:t></a:r><a:r><a:t>要求</a:t></a:r></a:p>"
    box = f"<twoCellAnchor><from><col>1</col><row>4</row></from><sp><txBody>{words}</txBody></sp></twoCellAnchor>"
    result = read(_drawn(_book(tmp_path / "a.xlsx"), box))
    (piece,) = _beside(result)
    assert (piece.text, piece.place.sheet, piece.place.row) == ("填写要求", "试题", 5)
    assert len(result.items) == 1


def test_pictures_that_stand_at_no_cell_are_named(tmp_path: Path) -> None:
    picture = '<absoluteAnchor><pic><blipFill><a:blip r:embed="p"/></blipFill></pic></absoluteAnchor>'
    (piece,) = _beside(read(_drawn(_book(tmp_path / "a.xlsx"), picture)))
    assert (piece.text, piece.place.row) == ("〔图〕", None)


def test_comments_of_people_are_named_and_our_own_are_not(tmp_path: Path) -> None:
    def note(book: Workbook) -> None:
        page = book.worksheets[0]
        page["A2"].comment = Comment("这题要改", "甲")
        page["B2"].comment = Comment("第 1 题缺答案", REMARK_AUTHOR)

    (piece,) = _beside(read(_book(tmp_path / "a.xlsx", note)))
    assert (piece.text, piece.reason, piece.place.row) == ("这题要改", "批注", 2)


def test_sheets_of_one_name_are_refused_as_only_one_would_be_read(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", lambda book: book.create_sheet("另一个").append(["丢了"]) and None)

    def rename(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("另一个".encode(), "试题".encode())

    assert _code(_changed(path, rename)) == "damaged"


@pytest.mark.parametrize("places", [20, 60, 400])
@pytest.mark.parametrize("value", [0.05, 123456789012345, 1e300, -1])
def test_numbers_with_more_places_than_any_are_read(tmp_path: Path, places: int, value: float) -> None:
    def fill(book: Workbook) -> None:
        cell = book.worksheets[0].cell(3, 1, value)
        cell.number_format = "0." + "0" * places + "%"

    result = read(_book(tmp_path / "a.xlsx", fill))
    assert result.items[1].stem


def test_a_time_beyond_all_days_costs_one_sentence(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.worksheets[0].cell(3, 1, 1e300).number_format = "[h]:mm:ss"

    assert _code(_book(tmp_path / "a.xlsx", fill)) == "damaged"


def test_columns_hidden_again_and_again_are_told_once(tmp_path: Path) -> None:
    hidden = "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 2000 + "</cols>"
    path = _with(_book(tmp_path / "a.xlsx"), "<sheetData>", hidden)
    assert [found.code for found in read(path).problems].count("hidden-columns") == 1


def test_merged_ranges_that_hold_more_cells_than_there_are_are_refused(tmp_path: Path) -> None:
    path = _book(tmp_path / "a.xlsx", lambda book: book.worksheets[0].cell(90_000, 1, "尾") and None)
    merged = "<mergeCells>" + '<mergeCell ref="A1:A89999"/>' * 19_000 + "</mergeCells>"
    assert _code(_with(path, "<pageMargins", merged)) == "too-large"


@pytest.mark.parametrize(
    "cell", ['<c r="xfd1048576"', '<c r="ZZZZ4294967295"', "<c"], ids=["small", "beyond", "unplaced"]
)
def test_far_cells_are_counted_however_they_say_where_they_stand(tmp_path: Path, cell: str) -> None:
    row = f'<row r="1048576">{cell} t="str"><v>远</v></c></row>'
    near = '<row r="3"><c r="H3" t="str"><v>近</v></c></row>'
    assert _code(_with(_book(tmp_path / "a.xlsx"), "</sheetData>", near + row)) == "too-large"


@pytest.mark.parametrize("head", ["<c ", "<c r", "<row ", "<col ", "<mergeCell "])
def test_heads_of_tags_without_an_end_are_not_searched_for_ever(tmp_path: Path, head: str) -> None:
    path = _with(_book(tmp_path / "a.xlsx"), "<pageMargins", f"<!-- {head * 60_000} -->")
    assert len(read(path).items) == 1
