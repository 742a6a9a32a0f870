"""Pages of question sites and offices: numbers glued to stems, keys with reasons, letters below options, several ways to mark."""

from pathlib import Path

import pytest

from importers import read
from tests.importers.build import lines_read, paragraph, word

_TWO = ("A. 甲局", "B. 乙局")


def test_numbers_glued_to_stems_below_their_types_are_read(tmp_path: Path) -> None:
    asked = [
        line
        for at, thing in enumerate("甲乙丙", 46)
        for line in ("【单选题】", f"{at}{thing}证由谁发？___", *_TWO, "查看试卷，进入试卷练习", "答案", "A")
    ]
    result = lines_read(tmp_path, *asked, "【单选题】", "丁证由谁发？___", *_TWO)
    assert [(item.number, item.stem) for item in result.items] == [
        ("46", "甲证由谁发？___"),
        ("47", "乙证由谁发？___"),
        ("48", "丙证由谁发？___"),
        ("", "丁证由谁发？___"),
    ]


def test_a_slip_behind_numbers_of_a_later_round_parts_questions(tmp_path: Path) -> None:
    first = [f"{at}、单选题{at}号证由谁发（A）" for at in (1, 2)]
    second = [f"{at}\\单选题第{at}号证由谁发（B）" for at in (1, 2)]
    lines = [line for stem in first for line in (stem, *_TWO)] + ["第02关"]
    lines += [line for stem in second for line in (stem, *_TWO)]
    result = lines_read(tmp_path, *lines)
    assert [(item.number, item.answer) for item in result.items] == [
        ("1", "A"),
        ("2", "A"),
        ("1", "B"),
        ("2", "B"),
    ]


def test_a_number_glued_to_a_year_is_that_of_the_question(tmp_path: Path) -> None:
    lines = [line for at in range(1, 4) for line in (f"{at}甲{at}证由谁发 A.甲局 B.乙局 答A",)]
    result = lines_read(
        tmp_path, *lines, "42013年以来乙证由谁发 A.甲局 B.乙局 答B", "5丙证由谁发 A.甲局 B.乙局 答B"
    )
    assert [(item.number, item.answer) for item in result.items][2:] == [("3", "A"), ("4", "B"), ("5", "B")]
    assert result.items[3].stem == "2013年以来乙证由谁发"


@pytest.mark.parametrize("label", ["参:", "参：", "答案:"])
def test_what_is_left_of_the_label_of_answers_is_one(tmp_path: Path, label: str) -> None:
    result = lines_read(
        tmp_path,
        "一、单选题",
        "1、甲证由谁发（ ）",
        *_TWO,
        f"{label}B",
        "二、判断题",
        "1、甲局发证。（ ）",
        f"{label}×",
    )
    assert [item.answer for item in result.items] == ["B", "F"]


@pytest.mark.parametrize(
    "key", ["〖判断答案〗（1）×，应当由乙局发（2）√（3）×", "判断答案：1、错 2、对 3、错（由乙局发）"]
)
def test_answers_of_a_key_may_have_their_reasons_behind_them(tmp_path: Path, key: str) -> None:
    asked = ("（三）判断", "（1）甲局发证。", "（2）乙局发证。", "（3）丙局发证。")
    result = lines_read(tmp_path, *asked, *(["参考答案"] if "：" in key else []), key)
    assert [item.answer for item in result.items] == ["F", "T", "F"]
    assert any("乙局发" in item.explanation for item in result.items)


def test_letters_below_options_on_one_line_answer_up_to_the_next_heading(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1、甲证由____发。", "A、甲局  B、乙局  C、丙局", "C", "2、乙证由____发。", "A、甲局  B、乙局", "B",
        "二、多选题", "1、丙证由____发。", "A、甲局  B、乙局  C、丙局", "AC",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["C", "B", "AC"]


def test_a_judgement_may_be_denied_with_its_reason(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "一、判断题",
        "1. 甲局发证。",
        "答案：不对，应当由乙局发",
        "2. 乙局发证。",
        "答案：不正确。由丙局发",
    )
    assert [(item.answer, item.explanation) for item in result.items] == [
        ("F", "应当由乙局发"),
        ("F", "由丙局发"),
    ]


def test_answers_marked_in_two_ways_are_told_once_for_each(tmp_path: Path) -> None:
    looks = ['<w:color w:val="FF0000"/>', '<w:u w:val="single"/>'] * 2
    body = []
    for at, look in enumerate(looks, 1):
        marked = f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>B. 乙局</w:t></w:r></w:p>"
        body += [paragraph(f"{at}. 甲{at}证由谁发（ ）"), paragraph("A. 甲局"), marked, paragraph("C. 丙局")]
    result = read(word(tmp_path / "a.docx", *body))
    assert [(item.answer, item.problems) for item in result.items] == [("B", ())] * 4
    assert [entry.code for entry in result.problems].count("answers-by-emphasis") == 2


@pytest.mark.parametrize("sides", [("（正确）", "（错误）"), ("√", "×"), ("A", "B")])
def test_statements_without_numbers_are_judged_on_the_line_below(
    tmp_path: Path, sides: tuple[str, str]
) -> None:
    result = lines_read(
        tmp_path, "一、判断题（正确的选A，错误的选B，", "每题1分）", "甲证由甲局发放。", sides[0], "乙证由丙局发放，并由丁局收回。", sides[1],
        "丙证免费。", sides[0],
    )  # fmt: skip
    assert [(item.stem.rstrip("（　）\n"), item.answer) for item in result.items] == [
        ("甲证由甲局发放。", "T"), ("乙证由丙局发放，并由丁局收回。", "F"), ("丙证免费。", "T"),
    ]  # fmt: skip


def test_a_part_whose_lines_hold_no_question_is_told(tmp_path: Path) -> None:
    lost = ("一、判断题", "甲证由甲局发放", "乙证由乙局发放")
    result = lines_read(
        tmp_path, *lost, "二、单选题", "1. 丙证由谁发（A）", *_TWO, "2. 丁证由谁发（B）", *_TWO
    )
    assert [entry.message for entry in result.problems] == ["“一、判断题”下面没有读出试题，请核对。"]


def test_points_without_their_unit_and_those_of_the_candidate_are_no_part_of_a_question(
    tmp_path: Path,
) -> None:
    asked = (
        f"{at}、[单选题] {thing}证由谁发？ （分值1.0） A 甲局 B 乙局 本题得分：1 分 正确答案：A"
        for at, thing in enumerate("甲乙丙", 1)
    )
    result = lines_read(tmp_path, *asked)
    assert [(item.stem, [option.text for option in item.options], item.answer) for item in result.items] == [
        (f"{thing}证由谁发？", ["甲局", "乙局"], "A") for thing in "甲乙丙"
    ]


def test_the_first_option_at_the_end_of_its_stem_makes_a_question(tmp_path: Path) -> None:
    stems = [
        (1, "甲证的主管机关是"),
        (5, "乙证的主管机关是"),
        (12, "丙证的主管机关是"),
        (30, "丁证的主管机关是"),
    ]
    lines = [line for at, stem in stems for line in (f"{at}. {stem} A.甲局", "B.乙局", "C.丙局", "答案：B")]
    assert [item.number for item in lines_read(tmp_path, "一、单选题", *lines).items] == [
        "1",
        "5",
        "12",
        "30",
    ]


def test_a_second_answer_behind_the_sites_own_reason_begins_no_question(tmp_path: Path) -> None:
    asked = [
        line
        for thing in "甲乙丙"
        for line in (
            f"{thing}证由谁发放？",
            *_TWO,
            "参考答案：B",
            "本题解释：",
            "正确答案：B",
            "解析：见第三条。",
        )
    ]
    result = lines_read(tmp_path, "一、单选题", *asked)
    assert [(item.stem, item.answer) for item in result.items] == [
        (f"{thing}证由谁发放？", "B") for thing in "甲乙丙"
    ]


@pytest.mark.parametrize(("word", "level"), [("初级", 1), ("中级", 3), ("高级", 5)])
def test_levels_before_stems_are_their_difficulty(tmp_path: Path, word: str, level: int) -> None:
    asked = [line for at in range(1, 7) for line in (f"{at}.【{word}】第{at}种证由谁发（A）", *_TWO)]
    result = lines_read(tmp_path, *asked)
    assert [(item.stem, item.difficulty) for item in result.items] == [
        (f"第{at}种证由谁发（　　）", level) for at in range(1, 7)
    ]


def test_the_name_of_the_list_above_each_question_is_no_part_of_it(tmp_path: Path) -> None:
    name = "2026年甲工种考试题库（813题）"
    asked = [
        line
        for thing in "甲乙丙丁"
        for line in (
            name,
            "",
            f"{thing}证由谁发（）。",
            *_TWO,
            "参考答案：B",
            "进入考试题库",
            "“微信扫一扫”进入题库练习及模拟考试",
        )
    ]
    result = lines_read(tmp_path, *asked)
    assert [(item.stem, item.answer) for item in result.items] == [
        (f"{thing}证由谁发（）。", "B") for thing in "甲乙丙丁"
    ]


@pytest.mark.parametrize(
    "heading", ["A、判断题（2题）", "二、判断题，判断下列说法是否正确。对的用“√”，错的用“×”。（每题1分）"]
)
def test_headings_with_letters_or_directions_behind_a_comma_name_types(tmp_path: Path, heading: str) -> None:
    result = lines_read(tmp_path, heading, "1、甲证由甲局发。（√）", "2、乙证由丙局发。（X）")
    assert [(item.type, item.answer) for item in result.items] == [("true_false", "T"), ("true_false", "F")]


def test_a_word_before_nothing_but_signs_of_options_labels_the_answer(tmp_path: Path) -> None:
    asked = [
        line
        for at, said in enumerate(("②", "①③", "③"), 1)
        for line in (f"{at}.第{at}种证由谁发：", "①甲局。", "②乙局。", "③丙局。", f"应选：{said}", "")
    ]
    result = lines_read(tmp_path, "一、不定项选择题", *asked)
    assert [(item.answer, len(item.options)) for item in result.items] == [("B", 3), ("AC", 3), ("C", 3)]


def test_what_a_paper_consists_of_is_no_part_that_lost_its_questions(tmp_path: Path) -> None:
    overview = ("一、判断题", "每题一分。", "共两题。", "二、单选题", "每题两分。", "共两题。")
    result = lines_read(
        tmp_path, *overview, "一、判断题", "1. 甲证由甲局发。（√）", "2. 乙证由甲局发。（×）", "二、单选题", "1. 丙证由谁发（A）", *_TWO,
        "2. 丁证由谁发（B）", *_TWO,
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["T", "F", "A", "B"]
    assert [entry.code for entry in result.all_problems()] == []
