"""Labels that belong to no option: the numbers that Word gives to lines which carry several options each."""

from dataclasses import replace
from pathlib import Path

import pytest

from importers import DraftItem, DraftOption, check_item, read
from tests.importers.build import numbering, paragraph, word


def _options(folder: Path, *lines: str) -> DraftItem:
    path = folder / "试题.txt"
    path.write_text("\n".join(("多选题", "1. 办理甲证应当（　　）。", *lines, "答案：AD")), "utf-8")
    result = read(path)
    (item,) = result.items
    return item


def test_lines_of_options_that_word_numbers_by_itself_keep_their_texts(tmp_path: Path) -> None:
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    level = '<w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1、"/>'
    path = word(
        tmp_path / "题.docx",
        paragraph("多选题"),
        paragraph("1. 办理甲证应当（　　）。"),
        paragraph("登记在册   B、 分级审批   ", number),
        paragraph("C、 按期公示   D、 留存备查   答案： AD", number),
        parts={"word/numbering.xml": numbering(level)},
    )
    result = read(path)
    (item,) = result.items
    assert [option.text for option in item.options] == ["登记在册", "分级审批", "按期公示", "留存备查"]
    assert (item.answer, item.problems) == ("AD", ())
    assert [piece.text for piece in result.skipped if "选项编号" in piece.reason] == ["B、"]


@pytest.mark.parametrize("lines", [("A. 甲 B. 乙", "B、C. 丙 D. 丁"), ("A. 甲 B. 乙 C. 丙", "B. D. 丁")])
def test_a_label_with_only_a_later_label_behind_it_is_no_option(
    tmp_path: Path, lines: tuple[str, ...]
) -> None:
    item = _options(tmp_path, *lines)
    assert [(option.label, option.text) for option in item.options] == list(
        zip("ABCD", "甲乙丙丁", strict=True)
    )
    assert item.problems == ()


def test_an_option_that_nobody_filled_stays_an_empty_option(tmp_path: Path) -> None:
    item = _options(tmp_path, "A. 甲", "B. C. 丙", "D. 丁")
    assert [option.text for option in item.options] == ["甲", "", "丙", "丁"]
    assert [problem.code for problem in item.problems] == ["option-empty"]


def test_an_empty_option_names_the_option_that_holds_its_text() -> None:
    options = (DraftOption("A", "登记在册  B、分级审批"), DraftOption("B", ""), DraftOption("C", "公示"))
    item = DraftItem("single_choice", "应当（　　）。", options, "A", number="7")
    assert [problem.message for problem in check_item(item)] == [
        "第 7 题的选项 B 是空的，它的文字可能并在选项 A 里，请分开。"
    ]
    plain = replace(item, options=(DraftOption("A", "登记"), *options[1:]))
    assert [problem.message for problem in check_item(plain)] == ["第 7 题的选项 B 是空的，请补上。"]
