"""Labels that belong to no option, the numbers that Word gives to lines which carry several options each; and labels that are lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from importers import DraftItem, DraftOption, check_item, read
from importers.containers.blocks import Line
from importers.draft import Place
from importers.layouts.flow import read_flow
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


_ABOVE = ("1、甲证由（A）发放。", "A、甲局", "B、乙局", "C、丙局", "D、丁局")


def _second(*lines: str) -> DraftItem:
    text = (*_ABOVE, *lines)
    return read_flow([Line(line, Place(line=at)) for at, line in enumerate(text, 1)], None).items[1]


@pytest.mark.parametrize(
    "below", [("B、证件", "C、凭证D、文书"), ("B、证件 C、凭证 D、文书",), ("B. 证件", "C. 凭证", "D. 文书")]
)
def test_options_keep_their_letters_where_a_is_lost_which_is_told(below: tuple[str, ...]) -> None:
    item = _second("2、乙证是一种（B）。", *below)
    assert [(option.label, option.text) for option in item.options] == [
        ("B", "证件"),
        ("C", "凭证"),
        ("D", "文书"),
    ]
    assert item.answer == "B"
    assert "缺 A" in next(problem.message for problem in item.problems if problem.code == "option-labels")


def test_a_line_above_b_is_the_first_option_whose_label_is_lost() -> None:
    item = _second("2、乙证是一种（B）。", "证件", "B、凭证", "C、文书", "D、印章")
    assert "".join(option.label for option in item.options) == "ABCD"
    assert (item.options[0].text, item.answer) == ("证件", "B")
    assert [problem.code for problem in item.problems] == ["options-unlabelled"]


def test_names_that_begin_with_b_and_c_are_no_options_of_a_statement() -> None:
    item = _second("2、乙证分为以下两类。（√）", "B、普通类", "C、特别类")
    assert (item.type, item.answer, item.options) == ("true_false", "T", ())
