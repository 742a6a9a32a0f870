"""Ways of writing seen in contests and exams on law: types, answers and explanations where the copy left them."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import ASKED, OPTIONS, lines_read, one_read

_TEXTS = ["甲局", "乙局", "丙局", "丁局"]


def _answered(result: ImportResult) -> list[tuple[str | None, str, str | None]]:
    return [(item.type, item.stem, item.answer) for item in result.items]


def test_a_heading_over_two_lines_heads_its_part(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "一、判断题（正确的标记A，错误的标记B。",
        "每题1分，共2题）",
        "1、甲局设在市区。",
        "A",
        "2、乙局设在县城。",
        "B",
    )
    assert _answered(result) == [("true_false", "甲局设在市区。", "T"), ("true_false", "乙局设在县城。", "F")]
    assert (result.problems, [piece.reason for piece in result.skipped]) == ((), ["标题", "标题"])


def test_a_letter_behind_the_empty_bracket_of_a_statement_judges_it(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "判断题", "1、甲局设在市区。（）V", "2、乙局设在县城。（）X", "3、丙局管档案。", "（）V"
    )
    assert [item.answer for item in result.items] == ["T", "F", "T"]


@pytest.mark.parametrize(
    "reason", ["解析：B。证件由乙局印制。", "【解析】B。", "解析：答案选B。见有关规定。"]
)
def test_the_letter_at_the_head_of_the_explanation_is_the_answer(tmp_path: Path, reason: str) -> None:
    item = one_read(tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, reason)
    assert (item.answer, item.problems) == ("B", ())


def test_an_explanation_that_begins_with_an_option_is_no_answer(tmp_path: Path) -> None:
    item = one_read(tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, "解析：B项错误，证件不由乙局印制。")
    assert (item.answer, [entry.code for entry in item.problems]) == (None, ["answer-missing"])


@pytest.mark.parametrize("glued", ["单选题", "单项选择题 ", "【典型例题】（单选题）"])
def test_the_type_before_the_stem_is_no_part_of_it(tmp_path: Path, glued: str) -> None:
    result = lines_read(
        tmp_path, f"1、{glued}{ASKED}", *OPTIONS, "参考答案：B", "本题解释：", "证件由乙局印制。",
        "2、单选题与多选题各有几个选项？", *OPTIONS, "参考答案：B",
    )  # fmt: skip
    first, second = result.items
    assert (first.type, first.stem, first.explanation, first.problems) == (
        "single_choice", ASKED, "证件由乙局印制。", (),
    )  # fmt: skip
    assert second.stem == "单选题与多选题各有几个选项？"


def test_a_note_behind_a_judgement_is_its_explanation(tmp_path: Path) -> None:
    item = one_read(tmp_path, "判断题", "1、甲局设在市区。", "答案：错误注释：甲局设在县城。")
    assert (item.answer, item.explanation, item.problems) == ("F", "甲局设在县城。", ())


def test_a_sentence_as_answer_explains_a_statement_that_is_judged(tmp_path: Path) -> None:
    item = one_read(tmp_path, "判断题", "1、此图表示禁止通行。（×）", "正确答案：此图表示禁止停放车辆。")
    assert (item.answer, item.explanation, item.problems) == ("F", "此图表示禁止停放车辆。", ())


def test_a_question_answered_by_a_sentence_is_an_open_one(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "1、请说出甲局的职责。",
        "答：甲局发放证件，管理档案。",
        "2、甲局设在市区。（×）",
        "3、乙局设在县城。（√）",
    )
    assert [item.type for item in result.items] == ["essay", "true_false", "true_false"]


def test_an_answer_in_a_small_letter_stands_behind_the_empty_bracket(tmp_path: Path) -> None:
    item = one_read(tmp_path, "单选题", "1. 甲证由（）发放。      b", "A.甲局B.乙局C.丙局D.丁局")
    assert (item.stem, item.answer, item.problems) == ("甲证由（）发放。", "B", ())


def test_a_small_letter_goes_on_with_the_row_of_labels(tmp_path: Path) -> None:
    item = one_read(tmp_path, "单选题", "1. 甲证始于【D】", "A.1990年 B.1991年", "c.1992年 D.1993年")
    assert [(option.label, option.text) for option in item.options] == [
        ("A", "1990年"), ("B", "1991年"), ("C", "1992年"), ("D", "1993年"),
    ]  # fmt: skip
    assert (item.answer, item.problems) == ("D", ())


def test_labels_glued_to_numbers_are_sure_where_each_letter_comes_once(tmp_path: Path) -> None:
    item = one_read(tmp_path, "单选题", "1. 甲证在（C）内发放。", "A3日B5日C7日D10日")
    assert [option.text for option in item.options] == ["3日", "5日", "7日", "10日"]
    assert (item.answer, item.problems) == ("C", ())


def test_the_letter_in_the_first_of_two_gaps_is_the_answer(tmp_path: Path) -> None:
    item = one_read(tmp_path, "单选题", "1. 满（ B ）人的设甲局，不足（ ）人的可以设乙局。", *OPTIONS)
    assert (item.stem, item.answer) == (
        "满人的设甲局，不足（ ）人的可以设乙局。".replace("满人", "满（　　）人"),
        "B",
    )


def test_page_marks_and_the_headers_beside_them_are_no_part_of_an_option(tmp_path: Path) -> None:
    noise = ["1/3", "本资料仅供学习", "2/3", "本资料仅供学习"]
    lines = [
        f"1. {ASKED}",
        *OPTIONS,
        *noise[:2],
        "答案：B",
        "2. 乙证由谁发放？",
        *OPTIONS,
        *noise[2:],
        "答案：C",
    ]
    result = lines_read(tmp_path, "单选题", *lines)
    assert [(item.answer, item.options[-1].text, item.problems) for item in result.items] == [
        ("B", "丁局", ()),
        ("C", "丁局", ()),
    ]
    assert [piece.text for piece in result.skipped if piece.reason == "分隔线或页码"] == noise


@pytest.mark.parametrize("apart", ["\n", ""])
def test_records_with_bracketed_labels_are_read_on_lines_and_run_together(tmp_path: Path, apart: str) -> None:
    records = (
        f"【题干{number}】{stem}{apart}【选项】{apart.join(f'{a}.{text}' for a, text in zip('ABCD', _TEXTS, strict=True))}"
        f"{apart}【参考答案】{answer}{apart}【详细解析】证件由该局印制。"
        for number, stem, answer in ((1, "甲证由谁发放？", "B"), (2, "乙证由谁发放？", "D"))
    )
    result = lines_read(tmp_path, apart.join(records))
    assert [(item.number, item.stem, item.answer, item.explanation) for item in result.items] == [
        ("1", "甲证由谁发放？", "B", "证件由该局印制。"),
        ("2", "乙证由谁发放？", "D", "证件由该局印制。"),
    ]


def test_the_type_behind_a_stem_tells_that_the_lines_below_are_options(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "3. 甲证由谁发放（）（分值：单选题 *", "A、甲局（正确答案）", "B、乙局", "4. 乙证由谁发放（）。 单选题 *",
        "甲局", "乙局（正确答案）", "丙局",
    )  # fmt: skip
    assert [(item.type, item.stem, len(item.options), item.answer) for item in result.items] == [
        ("single_choice", "甲证由谁发放（）", 2, "A"),
        ("single_choice", "乙证由谁发放（）。", 3, "B"),
    ]


def test_a_second_heading_runs_on_behind_an_answer(tmp_path: Path) -> None:
    asked = "1.{}证由谁发放（）A.甲局B.乙局C.丙局答案:{}2.{}证由谁收回（）A.甲局B.乙局C.丙局答案:{}"
    text = "单项选择题(每题2分,共4分)" + asked.format("甲", "A", "乙", "B")
    text += "多项选择题(每题2分,共4分)" + asked.format("丙", "AB", "丁", "BC")
    result = lines_read(tmp_path, "试题及答案", text)
    assert [(item.type, item.number, item.answer) for item in result.items] == [
        ("single_choice", "1", "A"), ("single_choice", "2", "B"), ("multiple_choice", "1", "AB"), ("multiple_choice", "2", "BC"),
    ]  # fmt: skip


def test_a_question_that_begins_with_a_year_runs_on_behind_an_option(tmp_path: Path) -> None:
    first = "1、甲证由（C）发放。A.甲局B.乙局C.丙局D.丁局 2、1937年由第（A）局发证。A.一B.二C.三D.四"
    result = lines_read(tmp_path, "单选题", first, "3、乙证由（B）发放。A.甲局B.乙局C.丙局D.丁局")
    assert [(item.number, item.answer, len(item.options)) for item in result.items] == [
        ("1", "C", 4), ("2", "A", 4), ("3", "B", 4),
    ]  # fmt: skip


def test_numbers_of_part_and_question_need_nothing_behind_them(tmp_path: Path) -> None:
    stems = ["2026年甲局发证（ ）", "根据规定，乙局发证（ ）", "下列哪一局发证（ ）"]
    lines = [line for at, stem in enumerate(stems, 1) for line in (f"1.{at}{stem}", *OPTIONS, "答案：B")]
    result = lines_read(tmp_path, "1.单选题（共3题）", *lines)
    assert [(item.number, item.stem, item.problems) for item in result.items] == [
        (f"1.{at}", stem, ()) for at, stem in enumerate(stems, 1)
    ]
