"""Columns of sheets: the right option beside the wrong ones, one column an option, judgements as numbers."""

from pathlib import Path

import pytest

from importers import ImportResult, read

_JUDGED = (("公证员可以兼职。", "0"), ("公证机构不以营利为目的。", "1"), ("公证费由当事人支付。", "1"))


def _read(folder: Path, *rows: tuple[str, ...]) -> ImportResult:
    path = folder / "试题.csv"
    path.write_text("\n".join(",".join(row) for row in rows), "utf-8")
    return read(path)


def _codes(result: ImportResult) -> list[str]:
    return [problem.code for problem in result.problems]


@pytest.mark.parametrize("wrong", ["错误答案{}", "干扰项{}", "错误选项{}（必填）"])
def test_the_right_answer_and_the_wrong_ones_together_are_the_options_which_is_told_once(
    tmp_path: Path, wrong: str
) -> None:
    head = ("题目", "正确答案", *(wrong.format(at) for at in (1, 2, 3)))
    result = _read(
        tmp_path, head, ("证书由（ ）发放。", "甲局", "乙局", "丙局", "丁局"), ("遗嘱由（ ）办理。", "戊", "己", "庚", "辛")
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["A", "A"]
    assert [option.text for option in result.items[0].options] == ["甲局", "乙局", "丙局", "丁局"]
    assert _codes(result).count("options-unlabelled") == 1


def test_one_column_of_wrong_answers_is_no_option(tmp_path: Path) -> None:
    result = _read(tmp_path, ("题目", "正确答案", "错误答案"), ("证书由（ ）发放。", "甲局", "乙局、丙局"))
    assert not result.items[0].options
    assert result.items[0].problems


def test_a_column_for_each_option_may_ask_whether_it_is_right(tmp_path: Path) -> None:
    head = ("题目", "选项A", "是否A正确", "选项B", "是否B正确", "选项C", "是否C正确")
    result = _read(tmp_path, head, ("证书由（ ）发放。", "甲局", "否", "乙局", "是", "丙局", "否"))
    assert result.items[0].answer == "B"


@pytest.mark.parametrize(
    ("legend", "answers"), [("（0对1错）", "TFF"), ("（对填1，错填0）", "FTT"), ("（1=正确 0=错误）", "FTT")]
)
def test_numbers_of_judgements_mean_what_their_heading_says(
    tmp_path: Path, legend: str, answers: str
) -> None:
    result = _read(tmp_path, ("题型", "题目", "答案" + legend), *(("判断题", *row) for row in _JUDGED))
    assert [item.answer for item in result.items] == list(answers)
    assert "truth-by-number" not in _codes(result)


def test_judgements_as_numbers_are_told_once(tmp_path: Path) -> None:
    result = _read(tmp_path, ("题型", "题目", "答案"), *(("判断题", *row) for row in _JUDGED))
    assert [item.answer for item in result.items] == ["F", "T", "T"]
    assert _codes(result) == ["truth-by-number"]
    assert not any(item.problems for item in result.items)


def test_each_judgement_of_a_program_that_counts_its_types_too_is_told(tmp_path: Path) -> None:
    choices = (
        ("0", "证书由（ ）发放。", "甲局", "乙局", "丙局", "B"),
        ("1", "遗嘱由（ ）办理。", "甲局", "乙局", "丙局", "AB"),
    )
    judged = (("2", stem, "", "", "", said) for stem, said in _JUDGED)
    result = _read(tmp_path, ("类型", "题目", "A", "B", "C", "答案"), *choices, *judged)
    told = [[problem.code for problem in item.problems] for item in result.items]
    assert told == [[], [], *[["truth-by-number"]] * 3]
    assert "truth-by-number" in _codes(result)


def test_types_before_the_stems_of_a_column_leave_them(tmp_path: Path) -> None:
    result = _read(
        tmp_path, ("题目", "A", "B", "答案"), ("多选：证书由（ ）发放。", "甲局", "乙局", "AB"), ("判断：甲局可以兼职。", "", "", "错"),
        ("判断：下列由（ ）发放。", "甲局", "乙局", "B"),
    )  # fmt: skip
    assert [(item.type, item.stem) for item in result.items] == [
        ("multiple_choice", "证书由（ ）发放。"),
        ("true_false", "甲局可以兼职。"),
        ("single_choice", "判断：下列由（ ）发放。"),
    ]


def test_numbers_beside_letters_judge_where_no_row_names_a_type_or_has_options(tmp_path: Path) -> None:
    rows = [
        ("甲局发放甲证。", "1"),
        ("乙局收回甲证。", "2"),
        ("甲证由谁发放？", "C"),
        ("乙证由哪些局发放？", "ABD"),
    ]
    result = _read(tmp_path, ("题干", "答案"), *rows)
    assert [(item.type, item.answer) for item in result.items] == [
        ("true_false", "T"), ("true_false", "F"), ("single_choice", "C"), ("multiple_choice", "ABD"),
    ]  # fmt: skip
    assert [[problem.code for problem in item.problems] for item in result.items] == [
        [], [], ["options-too-few"], ["options-too-few"],
    ]  # fmt: skip
    assert set(_codes(result)) == {"truth-by-number", "types-inferred"}


@pytest.mark.parametrize("said", [("1", "2", "3", "C"), ("1", "2", "1", "B")])
def test_other_numbers_beside_letters_stay_unread(tmp_path: Path, said: tuple[str, ...]) -> None:
    result = _read(
        tmp_path, ("题干", "答案"), *((f"第{at}证由谁发放", answer) for at, answer in enumerate(said))
    )
    assert [item.answer for item in result.items[:3]] == [None] * 3


_OF_FOUR = ("题型", "题目", "选项A", "选项B", "选项C", "选项D", "答案", "解析")


def _texts(result: ImportResult, at: int) -> list[str]:
    return [option.text for option in result.items[at].options]


@pytest.mark.parametrize("sign", ["-", "－", "/", "—"])
def test_a_sign_beside_other_signs_is_an_option(tmp_path: Path, sign: str) -> None:
    result = _read(
        tmp_path,
        _OF_FOUR,
        ("单选题", "搜索时排除一个词用（ ）。", "site", "title", "+", sign, "D", ""),
        ("单选题", "证书由（ ）发放。", "甲局", "乙局", "丙局", "丁局", "A", ""),
    )
    assert _texts(result, 0) == ["site", "title", "+", sign]
    assert not result.items[0].problems


def test_a_sign_that_the_answer_names_is_an_option(tmp_path: Path) -> None:
    rows = [("单选题", f"第{at}号证书由（ ）发放。", "甲局", "乙局", "-", "-", "A", "") for at in range(3)]
    result = _read(tmp_path, _OF_FOUR, *rows, ("单选题", "连字符是（ ）。", "点", "线", "圈", "-", "D", ""))
    assert _texts(result, 0) == ["甲局", "乙局"]
    assert _texts(result, 3) == ["点", "线", "圈", "-"]


def test_a_sign_in_many_rows_of_a_sheet_without_empty_cells_is_no_option(tmp_path: Path) -> None:
    rows = [
        ("单选题", f"第{at}号证书由（ ）发放。", "甲局", "乙局", "丙局", "/", "A", "无") for at in range(3)
    ]
    result = _read(tmp_path, _OF_FOUR, *rows)
    assert [len(item.options) for item in result.items] == [3, 3, 3]
    assert not any(item.problems for item in result.items)


def test_one_sign_of_which_the_sheet_does_not_tell_what_it_is_is_told(tmp_path: Path) -> None:
    full = ("单选题", "遗嘱由（ ）办理。", "戊局", "己局", "庚局", "辛局", "A", "")
    result = _read(
        tmp_path, _OF_FOUR, ("单选题", "证书由（ ）发放。", "甲局", "乙局", "丙局", "-", "A", ""), full
    )
    assert [problem.code for problem in result.items[0].problems] == ["option-doubtful"]


def test_the_answer_of_a_judgement_may_stand_in_a_column_of_options_which_is_told(tmp_path: Path) -> None:
    result = _read(
        tmp_path,
        _OF_FOUR,
        ("单选题", "证书由（ ）发放。", "甲局", "乙局", "丙局", "丁局", "A", "见办法。"),
        ("判断题", "公证员可以兼职。", "", "错误", "", "公证员不得兼职。"),
    )
    judged = result.items[1]
    assert (judged.type, judged.answer, judged.explanation) == ("true_false", "F", "公证员不得兼职。")
    assert [problem.code for problem in judged.problems] == ["answer-by-text"]


def test_one_side_of_a_judgement_alone_in_the_first_column_of_options_is_no_answer(tmp_path: Path) -> None:
    result = _read(tmp_path, _OF_FOUR, ("判断题", "公证员可以兼职。", "正确", "", "", "", "", ""))
    assert result.items[0].answer is None
    assert any(problem.code == "answer-missing" for problem in result.items[0].problems)
