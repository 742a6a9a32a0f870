"""What exam platforms write into their templates and exports is read into its fields, or named and left out."""

from pathlib import Path

import pytest

from tests.importers.build import THREE_OPTIONS, lines_read


def test_an_ornament_of_a_label_belongs_to_the_label(tmp_path: Path) -> None:
    lines = ["1. 甲证由谁发放（　　）。", *THREE_OPTIONS, "  ★标准答案：B     ★考生答案：A     得分： 0"]
    (item,) = lines_read(tmp_path, "一、单选题", *lines).items
    assert (item.options[-1].text, item.answer, item.explanation) == ("丙局", "B", "")


@pytest.mark.parametrize(
    "label", ["【正确答案是】：", "【正确答案】", "💡 正确答案：", "学生得分：3分\n学生答案：A正确答案："]
)
def test_a_label_of_the_answer_ends_the_last_option(tmp_path: Path, label: str) -> None:
    (item,) = lines_read(
        tmp_path, "一、单选题", "1. 甲证由谁发放（　　）。", *THREE_OPTIONS, f"{label}B"
    ).items
    assert (item.options[-1].text, item.answer, item.problems) == ("丙局", "B", ())


def test_fields_above_a_stem_belong_to_its_own_question(tmp_path: Path) -> None:
    lines: list[str] = []
    for topic, word in (("许可", "甲"), ("处罚", "乙"), ("复议", "丙")):
        lines += [
            "【学科】法律",
            f"【考点分类】{topic}",
            "【题型】单选题",
            f"【题干】{word}证由谁发放（　　）。",
        ]
        lines += [
            "【选项】A. 甲局 | B. 乙局 | C. 丙局",
            "【正确答案】B",
            f"【标准解析】见{word}办法。",
            "",
            "---",
            "",
        ]
    result = lines_read(tmp_path, *lines)
    assert [(item.topics, item.explanation) for item in result.items] == [
        (("许可",), "见甲办法。"), (("处罚",), "见乙办法。"), (("复议",), "见丙办法。"),
    ]  # fmt: skip
    assert list(result.all_problems()) == []
    assert sum(piece.text == "【学科】法律" for piece in result.skipped) == 3


def _questions(count: int, head: str) -> list[str]:
    kinds = "甲乙丙丁戊己"[:count]
    return [
        line
        for at, word in enumerate(kinds, 1)
        for line in (head.format(at) + f"{word}证由谁发放（　　）。", *THREE_OPTIONS)
    ]


@pytest.mark.parametrize("head", ["{}. ", "【题目】"])
def test_explanations_below_a_key_go_to_the_questions_of_their_numbers(tmp_path: Path, head: str) -> None:
    key = ["【答案区】", "| 题号 | 1 | 2 | 3 |", "|:---:|:---:|:---:|:---:|", "| 答案 | A | B | C |"]
    told = ["1．见甲办法。选A。", "2．见乙办法。", "另见细则。", "3．见丙办法。"]
    result = lines_read(tmp_path, *_questions(3, head), *key, *told, name="试题.md")
    assert [(item.answer, item.explanation) for item in result.items] == [
        ("A", "见甲办法。选A。"), ("B", "见乙办法。\n另见细则。"), ("C", "见丙办法。"),
    ]  # fmt: skip
    assert {problem.code for problem in result.all_problems()} == {"types-inferred"}


def test_a_numbered_list_below_the_last_answer_of_a_key_stays_with_it(tmp_path: Path) -> None:
    key = ["参考答案", "1. A", "2. B", "3. C 解析：", "1. 见甲办法。", "2. 见乙办法。"]
    result = lines_read(tmp_path, *_questions(3, "{}. "), *key)
    assert [item.answer for item in result.items] == ["A", "B", "C"]
    assert result.items[-1].explanation == "1. 见甲办法。\n2. 见乙办法。"


def test_a_key_answers_questions_without_numbers_only_where_it_counts_as_many(tmp_path: Path) -> None:
    key = ["参考答案", "1. A", "2. B"]
    result = lines_read(tmp_path, *_questions(3, "【题目】"), *key)
    assert [item.answer for item in result.items] == [None] * 3
    assert any(problem.code == "key-unmatched" for problem in result.problems)


def test_the_label_of_an_explanation_in_a_key_is_no_part_of_it(tmp_path: Path) -> None:
    key = ["答案解析区", "1. 【答案】B", "【解析】见甲办法。", "2. 【答案】A", "【解析】见乙办法。"]
    result = lines_read(tmp_path, *_questions(2, "{}. "), *key)
    assert [(item.answer, item.explanation) for item in result.items] == [
        ("B", "见甲办法。"),
        ("A", "见乙办法。"),
    ]


@pytest.mark.parametrize("sign", ["*", "●", "Q："])
def test_a_sign_that_opens_each_stem_is_no_part_of_it(tmp_path: Path, sign: str) -> None:
    lines = [
        "单选题",
        f"{sign}甲证由谁发放（　　）。",
        *THREE_OPTIONS,
        "答案:B",
        "解析:见办法。",
        f"{sign}乙证由谁发放？",
        *THREE_OPTIONS,
    ]
    lines += [
        "答案:A",
        "多选题",
        f"{sign}丙证应当写明（　　）。",
        *THREE_OPTIONS,
        "答案:AB",
        "解析:见细则。",
        "* 另见附件。",
    ]
    result = lines_read(tmp_path, *lines, "判断题", f"{sign}甲证可以转让。", "答案:错误")
    assert [(item.type, item.stem, item.answer) for item in result.items] == [
        ("single_choice", "甲证由谁发放（　　）。", "B"),
        ("single_choice", "乙证由谁发放？", "A"),
        ("multiple_choice", "丙证应当写明（　　）。", "AB"),
        ("true_false", "甲证可以转让。", "F"),
    ]


def test_a_star_before_the_right_option_opens_no_stem(tmp_path: Path) -> None:
    lines = [
        "1. 甲证由谁发放（　　）。",
        "*A. 甲局",
        "B. 乙局",
        "C. 丙局",
        "2. 乙证由谁发放（　　）。",
        "A. 甲局",
        "*B. 乙局",
        "C. 丙局",
    ]
    assert [item.answer for item in lines_read(tmp_path, "单选题", *lines).items] == ["A", "B"]


@pytest.mark.parametrize("heading", ["选择判断", "一、单选题和判断题", "判断题、单选题、多选题（共3题）"])
def test_a_heading_that_names_several_types_leaves_them_to_the_questions(
    tmp_path: Path, heading: str
) -> None:
    lines = [
        "1. 甲证由谁发放（　　）。",
        *THREE_OPTIONS,
        "答案：B",
        "2. 乙证应当写明（　　）。",
        *THREE_OPTIONS,
        "答案：AC",
    ]
    result = lines_read(tmp_path, "一、填空题", heading, *lines, "3. 甲证可以转让。", "答案：错误")
    assert [item.type for item in result.items] == ["single_choice", "multiple_choice", "true_false"]


@pytest.mark.parametrize("tick", ["√", "√ ", "v ", "V"])
def test_a_tick_before_the_label_of_an_option_answers_a_question_without_number(
    tmp_path: Path, tick: str
) -> None:
    lines = [
        "甲证由谁发放（　　）。",
        f"{tick}A. 甲局",
        "B. 乙局",
        "C. 丙局",
        "",
        "乙证由谁发放（　　）。",
        "A. 甲局",
        f"{tick}B. 乙局",
        "C. 丙局",
    ]
    items = lines_read(tmp_path, *lines).items
    assert [(item.answer, item.stem, item.options[0].text) for item in items] == [
        ("A", "甲证由谁发放（　　）。", "甲局"), ("B", "乙证由谁发放（　　）。", "甲局"),
    ]  # fmt: skip


def test_v_before_a_judgement_tells_it_where_v_marks_the_right_options(tmp_path: Path) -> None:
    lines = [
        "甲证由谁发放（　　）。",
        "v A. 甲局",
        "B. 乙局",
        "v C. 丙局",
        "",
        "甲证可以转让。",
        "vx",
        "",
        "甲证应当公示。",
        "vv",
    ]
    result = lines_read(tmp_path, *lines)
    assert [(item.type, item.answer) for item in result.items] == [
        ("multiple_choice", "AC"), ("true_false", "F"), ("true_false", "T"),
    ]  # fmt: skip


def test_an_export_with_heads_between_bars_ticked_boxes_and_statistics_is_read(tmp_path: Path) -> None:
    lines = ["# 办证测试", "---", "## 1. 第一章 甲证", "共 2 题", ""]
    lines += [
        "### 第1题 | 单选题 | 2分 | 得分: 2",
        "",
        "甲证由谁发放（　　）。",
        "",
        "- [x] **甲局** ✅ ← 你的答案（正确）",
        "- [ ] 乙局",
    ]
    lines += ["- [ ] 丙局", "", "> 💡 解析: 见甲办法。", "", "## 2. 第二章 乙证", "共 1 题", ""]
    lines += [
        "### 第1题 | 判断题 | 2分 | 得分: 0",
        "",
        "乙证可以转让。",
        "",
        "- [ ] ~~正确~~ ❌ ← 你的答案（错误）",
        "- [x] 错误 ✅ （正确答案）",
        "",
    ]
    lines += ["---", "", "## 📊 统计摘要", "", "| 项目 | 数值 |", "|---|---|", "| 总题数 | 2 |"]
    result = lines_read(tmp_path, *lines, name="试题.md")
    assert [(item.type, item.stem, item.answer, item.explanation) for item in result.items] == [
        ("single_choice", "甲证由谁发放（　　）。", "A", "见甲办法。"),
        ("true_false", "乙证可以转让。", "F", ""),
    ]
    assert [option.text for option in result.items[0].options] == ["甲局", "乙局", "丙局"]
    assert {"得分: 0", "❌ ← 你的答案（错误）", "总题数    2"} <= {piece.text for piece in result.skipped}


def test_a_sign_of_right_behind_one_option_ticks_it(tmp_path: Path) -> None:
    lines = ["1. 甲证由谁发放（　　）。", "A. 甲局 ❌ ← 你的答案", "B. 乙局 ✅", "C. 丙局"]
    (item,) = lines_read(tmp_path, "单选题", *lines).items
    assert (item.answer, [option.text for option in item.options]) == ("B", ["甲局", "乙局", "丙局"])


def test_a_question_behind_the_last_rule_is_read(tmp_path: Path) -> None:
    lines = ["一、判断题", "1. 甲证可以转让。（×）", "---", "2. 乙证可以转让", "（×）"]
    assert [item.answer for item in lines_read(tmp_path, *lines).items] == ["F", "F"]


def test_a_statement_that_begins_with_a_chapter_keeps_its_number(tmp_path: Path) -> None:
    lines = ["1. 第一章规定了总则（√）", "2. 第一节课讲总则（×）", "3. 第二章第一条规定了目的（√）"]
    assert [item.answer for item in lines_read(tmp_path, "一、判断题", *lines).items] == ["T", "F", "T"]


def test_names_of_chapters_between_questions_are_no_explanations(tmp_path: Path) -> None:
    lines: list[str] = ["题库导出", "甲证"]
    for number, title in ((1, "乙证"), (2, "丙证的发放"), (3, "")):
        lines += [
            f"{number}. 【单选题】第{number}类证由谁发放（　　）。",
            *THREE_OPTIONS,
            "【答案】B",
            "【解析】见办法。",
            "",
            "",
            title,
        ]
    result = lines_read(tmp_path, *lines)
    assert [(item.answer, item.explanation) for item in result.items] == [("B", "见办法。")] * 3
    assert list(result.all_problems()) == []
    assert {"乙证", "丙证的发放"} <= {piece.text for piece in result.skipped if piece.reason == "标题"}


def test_short_stems_above_numbered_options_are_no_chapters(tmp_path: Path) -> None:
    lines = [
        "甲证由谁发放",
        "1. 甲局",
        "2. 乙局",
        "答案：2",
        "",
        "",
        "乙证由谁发放",
        "1. 甲局",
        "2. 乙局",
        "答案：1",
    ]
    assert "乙证由谁发放" not in {
        piece.text for piece in lines_read(tmp_path, *lines).skipped if piece.reason == "标题"
    }
