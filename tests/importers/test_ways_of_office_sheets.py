"""Sheets of offices: ticks inside cells of options, two lists side by side, places counted from 0, options that say they are right."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import sheet

_HEAD = ("题型", "题目内容", "备选答案")
_ASKED = "甲证由（ ）发放。"
_TEXTS = ("甲局", "乙局", "丙局", "丁局")


def _read(folder: Path, *rows: Sequence[str]) -> ImportResult:
    return read(sheet(folder / "a.xlsx", 试题=rows))


def _codes(result: ImportResult) -> list[str]:
    return [problem.code for problem in result.problems]


def _texts(result: ImportResult, at: int = 0) -> list[str]:
    return [option.text for option in result.items[at].options]


@pytest.mark.parametrize("tick", ["√{}.{}", "✓{}、{}", "☑ {}.{}", "{}.√{}", "{}.{}√", "{}.{}（√）"])
@pytest.mark.parametrize("between", ["\n", "  "])
def test_a_tick_in_a_cell_of_options_belongs_to_the_label_beside_it(
    tmp_path: Path, tick: str, between: str
) -> None:
    def cell(*rights: str) -> str:
        return between.join(
            (tick if letter in rights else "{}.{}").format(letter, text)
            for letter, text in zip("ABCD", _TEXTS, strict=True)
        )

    result = _read(
        tmp_path, _HEAD, ("单选题", _ASKED, cell("A")), ("单选题", "乙证由（ ）发放。", cell("D")),
        ("多选题", "丙证由哪些局发放？", cell("B", "C")),
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["A", "D", "BC"]
    assert _texts(result) == list(_TEXTS)


def test_a_tick_before_one_side_of_a_judgement_answers_it(tmp_path: Path) -> None:
    rows = [("判断题", f"第{at}种甲证可以转让。", cell) for at, cell in enumerate(("√A.正确\nB.错误", "A.正确\n√B.错误"))]  # fmt: skip
    result = _read(tmp_path, _HEAD, *rows)
    assert [(item.answer, item.problems) for item in result.items] == [("T", ()), ("F", ())]


@pytest.mark.parametrize("number", [("序号",), ()])
def test_lists_side_by_side_whose_headings_are_types_are_read_each(
    tmp_path: Path, number: tuple[str, ...]
) -> None:
    own = [str(1)] * len(number)
    result = _read(
        tmp_path, ("甲局测试（左：单选；右：判断）",),
        (*number, "单选题", "A", "B", "C", "答案", "", *number, "判断题", "答案", "", *number, "多选题", "A", "B", "答案"),
        (*own, _ASKED, "甲局", "乙局", "丙局", "C", "", *own, "甲证可以转让。", "×", "", *own, "乙证由哪些局发放？", "丁局", "戊局", "AB"),
    )  # fmt: skip
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "C"), ("true_false", "F"), ("multiple_choice", "AB"),
    ]  # fmt: skip
    assert _texts(result, 2) == ["丁局", "戊局"]


def _counted_from_0(folder: Path, heading: str) -> ImportResult:
    return _read(
        folder, ("题型", "题目", "选项", heading), ("单选题", _ASKED, "甲局|乙局|丙局", "0"), ("单选题", "乙证由（ ）发放。", "甲局|乙局|丙局", "1"),
        ("多选题", "丙证由哪些局发放？", "甲局|乙局|丙局", "0,2"), ("判断题", "甲证可以转让。", "正确|错误", "1"), ("判断题", "乙证可以补办。", "正确|错误", "0"),
    )  # fmt: skip


def test_judgements_with_both_sides_count_from_0_as_the_choices_do(tmp_path: Path) -> None:
    result = _counted_from_0(tmp_path, "正确答案（选项序号，从0开始）")
    assert [item.answer for item in result.items] == ["A", "B", "AC", "F", "T"]
    assert not any(item.problems for item in result.items)
    assert "answers-by-index" not in _codes(result)


def test_judgements_that_may_mean_1_for_true_are_told_each(tmp_path: Path) -> None:
    result = _counted_from_0(tmp_path, "正确答案")
    assert [[problem.code for problem in item.problems] for item in result.items[3:]] == [
        ["truth-by-number"], ["truth-by-number"],
    ]  # fmt: skip
    assert "answers-by-index" in _codes(result)


def test_places_count_from_0_where_the_heading_says_so_though_no_answer_is_0(tmp_path: Path) -> None:
    rows = [("单选题", f"第{at}种证由（ ）发放。", "甲局|乙局|丙局", str(at)) for at in (1, 2)]
    result = _read(tmp_path, ("题型", "题目", "选项", "答案（选项序号，从 0 开始）"), *rows)
    assert [item.answer for item in result.items] == ["B", "C"]


@pytest.mark.parametrize("key", ["isRight", "correct", "is_answer"])
@pytest.mark.parametrize(("yes", "no"), [(True, False), (1, 0), ("是", "否")])
def test_options_in_json_may_say_themselves_that_they_are_right(
    tmp_path: Path, key: str, yes: object, no: object
) -> None:
    def cell(*rights: str) -> str:
        entries = enumerate(_TEXTS, 1)
        return json.dumps(
            [{"sort": at, "content": text, key: yes if text in rights else no} for at, text in entries]
        )

    result = _read(
        tmp_path, ("questionType", "questionContent", "options"), ("单选题", _ASKED, cell("丁局")),
        ("多选题", "丙证由哪些局发放？", cell("甲局", "丙局")),
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["D", "AC"]
    assert _texts(result) == list(_TEXTS)
    assert not any(item.problems for item in result.items)


@pytest.mark.parametrize("heading", ["备选{}", "候选{}", "候选项{}", "可选答案{}"])
@pytest.mark.parametrize("counted", ["1234", "一二三四", "ABCD"])
def test_headings_that_count_what_may_be_chosen_are_those_of_options(
    tmp_path: Path, heading: str, counted: str
) -> None:
    head = ("题目", *map(heading.format, counted), "答案")
    result = _read(tmp_path, head, (_ASKED, *_TEXTS, "B"), ("乙证由（ ）发放。", *_TEXTS, "D"))
    assert _texts(result) == list(_TEXTS)
    assert [item.answer for item in result.items] == ["B", "D"]


def test_judgements_to_be_mended_keep_what_would_be_right_as_explanation(tmp_path: Path) -> None:
    result = _read(
        tmp_path, ("题号", "题目（判断并改错）", "判断结果", "改错"), ("1", "甲证由乙局发放。", "×", "由甲局发放"),
        ("2", "乙证可以补办。", "√", ""),
    )  # fmt: skip
    assert [(item.answer, item.explanation) for item in result.items] == [("F", "由甲局发放"), ("T", "")]


@pytest.mark.parametrize("first", ["题号", "题型"])
@pytest.mark.parametrize("title", [True, False])
def test_the_type_in_a_form_is_that_of_its_question_alone(tmp_path: Path, title: bool, first: str) -> None:
    kinds = ("单选题", "单选题", "多选题", "")
    rows: list[tuple[str, ...]] = [("竖式录题表（每题一块）",)] * title
    for at, (kind, right) in enumerate(zip(kinds, ("B", "A", "AC", "AB"), strict=True), 1):
        head = [("题号", str(at)), ("题型", kind)]
        rows += head if first == "题号" else head[::-1]
        rows += [
            ("题干", f"第{at}种甲证由哪个局发放"),
            *((f"选项{letter}", text) for letter, text in zip("ABCD", _TEXTS, strict=True)),
        ]
        rows += [("答案", right), ("",)]
    result = _read(tmp_path, *rows)
    assert [(item.number, item.type, item.answer) for item in result.items] == [
        ("1", "single_choice", "B"), ("2", "single_choice", "A"), ("3", "multiple_choice", "AC"), ("4", "multiple_choice", "AB"),
    ]  # fmt: skip
    assert "type-inferred" in {problem.code for problem in result.items[3].problems}


@pytest.mark.parametrize("sides", ["\nA、正确\nB、错误", " A.错误 B.正确", "\nA．对\nB．错"])
def test_a_judgement_with_both_sides_in_the_cell_of_its_stem_keeps_the_statement(
    tmp_path: Path, sides: str
) -> None:
    rows = [["题型", "试题", "答案"], *(["判断", f"第{at}号证可以外借。{sides}", "B"] for at in (1, 2, 3))]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    meant = "T" if "B.正确" in sides else "F"
    assert [(item.stem, item.answer, item.problems) for item in result.items] == [
        (f"第{at}号证可以外借。", meant, ()) for at in (1, 2, 3)
    ]


def test_questions_above_the_header_are_read_and_told(tmp_path: Path) -> None:
    header = ["题型", "题目", "选项A", "选项B", "选项C", "正确答案"]
    asked = [
        ["单选", f"第{at}号证由谁发放（ ）", "甲局", "乙局", "丙局", "ABC"[at % 3]] for at in range(1, 7)
    ]
    rows = [["一、单选题"], *asked[:3], header, *asked[3:]]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items] == ["B", "C", "A", "B", "C", "A"]
    assert [problem.message for problem in result.problems] == [
        "有 3 题在表头以前，按下面的表头读入，请核对。"
    ]


@pytest.mark.parametrize("below", [["题型", "题目", "选项", "答案"], ["", "审核人：", "日期：", ""]])
def test_a_sign_of_programs_parts_options_whatever_stands_between_the_rows(
    tmp_path: Path, below: list[str]
) -> None:
    rows = [["题型", "题目", "选项", "答案"]]
    rows += [["单选题", f"第{at}号证由谁发放", "A. 甲局$;$B. 乙局$;$C. 丙局", "B"] for at in range(1, 7)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[*rows[:5], below, *rows[5:]]))
    texts = {tuple(option.text for option in item.options) for item in result.items if item.answer}
    assert texts == {("甲局", "乙局", "丙局")}


@pytest.mark.parametrize(
    "row",
    [
        list("ABCDEF"),
        ["单选", "示例：下列由谁发放（ ）", "甲局", "乙局", "丙局", "A"],
        ["必填", "必填，不超过500字", "必填", "必填", "选填", "A"],
    ],
)
def test_one_row_above_the_header_is_an_example(tmp_path: Path, row: list[str]) -> None:
    header = ["题型", "题目", "选项A", "选项B", "选项C", "正确答案"]
    asked = [["单选", f"第{at}证由谁发放（ ）", "甲局", "乙局", "丙局", "B"] for at in (1, 2, 3)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[row, header, *asked]))
    assert [item.stem for item in result.items] == [f"第{at}证由谁发放（ ）" for at in (1, 2, 3)]
    assert not list(result.all_problems())


@pytest.mark.parametrize("sign", ["、", " "])
def test_a_sign_within_most_options_parts_none(tmp_path: Path, sign: str) -> None:
    rows = [["题型", "题目", "选项", "答案"]]
    rows += [["单选题", f"第{at}个公司是", sign.join(("甲&乙", "丙&丁", "戊&己")), "C"] for at in range(1, 9)]
    rows.append(["单选题", "第9证由谁发放", sign.join(("甲局", "丙局", "丁局")), "C"])
    items = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert [option.text for option in items[0].options] == ["甲&乙", "丙&丁", "戊&己"]
    assert [option.text for option in items[8].options] == ["甲局", "丙局", "丁局"]


def test_an_array_of_options_keeps_the_sign_of_programs_within_them(tmp_path: Path) -> None:
    rows = [["题型", "题目", "选项", "答案"], ["单选题", "甲证由谁发放", '["甲$;$局","乙局"]', "A"]]
    (item,) = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert [option.text for option in item.options] == ["甲$;$局", "乙局"]


def test_a_row_whose_cells_were_merged_is_parted_again_and_one_that_asks_is_never_left_out_in_silence(
    tmp_path: Path,
) -> None:
    rows = [["序号", "题目", "A", "B", "C", "标准答案"]]
    rows += [[str(at), f"第{at}号证由谁发放（ ）。", "甲局", "乙局", "丙局", "B"] for at in (1, 2, 3)]
    rows.append(["4\n丁证由谁发放（ ）。\n甲局\n乙局\n丙局\nC", "", "", "", "", ""])
    rows.append(["5\n戊证由谁发放（ ）。\n甲局 乙局\nC", "", "", "", "", ""])
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [(item.number, item.answer, len(item.options)) for item in result.items][3:] == [("4", "C", 3)]
    assert [problem.code for problem in result.problems if "戊证" in problem.message] == ["text-unread"]


def test_statements_beside_which_stands_whether_they_are_right_are_judged(tmp_path: Path) -> None:
    rows = [["判断内容", "是否正确", "出处"], ["甲证免费。", False, "甲法"], ["乙证可以外借。", True, ""]]
    result = read(sheet(tmp_path / "a.xlsx", 固废科=rows))
    assert [(item.type, item.answer) for item in result.items] == [("true_false", "F"), ("true_false", "T")]


def test_options_counted_in_chinese_say_each_whether_they_are_right(tmp_path: Path) -> None:
    rows = [["题型", "题干", "选项一内容", "选项一是否正确", "选项二内容", "选项二是否正确"]]
    rows += [["单选题", f"第{at}号证由谁发放", "甲局", at % 2, "乙局", 1 - at % 2] for at in (1, 2, 3)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items] == ["A", "B", "A"]
