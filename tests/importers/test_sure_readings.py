"""What a careful reader would not doubt carries no remark; what he would, does."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import lines_read

_SINGLE = ("1. 甲证由谁发放（A）。", "A. 甲局", "B. 乙局", "C. 丙局")
_SECOND = ("2. 甲证由谁收回（B）。", "A. 甲局", "B. 乙局", "C. 丙局")


def _codes(result: ImportResult) -> list[list[str]]:
    return [[problem.code for problem in item.problems] for item in result.items]


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("3. 下列说法错误的有（AC）。", []),
        ("3. 办理甲证需要哪些材料？（AC）", []),
        ("3. 甲证的内容包括：（AC）", []),
        ("3. 甲证由谁补办（AC）。", ["type-inferred"]),
    ],
)
def test_several_answers_under_a_plain_heading_are_sure_where_the_stem_asks_for_several(
    tmp_path: Path, stem: str, codes: list[str]
) -> None:
    result = lines_read(tmp_path, "一、选择题", *_SINGLE, *_SECOND, stem, "A. 登记", "B. 备案", "C. 公示")
    assert result.items[2].type == "multiple_choice"
    assert _codes(result) == [[], [], codes]


def test_a_type_that_one_answer_tells_is_said_once_for_the_file(tmp_path: Path) -> None:
    judged = [f"{number}. 甲证第{number}项应当公示。（√）" for number in (1, 2, 3)]
    result = lines_read(tmp_path, "一、判断题", *judged, "二、场景题", *_SINGLE)
    assert [item.type for item in result.items[3:]] == ["single_choice"]
    assert _codes(result) == [[], [], [], []]
    assert "types-inferred" in [problem.code for problem in result.problems]


@pytest.mark.parametrize(
    ("explanation", "answer", "codes"),
    [
        ("甲局主管发证。因此，本题选A。", "A", []),
        ("甲局主管发证。因此，正确答案为A。", "A", []),
        ("甲局主管发证，故选A", "A", []),
        ("乙局不管，因此A项无误，故选A。", "A", []),
        ("甲局主管发证。因此A正确", "A", ["answer-in-explanation"]),
        ("有人主张故选B。实际上甲局主管，故选A。", "B", ["answer-in-explanation"]),
    ],
)
def test_an_answer_in_the_explanation_is_sure_where_it_is_said_plainly(
    tmp_path: Path, explanation: str, answer: str, codes: list[str]
) -> None:
    lines = ("一、单选题", "1. 甲证由谁发放（　　）。", "A. 甲局", "B. 乙局", f"解析：{explanation}")
    (item,) = lines_read(tmp_path, *lines).items
    assert (item.answer, [problem.code for problem in item.problems]) == (answer, codes)


@pytest.mark.parametrize(("answer", "codes"), [("乙局", []), ("B", ["options-unlabelled"])])
def test_lines_without_labels_are_options_for_sure_where_the_answer_repeats_one(
    tmp_path: Path, answer: str, codes: list[str]
) -> None:
    lines = ("一、单选题", "1. 甲证由谁发放？", "甲局", "乙局", "丙局", f"答案：{answer}")
    (item,) = lines_read(tmp_path, *lines).items
    assert (item.answer, [problem.code for problem in item.problems]) == ("B", codes)


def test_names_in_a_row_are_no_labels_within_an_option(tmp_path: Path) -> None:
    lines = (
        "一、单选题",
        "1. 授权的回收（A）。",
        "A. 各级一并收回",
        "B. 只收回A，B、C两级保留",
        "C. 均不收回",
    )
    (item,) = lines_read(tmp_path, *lines).items
    assert (len(item.options), item.problems) == (3, ())


def test_a_number_with_a_type_above_each_stem_begins_a_question(tmp_path: Path) -> None:
    lines = []
    for number, kind, answer in ((1, "单选题", "A"), (2, "单选题", "B"), (3, "多选题", "AB")):
        lines += [f"【第 {number} 题】", f"{number}.{kind} (1分)", f"甲证第{number}项由谁审批（）。"]
        lines += ["A", "甲局", "B", "乙局", f"正确答案： {answer}", "------------", ""]
    result = lines_read(tmp_path, *lines)
    assert [(item.number, item.type, item.answer) for item in result.items] == [
        ("1", "single_choice", "A"), ("2", "single_choice", "B"), ("3", "multiple_choice", "AB"),
    ]  # fmt: skip
    assert result.items[0].stem == "甲证第1项由谁审批（）。"
    assert list(result.all_problems()) == []


def test_numbered_headings_of_different_types_stay_headings(tmp_path: Path) -> None:
    judged = [f"{number}. 甲证第{number}项应当公示。（√）" for number in (1, 2, 3)]
    result = lines_read(tmp_path, "1. 单选题（共2题）", *_SINGLE, *_SECOND, "2. 判断题（共3题）", *judged)
    assert [item.type for item in result.items] == ["single_choice"] * 2 + ["true_false"] * 3
    assert list(result.all_problems()) == []


@pytest.mark.parametrize("form", ["{stem}@@@正确答案：{letter}", "{number}. {stem}\n答案：{letter}"])
@pytest.mark.parametrize(
    ("stem", "letters", "kind"),
    [
        ("第{}类证件应当公示。", "AB", "true_false"),
        ("第{}类证件应当公示。", "AC", None),
        ("第{}类证件的发放机关是", "AB", None),
    ],
)
def test_many_untyped_statements_answered_by_a_and_b_alone_are_judgements(
    tmp_path: Path, form: str, stem: str, letters: str, kind: str | None
) -> None:
    lines = [
        form.format(stem=stem.format(number), letter=letters[number % 2], number=number)
        for number in range(1, 13)
    ]
    result = lines_read(tmp_path, *lines)
    codes = {problem.code for problem in result.problems}
    assert [item.type for item in result.items] == [kind] * 12
    if kind:
        assert [item.answer for item in result.items] == ["F", "T"] * 6
        assert {"types-inferred", "truth-by-letter"} <= codes
    else:
        assert all("type-unknown" in {problem.code for problem in item.problems} for item in result.items)


def test_a_stem_that_begins_with_a_century_begins_with_no_number_of_a_question(tmp_path: Path) -> None:
    lines = [
        "一、单选题",
        "4.19 世纪末设立的是（B）",
        "A. 甲局",
        "B. 乙局",
        "5. 甲证由谁发放（A）",
        "A. 甲局",
        "B. 乙局",
    ]
    first, _ = lines_read(tmp_path, *lines).items
    assert (first.stem, first.problems) == ("19 世纪末设立的是（　　）", ())
