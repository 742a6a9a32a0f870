"""Options in a sheet of their own, which name their questions by stem or number."""

from pathlib import Path

from importers import DraftItem, read
from tests.importers.build import sheet

_OPTIONS = ("甲局", "乙局", "丙局")


def _options(item: DraftItem) -> list[str]:
    return [option.text for option in item.options]


def _asked(at: int) -> str:
    return f"第{at}种甲证由哪个局发放（ ）。"


def test_options_in_a_sheet_of_their_own_are_joined_to_their_questions(tmp_path: Path) -> None:
    asked: list[list[object]] = [["试题内容", "试题类型", "判断题正确答案"]]
    asked += [[_asked(1), "选择题", ""], ["甲证可以转让。", "判断题", "错误"], [_asked(2), "选择题", ""]]
    options: list[list[object]] = [["试题内容", "序号", "内容", "是否正确答案"]]
    for at, right in ((1, "乙局"), (2, "甲局丙局")):
        for count, option in enumerate(_OPTIONS, 1):
            options.append([_asked(at), count, option, "是" if option in right else "否"])
    result = read(sheet(tmp_path / "a.xlsx", 题库=asked, 选项=options))
    assert [(item.answer, _options(item)) for item in result.items] == [
        ("B", [*_OPTIONS]),
        ("F", []),
        ("AC", [*_OPTIONS]),
    ]


def test_options_in_a_sheet_of_their_own_may_name_the_number_of_their_question(tmp_path: Path) -> None:
    asked: list[list[object]] = [["题目ID", "题干"], [101, _asked(1)], [102, _asked(2)]]
    options: list[list[object]] = [["ID", "题目ID", "选项内容", "是否正确"]]
    for number, right in ((101, "甲局"), (102, "丙局")):
        options += [[len(options), number, option, int(option == right)] for option in _OPTIONS]
    result = read(sheet(tmp_path / "a.xlsx", 题库=asked, 选项=options))
    assert [(item.answer, _options(item)) for item in result.items] == [
        ("A", [*_OPTIONS]),
        ("C", [*_OPTIONS]),
    ]


def test_options_in_a_sheet_of_their_own_stand_in_the_order_of_their_letters(tmp_path: Path) -> None:
    asked: list[list[object]] = [["题目ID", "题干", "答案"], [1, _asked(1), "A"], [2, _asked(2), "C"]]
    options: list[list[object]] = [["题目ID", "选项标号", "选项内容"]]
    options += [[1, "B", "乙局"], [1, "C", "丙局"], [1, "A", "甲局"]]
    options += [[2, letter, option] for letter, option in zip("ABC", _OPTIONS, strict=True)]
    result = read(sheet(tmp_path / "a.xlsx", 题库=asked, 选项=options))
    assert [(item.answer, _options(item)) for item in result.items] == [
        ("A", [*_OPTIONS]),
        ("C", [*_OPTIONS]),
    ]


def test_options_that_name_a_question_which_is_not_there_are_joined_to_none_and_told(tmp_path: Path) -> None:
    asked: list[list[object]] = [
        ["题目ID", "题型", "题干"],
        [101, "单选题", _asked(1)],
        [102, "单选题", _asked(2)],
    ]
    options: list[list[object]] = [["题目ID", "选项内容", "是否正确"]]
    options += [[number, option, "是"] for number in (101, 109) for option in _OPTIONS]
    result = read(sheet(tmp_path / "a.xlsx", 题库=asked, 选项=options))
    assert all(item.answer is None and item.problems for item in result.items)
    assert {"109 甲局 是"} <= {piece.text for piece in result.skipped}
