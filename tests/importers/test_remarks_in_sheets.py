"""Remarks in a sheet stand in their cells."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from importers import Place, read
from importers.remarks import Remark, annotate
from importers.remarks.cells import cell_of, name_of
from tests.importers.build import sheet
from tests.importers.remarked import ROWS, WHEN, cell_comments, kept, parts


def test_a_remark_stands_in_its_cell_and_below_others_of_the_same_place(tmp_path: Path) -> None:
    path = sheet(tmp_path / "t.xlsx", 说明=[["x"]], 试题=ROWS)
    remarks = [
        Remark("答案不对", Place(sheet="试题", row=2, column="D")),
        Remark("一", Place(sheet="试题", row=3)),
        Remark("二", Place(sheet="试题", row=3)),
        Remark("=1+1 整个文件\x00"),
        Remark("没有这一张", Place(sheet="别的", row=9)),
    ]
    content = annotate(path, remarks, WHEN)
    assert cell_comments(content) == {
        "说明": {"A1": ("题库", "=1+1 整个文件"), "A9": ("题库", "没有这一张")},
        "试题": {"D2": ("题库", "答案不对"), "A3": ("题库", "一\n二")},
    }


@pytest.mark.parametrize(
    "author", ["王老师", "tc={8A2F6D0B-1111-4C1E-9B57-2D3C5E7F9A10}"]
)  # as threads have it
def test_comments_of_people_and_cells_under_merged_ones_are_left_alone(tmp_path: Path, author: str) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in ROWS:
        page.append(row)
    page["A2"].comment = Comment("王老师说的", author)
    page.merge_cells("B2:B3")
    book.save(tmp_path / "t.xlsx")
    remarks = [
        Remark("看", Place(sheet="Sheet", row=2)),
        Remark("看", Place(sheet="Sheet", row=3, column="B")),
    ]
    once = kept(tmp_path, "1.xlsx", annotate(tmp_path / "t.xlsx", remarks, WHEN))
    assert cell_comments(once.read_bytes())["Sheet"] == {
        "A2": (author, "王老师说的"), "B2": ("题库", "看"), "C3": ("题库", "看"),
    }  # fmt: skip
    before = parts((tmp_path / "t.xlsx").read_bytes())
    assert parts(once.read_bytes())["xl/worksheets/sheet1.xml"] == before["xl/worksheets/sheet1.xml"]
    twice = annotate(once, [], WHEN)
    assert cell_comments(twice)["Sheet"] == {"A2": (author, "王老师说的")}
    drawing = next(data for name, data in parts(twice).items() if name.endswith(".vml"))
    assert drawing.count(b'ObjectType="Note"') == 1


@pytest.mark.parametrize(
    ("cell", "name"), [((1, 1), "A1"), ((5, 26), "Z5"), ((9, 27), "AA9"), ((1, 16384), "XFD1")]
)
def test_cells_have_names(cell: tuple[int, int], name: str) -> None:
    assert (name_of(cell), cell_of(name)) == (name, cell)


def test_a_problem_of_a_sheet_stands_at_the_cell_that_it_is_about(tmp_path: Path) -> None:
    rows = [["题型", "题干", "选项A", "选项B", "答案", "难度"], ["单选", "何者正确", "甲", "甲", "C", "很怪"]]
    path = sheet(tmp_path / "t.xlsx", 试题=rows)
    problems = [Remark(each.code, each.place) for each in read(path).all_problems()]
    content = annotate(path, problems, WHEN)
    assert {cell: text for cell, (_author, text) in cell_comments(content)["试题"].items()} == {
        "C2": "options-equal",
        "E2": "answer-not-among-options",
        "F2": "difficulty-unreadable",
    }
    assert read(path).items[0].problems[0].place == Place(sheet="试题", row=2, column="F")
