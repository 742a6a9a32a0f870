"""Lines that a form repeats below every answer, options that are signs, and options that lost their label behind a tab."""

from pathlib import Path

import pytest

from tests.importers.build import lines_read

_STATEMENTS = [(f"{at}. 甲局第{at}窗口设在城东。", f"答案：{'对' if at % 2 else '错'}") for at in range(1, 8)]


@pytest.mark.parametrize("line", ["答案是否正确（Y为正确，N为错误）：Y", "是否已审核：是", "题目状态：启用"])
def test_a_line_below_every_judgement_is_told_once(tmp_path: Path, line: str) -> None:
    choice = ("8. 乙局设在哪里？", "A. 城东", "B. 城西", "答案：B")
    below = (part for statement in _STATEMENTS for part in (*statement, line))
    result = lines_read(tmp_path, *below, *choice)
    assert [item.answer for item in result.items] == [*"TFTFTFT", "B"]
    assert not any(item.problems or item.explanation for item in result.items)
    assert [line in problem.message for problem in result.problems].count(True) == 1
    assert [piece.text for piece in result.skipped].count(line) == len(_STATEMENTS)


@pytest.mark.parametrize("line", ["解析：略", "依据：第三条"])
def test_a_field_below_every_judgement_stays_a_field(tmp_path: Path, line: str) -> None:
    result = lines_read(tmp_path, *(part for statement in _STATEMENTS for part in (*statement, line)))
    assert all(line.endswith(item.explanation or item.citation) for item in result.items)
    assert not any("重复" in piece.reason for piece in result.skipped)


def test_a_line_that_says_now_this_now_that_is_told_of_each_question(tmp_path: Path) -> None:
    below = (
        part
        for at, statement in enumerate(_STATEMENTS)
        for part in (*statement, f"是否已审核：{'是' if at % 2 else '否'}")
    )
    result = lines_read(tmp_path, *below)
    assert all("text-after-answer" in [said.code for said in item.problems] for item in result.items)


@pytest.mark.parametrize("signs", [",$;|", "、，：；", ("||", "&&", "##", "!")])
def test_options_may_be_signs(tmp_path: Path, signs: str | tuple[str, ...]) -> None:
    options = [f"{label}. {sign}" for label, sign in zip("ABCD", signs, strict=True)]
    result = lines_read(tmp_path, "单选题", "1. 各栏之间写哪个符号？", *options, "答案：C")
    assert [option.text for option in result.items[0].options] == list(signs)
    assert not result.items[0].problems


@pytest.mark.parametrize("options", ["A.甲，B.，C.丙，D.丁。", "A.，B.，C.，D.。", "A.甲，B.，C.丙，D.。"])
def test_what_parts_empty_options_is_no_option(tmp_path: Path, options: str) -> None:
    result = lines_read(tmp_path, "单选题", "1. 甲证由哪里发放？", options, "答案：C")
    assert "option-empty" in [said.code for said in result.items[0].problems]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A. 城东\tB. 城西\tC. 城南\tD. 城北\t郊区\t", True),
        ("A. 城东\tB. 城西\t城中\tC. 城南\tD. 城北", True),
        ("A. 城东\tB. 城西\tC. 城南\tD. 城北\t", False),
        ("A. 城东\tB. 城西\tC. 城南\tD. 城北\t答案：B", False),
    ],
)
def test_a_text_without_label_behind_a_tab_is_told(tmp_path: Path, row: str, told: bool) -> None:
    result = lines_read(tmp_path, "单选题", "1. 甲局设在哪里？", row, *([] if "答案" in row else ["答案：B"]))
    assert ("option-doubtful" in [said.code for said in result.items[0].problems]) == told
    assert result.items[0].answer == "B"


def _with_codes(behind: str) -> list[str]:
    asked = []
    for at, name in enumerate("甲乙丙丁戊己", 1):
        asked += [
            f"第{at}题（kp_{at:03}, mc_00{at}）[单选题, 5分]",
            f"{name}证由哪里发放？",
            "A. 甲局",
            "B. 乙局",
        ]
        asked += ["答案：B", behind.format(at)]
    return asked


def test_codes_between_number_and_type_are_named_and_one_label_behind_all_answers_is_told_once(
    tmp_path: Path,
) -> None:
    result = lines_read(tmp_path, *_with_codes("错因说法：选A → mc_00{}"))
    assert [item.stem for item in result.items] == [f"{name}证由哪里发放？" for name in "甲乙丙丁戊己"]
    assert [item.explanation for item in result.items] == [f"错因说法：选A → mc_00{at}" for at in range(1, 7)]
    assert not any(item.problems for item in result.items)
    assert [entry.code for entry in result.problems] == ["text-after-answer"]
    assert "kp_001, mc_001" in {piece.text for piece in result.skipped}


def test_a_label_of_its_own_behind_one_answer_is_told_there(tmp_path: Path) -> None:
    lines = _with_codes("错因说法：选A → mc_00{}")
    result = lines_read(tmp_path, *lines[:-1], "审核人意见：是")
    assert all("text-after-answer" in {entry.code for entry in item.problems} for item in result.items)
