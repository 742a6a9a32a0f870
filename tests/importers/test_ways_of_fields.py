"""Fields on lines of their own, attempts that repeat the words of options, and statements among choices."""

from pathlib import Path

import pytest

from importers import read
from tests.importers.build import ASKED, OPTIONS, lines_read, paragraph, word

_TEXTS = ["甲局", "乙局", "丙局", "丁局"]


def test_answers_of_a_candidate_that_repeat_the_words_are_taken_where_no_others_stand_and_that_is_told(
    tmp_path: Path,
) -> None:
    lines = [
        "一、单选题",
        f"1. {ASKED}",
        *OPTIONS,
        "我的答案：C：丙局 ;",
        "2. 乙证由谁发放（　　）。",
        *OPTIONS,
        "我的答案:A:甲局;",
    ]
    more = ["二、多选题", "1. 丙证由谁发放（　　）。", *OPTIONS, "我的答案:BC:乙局; 丙局;"]
    result = lines_read(tmp_path, *lines, *more)
    assert [item.answer for item in result.items] == ["C", "A", "BC"]
    (told,) = (entry for entry in result.problems if entry.code == "answers-by-emphasis")
    assert "可能有错" in told.message
    apart = lines_read(tmp_path, *lines, *more[:-1], "我的答案：B：丙局")
    assert [item.answer for item in apart.items] == [None, None, None]
    marked = lines_read(tmp_path, *lines, *more, "正确答案：AB")
    assert [item.answer for item in marked.items] == [None, None, "AB"]


def test_true_and_false_as_options_are_a_statement_under_a_heading_that_says_choice(tmp_path: Path) -> None:
    sides = ["A 对", "B 错"]
    lines = [f"1、{ASKED}", *OPTIONS, "标准答案：A", "2、甲局设在市区。", *sides, "标准答案：B"]
    assert [(item.type, item.answer) for item in lines_read(tmp_path, "选择题", *lines).items] == [
        ("single_choice", "A"),
        ("true_false", "F"),
    ]
    single = lines_read(tmp_path, "一、单选题", *lines)
    assert [item.type for item in single.items] == ["single_choice", "single_choice"]


def test_a_type_on_a_line_of_its_own_and_a_bracket_beside_the_number_are_no_stem(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "【第 1 题】 (ID: 7)", f"题干: {ASKED}", "类型: 多选", *(f"{text} ✅" for text in OPTIONS), "解析: 甲。",
        "【第 2 题】 (ID: )", "题干: 乙证由谁发放？", "类型: 单选", *OPTIONS[:3], "D. 丁局", "的分局 ✅",
    )  # fmt: skip
    assert [(item.type, item.stem, item.answer) for item in result.items] == [
        ("multiple_choice", ASKED, "ABCD"),
        ("single_choice", "乙证由谁发放？", "D"),
    ]
    assert {"(ID: 7)", "(ID: )"} <= {piece.text for piece in result.skipped}
    (item,) = lines_read(
        tmp_path, "1. 按下列划分", "类型：甲、乙", "由谁发放（　　）。", *OPTIONS, "答案：B"
    ).items
    assert "类型：甲、乙" in item.stem


def test_a_line_of_named_fields_beside_the_number_is_no_stem(tmp_path: Path) -> None:
    head = "（2.0分）        题号:{}        难度:中        第1章"
    result = lines_read(
        tmp_path, f"第1题 {head.format(1021)}", "", ASKED, *OPTIONS, "答案：B", f"第2题 {head.format(7)}", "甲证由谁收回？", *OPTIONS, "答案：C",
    )  # fmt: skip
    assert [(item.stem, item.difficulty, item.answer) for item in result.items] == [
        (ASKED, 3, "B"),
        ("甲证由谁收回？", 3, "C"),
    ]
    assert {"（2.0分）", "第1章"} <= {
        piece.text.replace("(", "（").replace(")", "）") for piece in result.skipped
    }
    assert any("1021" in piece.text for piece in result.skipped)


def test_statements_that_end_in_y_or_n_are_judged_where_several_do(tmp_path: Path) -> None:
    lines = ["1. 甲证可以转让（ Y ）", "2. 乙证须盖章（N）", "3. 丙证由甲局发放（X）", "4. 丁证长期有效（Y）"]
    result = lines_read(tmp_path, *lines)
    assert [(item.type, item.answer) for item in result.items] == [
        ("true_false", side) for side in ("T", "F", "F", "T")
    ]
    assert "types-inferred" in {entry.code for entry in result.problems}
    alike = lines_read(tmp_path, *(f"{at}. 甲证分为某型（ Y ）" for at in range(1, 5)))
    assert [item.type for item in alike.items] == [None] * 4


def test_questions_with_options_or_a_gap_are_no_statements_where_all_others_are(tmp_path: Path) -> None:
    judged = [f"{at}. 甲证可以转让。（{side}）" for at, side in enumerate("TFT", 1)]
    result = lines_read(
        tmp_path,
        *judged,
        "4. 乙证由谁发放",
        *OPTIONS,
        "5. 丙证由____发放",
        "6. 丁证由谁发放？",
        "7. 甲局设在市区。",
    )
    assert [item.type for item in result.items] == [*["true_false"] * 3, None, None, None, "true_false"]
    assert all("type-unknown" in [entry.code for entry in item.problems] for item in result.items[3:6])


def test_the_sides_of_a_statement_in_the_midst_of_a_stem_tell_that_another_was_read_into_it(
    tmp_path: Path,
) -> None:
    result = lines_read(
        tmp_path, "判断题", "1. 甲证可以转让。*", "对", "错", "2. 乙证须盖章。*", "对", "错", "9. 丙证长期有效。*", "对", "错",
    )  # fmt: skip
    told = [entry.code for item in result.items for entry in item.problems]
    assert len(result.items) == 3 or "stem-doubtful" in told


def test_fences_around_answers_and_explanations_are_none_of_them(tmp_path: Path) -> None:
    (item,) = lines_read(
        tmp_path,
        f"1. {ASKED}",
        *OPTIONS,
        "答：",
        "```",
        "C",
        "```",
        "解析：",
        "```text",
        "由丙局发放。",
        "```",
    ).items
    assert (item.answer, item.explanation, item.problems) == ("C", "由丙局发放。", ())


def test_code_between_the_answer_beside_the_stem_and_the_options_belongs_to_the_stem(tmp_path: Path) -> None:
    (item,) = lines_read(
        tmp_path, "1. 下列代码输出（　　）  答案：C", "int a = 1;", "print(a + 2);", *OPTIONS
    ).items
    assert (item.stem, item.answer) == ("下列代码输出（　　）\nint a = 1;\nprint(a + 2);", "C")
    assert (item.explanation, item.problems) == ("", ())
    (note,) = lines_read(tmp_path, f"1. {ASKED}答案：C", "这一题看第三条", *OPTIONS).items
    assert [entry.code for entry in note.problems] == ["text-after-answer"]


def test_options_that_are_signs_keep_them_and_a_small_label_goes_on_with_the_capitals(tmp_path: Path) -> None:
    (signs,) = lines_read(
        tmp_path, "1. 连接命令的是（　　）。", "A. ||    B. &&    C. ;    D. |", "答案：ABCD"
    ).items
    assert [option.text for option in signs.options] == ["||", "&&", ";", "|"]
    assert signs.answer == "ABCD"
    small = lines_read(tmp_path, f"1. {ASKED}", *OPTIONS[:2], "c. 丙局", OPTIONS[3], "答案：C").items[0]
    assert ([option.text for option in small.options], small.answer) == (_TEXTS, "C")


def test_gaps_in_a_program_are_no_options(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "选择题", f"1. {ASKED}", *OPTIONS, "答案：B", "2. 程序填空题（每空2分）", "补全下列代码", "（1）  标题", "（2）  段落",
    )  # fmt: skip
    assert [item.type for item in result.items] == ["single_choice", "blank"]


def test_the_source_of_a_question_is_its_citation_and_other_sources_are_named_whole(tmp_path: Path) -> None:
    lines = ["一、单选题", f"1. {ASKED}", *OPTIONS, "答案：D；", "考题来源：导论第2页"]
    lines += [
        "2. 乙证由谁发放（　　）。",
        *OPTIONS,
        "答案：C    考题来源：第58页",
        "3. 丙证由谁发放（　　）。",
        *OPTIONS,
    ]
    result = lines_read(tmp_path, *lines, "答案：B", "课本来源：第三章")
    assert [(item.answer, item.citation, item.explanation) for item in result.items] == [
        ("D", "导论第2页", ""), ("C", "第58页", ""), ("B", "", ""),
    ]  # fmt: skip
    assert "课本来源：第三章" in [piece.text for piece in result.skipped]
    assert list(result.all_problems()) == []


def test_letters_of_a_candidate_alone_are_taken_where_no_others_stand_and_that_is_told(
    tmp_path: Path,
) -> None:
    lines = ["一. 单选题（共 2 题）", f"1. (单选题, 1.5 分) {ASKED}", *OPTIONS, "我的答案:C"]
    lines += ["2. (单选题, 1.5 分) 乙证由谁发放（　　）。", *OPTIONS, "我的答案:A"]
    lines += ["二. 判断题（共 1 题）", "3. (判断题, 1.0 分) 甲证免费。(   )", "A. 对", "B. 错", "我的答案:对"]
    result = lines_read(tmp_path, *lines)
    assert [item.answer for item in result.items] == ["C", "A", "T"]
    (told,) = (entry for entry in result.problems if entry.code == "answers-by-emphasis")
    assert "可能有错" in told.message
    other = lines_read(tmp_path, *[line.replace("我的答案:C", "我的答案:E") for line in lines[:8]])
    assert [item.answer for item in other.items] == [None, None]


@pytest.mark.parametrize("owner", ["我的答案：B", "学生答案：B"])
@pytest.mark.parametrize("below", ["解析：选D。", "回答错误", "得分：0.0分", "错误", "× 0分"])
def test_letters_of_a_candidate_are_not_taken_where_the_file_tells_better(
    tmp_path: Path, owner: str, below: str
) -> None:
    lines = [line for at in (1, 2, 3) for line in (f"{at}. 第{at}证由谁发放（ ）", *OPTIONS, owner, below)]
    said = "D" if "解析" in below else None
    assert [item.answer for item in lines_read(tmp_path, *lines).items] == [said] * 3


@pytest.mark.parametrize(
    ("stem", "tick", "own", "answer"),
    [
        ("（C）", "", "我的答案：B", "C"),
        ("__C__", "", "我的答案：B", "C"),
        ("？C", "", "我的答案：B", "C"),
        ("（　　）", "√", "我的答案：B", "C"),
        ("（　　）", "", "我的答案：B ×", None),
    ],
)
def test_letters_of_a_candidate_give_way_to_all_else_that_tells(
    tmp_path: Path, stem: str, tick: str, own: str, answer: str | None
) -> None:
    options = ("A. 甲局", "B. 乙局", f"C. 丙局{tick}")
    lines = [line for at in (1, 2, 3) for line in (f"{at}. 第{at}证由谁发放{stem}", *options, own)]
    assert [item.answer for item in lines_read(tmp_path, *lines).items] == [answer] * 3


def test_letters_of_a_candidate_give_way_to_options_that_stand_out(tmp_path: Path) -> None:
    red = '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>C. 丙局</w:t></w:r>'
    body = [
        piece
        for at in (1, 2, 3)
        for piece in (
            *map(paragraph, (f"{at}. 第{at}证由谁发放（　　）", "A. 甲局", "B. 乙局")),
            f"<w:p>{red}</w:p>",
            paragraph("我的答案：B"),
        )
    ]
    assert [item.answer for item in read(word(tmp_path / "a.docx", *body)).items] == ["C"] * 3
