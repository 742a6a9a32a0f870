"""Texts that were copied out of something else: pages, running heads, labels and answers that copying put in odd places."""

from pathlib import Path

import pytest

from importers import DraftItem, read
from tests.importers.build import lines_read, sheet


def _told(items: tuple[DraftItem, ...]) -> list[tuple[str | None, str | None, int]]:
    return [(item.type, item.answer, len(item.options)) for item in items]


def _choice(number: int, answer: str) -> str:
    return f"{number}.办理第{number}类甲证的申请由哪个机关受理（）A.甲局的窗口B.乙局的窗口C.丙局的窗口【答案】{answer}【解析】见办事指南第{number}条。"


def test_numbers_of_pages_before_long_lines_begin_no_questions(tmp_path: Path) -> None:
    text = "".join(_choice(number, "ABC"[number % 3]) for number in range(1, 13))
    middle = text.index("5.办理") + 8  # a page ends within a stem
    result = lines_read(tmp_path, "1、" + text[:middle], "2、" + text[middle:])
    assert _told(result.items) == [("single_choice", "ABC"[number % 3], 3) for number in range(1, 13)]
    assert [(piece.text, piece.reason) for piece in result.skipped] == [("1、", "页码"), ("2、", "页码")]


def test_long_questions_keep_their_numbers(tmp_path: Path) -> None:
    lines = [
        f"{number}、{'关于甲证的说明' * 40}，由谁受理（A）。A.甲局 B.乙局 C.丙局" for number in (1, 2, 3)
    ]
    result = lines_read(tmp_path, *lines)
    assert [item.number for item in result.items] == ["1", "2", "3"]


def test_a_running_head_within_a_question_is_left_out_by_name(tmp_path: Path) -> None:
    head = "云州市示例局试题库 第 {} 页 共 2 页"
    result = lines_read(
        tmp_path, head.format(1), "一、判断题", "1.甲证应当公示。 答案：正确", "2.甲证可以转让，", head.format(2), "但应当登记。 答案：错误"
    )  # fmt: skip
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证应当公示。", "T"), ("甲证可以转让，\n但应当登记。", "F"),
    ]  # fmt: skip
    assert [piece.reason for piece in result.skipped].count("页眉或页脚") == 2
    assert list(result.all_problems()) == []


@pytest.mark.parametrize("cross", ["×", "ⅹ", "✖", "╳"])
def test_an_answer_that_begins_the_line_of_the_next_number_stays_with_its_question(
    tmp_path: Path, cross: str
) -> None:
    result = lines_read(
        tmp_path, "一、判断题1、甲证可以转让。", f"({cross})2、甲证应当公示。", "(√)3、甲证永久有效。", f"({cross})4、甲证由甲局发放。", "(√)"
    )  # fmt: skip
    assert [(item.number, item.answer) for item in result.items] == [
        ("1", "F"), ("2", "T"), ("3", "F"), ("4", "T"),
    ]  # fmt: skip
    assert [item.problems for item in result.items] == [()] * 4


def test_labels_that_stand_twice_are_taken_once(tmp_path: Path) -> None:
    lines = (
        "一、单选题",
        "1.甲证由谁发放？",
        "A、A.甲局、乙局",
        "B、B.C局、丁局",
        "C、C.丙局",
        "正确答案：B",
    )
    (item,) = lines_read(tmp_path, *lines).items
    assert [option.text for option in item.options] == ["甲局、乙局", "C局、丁局", "丙局"]
    assert (item.stem, item.answer, item.problems) == ("甲证由谁发放？", "B", ())


def test_options_that_name_themselves_first_keep_their_words(tmp_path: Path) -> None:
    lines = ("一、单选题", "1.哪些场所需要公示？（C）", "A. A、B两处", "B. B、C两处", "C. A、B、C三处")
    (item,) = lines_read(tmp_path, *lines).items
    assert [option.text for option in item.options] == ["A、B两处", "B、C两处", "A、B、C三处"]


def test_short_fields_in_brackets_before_a_stem_are_read(tmp_path: Path) -> None:
    lines = (
        "一、单选题",
        "1、(难度:容易)(知识点:发证)——甲证由谁发放（　　）",
        "A. 甲局",
        "B. 乙局",
        "答案：A",
    )
    (item,) = lines_read(tmp_path, *lines).items
    assert (item.stem, item.topics, item.problems) == ("甲证由谁发放（　　）", ("发证",), ())
    assert item.difficulty is not None


@pytest.mark.parametrize("heading", ["答案汇总", "参考答案一览表", "【答案速查】", "各题答案部分："])
def test_a_key_may_be_called_by_many_names(tmp_path: Path, heading: str) -> None:
    questions = [f"{number}. 第{number}类甲证由谁发放？\nA. 甲局\nB. 乙局\nC. 丙局\n" for number in (1, 2, 3)]
    result = lines_read(
        tmp_path, "一、单选题", *questions, "========", heading, "========", "1. C", "", "2. A", "", "3. B"
    )
    assert _told(result.items) == [("single_choice", answer, 3) for answer in "CAB"]


def test_a_sheet_may_part_a_case_from_what_is_asked_of_it(tmp_path: Path) -> None:
    header = ["题目类型", "大题题干", "小题题型", "小题题干", "正确答案", "选项A", "选项B", "选项C"]
    rows = [
        ["单选题", "甲证由谁发放？", "", "", "B", "甲局", "乙局", "丙局"],
        ["综合题", "某人遗失了甲证。", "多选题", "他应当向谁报告？", "AC", "甲局", "乙局", "丙局"],
        ["判断题", "甲证应当公示。", "", "", "正确", "正确", "错误", ""],
    ]
    result = read(sheet(tmp_path / "题.xlsx", 题库=[header, *rows]))
    assert [(item.type, item.stem, item.answer) for item in result.items] == [
        ("single_choice", "甲证由谁发放？", "B"),
        ("multiple_choice", "某人遗失了甲证。\n他应当向谁报告？", "AC"),
        ("true_false", "甲证应当公示。", "T"),
    ]


def test_the_title_again_with_the_number_of_a_page_is_left_out_by_name(tmp_path: Path) -> None:
    lines = ["发证题目汇总 (40题)", "一、判断题", "1.甲证应当公示。（√）", "发证题目汇总 40题) 1"]
    lines += ["2.甲证可以转让，", "发证题目汇总 40题) 2", "但应当登记。（×）"]
    result = lines_read(tmp_path, *lines)
    assert [(item.stem.removesuffix("（　　）"), item.answer) for item in result.items] == [
        ("甲证应当公示。", "T"),
        ("甲证可以转让，\n但应当登记。", "F"),
    ]
    assert [piece.reason for piece in result.skipped].count("页眉或页脚") == 2


def test_a_title_before_numbers_that_do_not_grow_is_no_running_head(tmp_path: Path) -> None:
    lines = [
        "发证办法试题",
        "一、判断题",
        "1.甲证应当公示。（√）",
        "发证办法试题 2",
        "2.甲证可以转让。（×）",
        "发证办法试题 2",
    ]
    result = lines_read(tmp_path, *lines)
    assert "页眉或页脚" not in {piece.reason for piece in result.skipped}


def test_bullets_before_options_on_one_line_belong_to_none(tmp_path: Path) -> None:
    lines = [
        "一、单选题",
        "1. 甲证由谁发放（　　）。",
        "- A. 甲局 - B. 乙局",
        "- C. 丙局 - D. 丁局",
        "答案：B",
    ]
    (item,) = lines_read(tmp_path, *lines).items
    assert [option.text for option in item.options] == ["甲局", "乙局", "丙局", "丁局"]


def test_a_dash_behind_an_option_stays_where_the_options_have_no_bullets(tmp_path: Path) -> None:
    lines = ["一、单选题", "1. 空白处应填（　　）。", "A. 甲 - B. 乙 - C. 丙", "答案：B"]
    (item,) = lines_read(tmp_path, *lines).items
    assert [option.text for option in item.options] == ["甲 -", "乙 -", "丙"]


def test_a_number_without_a_point_behind_an_empty_bracket_is_that_of_the_question(tmp_path: Path) -> None:
    lines: list[str] = ["一、单项选择题"]
    for at, verb in enumerate(("works", "sings", "walks"), 1):
        lines += [f"( ) {at} He {verb} ____ night.", "A. at B. on C. in D. by"]
    result = lines_read(tmp_path, *lines, "参考答案", "1-3 ABD")
    assert [(item.number, item.answer) for item in result.items] == [("1", "A"), ("2", "B"), ("3", "D")]
    assert [item.stem for item in result.items] == [
        f"( ) He {verb} ____ night." for verb in ("works", "sings", "walks")
    ]


_HEAD = "云州市示例岗位上岗考核复习题库"


def test_a_head_that_pages_put_anywhere_is_left_out_by_name(tmp_path: Path) -> None:
    lines = ["1.办理甲证时应当向有权受理的机关", _HEAD, "提出（）。", "A.申请", "B.投诉", "C.建议", "答案：A"]
    lines += ["2.乙证由谁发放（）。", "A.甲局", _HEAD, "B.乙局", "C.丙局", "答案：B", _HEAD]
    lines += ["3.丙证由谁保管（）。", "A.甲局", "B.乙局", "C.丙局", _HEAD, "答案：C"]
    result = lines_read(tmp_path, *lines)
    assert _told(result.items) == [("single_choice", answer, 3) for answer in "ABC"]
    assert not any("云州" in item.stem for item in result.items)
    assert [option.text for item in result.items[1:] for option in item.options] == [
        "甲局",
        "乙局",
        "丙局",
    ] * 2
    assert [(piece.text, piece.reason) for piece in result.skipped] == [(_HEAD, "页眉或页脚")] * 4


@pytest.mark.parametrize("again", ["以上各项说法都不符合规定", "国务院有关主管部门"])
def test_a_line_that_rightly_stands_in_many_questions_is_no_running_head(tmp_path: Path, again: str) -> None:
    lines = ["一、单选题"]
    for number, last in enumerate(("答案：A", "答案：B", "D.丁局\n答案：C"), 1):
        lines += [f"{number}.第{number}类证由谁发放（）。", "A.甲局", "B.乙局", "C.", again, last]
    lines += ["4.第四类证由谁发放（）。", "A.", again, "B.乙局", "C.丙局", "答案：A"]
    result = lines_read(tmp_path, *lines)
    assert "页眉或页脚" not in {piece.reason for piece in result.skipped}
    assert [again in {option.text for option in item.options} for item in result.items] == [True] * 4


def test_bold_that_nothing_closes_leaves_the_stem(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, *(f"{at}. ** {name}证应当公示。（√）" for at, name in enumerate("甲乙丙丁戊", 1))
    )
    assert [item.stem for item in result.items] == [f"{name}证应当公示。（　　）" for name in "甲乙丙丁戊"]
    assert [piece.reason for piece in result.skipped] == ["加粗的符号"] * 5


def test_a_lost_tick_before_options_without_labels_tells_the_answer(tmp_path: Path) -> None:
    lines = ["习题1（单选题 ）】", "甲证由谁发放（ ）", "", " 甲局", " ? 乙局", " 丙局", ""]
    lines += ["习题2（判断题 ）】", "甲证应当公示。", "", " ? 正确", " 错误", ""]
    lines += ["习题3（判断题 ）】", "甲证可以转让。", "", " 正确", " ? 错误"]
    result = lines_read(tmp_path, *lines)
    assert _told(result.items) == [("single_choice", "B", 3), ("true_false", "T", 0), ("true_false", "F", 0)]
    assert [item.stem for item in result.items] == ["甲证由谁发放（ ）", "甲证应当公示。", "甲证可以转让。"]
    assert [problem.code for problem in result.problems] == ["answers-by-emphasis"]


def test_a_question_mark_behind_a_label_is_no_tick(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "1.甲证由谁发放（B）。", "A.? 甲局", "B.乙局", "C.丙局")
    assert [(item.answer, item.options[0].text) for item in result.items] == [("B", "? 甲局")]


def test_names_of_chapters_that_begin_alike_belong_to_no_question(tmp_path: Path) -> None:
    lines = []
    for chapter in ("《办证实务 甲证的申请》", "《办证实务 乙证的发放》"):
        lines += [chapter, "习题1（判断题）", "证件应当公示。", "答案：正确"]
        lines += ["习题2（判断题）", "证件可以转让。", "答案：错误", "解析：见办事指南"]
    result = lines_read(tmp_path, *lines)
    assert [item.explanation for item in result.items] == ["", "见办事指南"] * 2
    assert [piece.reason for piece in result.skipped] == ["标题", "标题"]


def test_the_name_of_a_question_above_its_labelled_stem_is_no_part_of_it(tmp_path: Path) -> None:
    lines = [
        "### 1. 证件与注释",
        "",
        "题目：哪个是注释？",
        "",
        "- A. #",
        "- B. <!-- -->",
        "- C. <b>",
        "",
        "答案：B",
        "",
    ]
    lines += ["### 2. 证件", "", "题目：结果是？", "", "- A. 53", "- B. 5 3", "- C. 8", "", "答案：A"]
    result = lines_read(tmp_path, *lines, name="试题.md")
    assert [(item.stem, item.answer) for item in result.items] == [("哪个是注释？", "B"), ("结果是？", "A")]
    assert [option.text for option in result.items[0].options] == ["#", "<!-- -->", "<b>"]
    assert not any(item.problems for item in result.items)
    assert [piece.text for piece in result.skipped if piece.reason == "标题"] == ["证件与注释", "证件"]
