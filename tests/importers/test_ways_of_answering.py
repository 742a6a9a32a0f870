"""Answers above stems, bare in them, earned by an attempt or told by a key; signs, boxes and buttons around them."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import ASKED, OPTIONS, lines_read, one_read, sheet

_TEXTS = ["甲局", "乙局", "丙局", "丁局"]


def _answered(result: ImportResult) -> list[tuple[str | None, str, str | None]]:
    return [(item.type, item.stem, item.answer) for item in result.items]


def test_type_and_answer_above_a_numbered_stem_belong_to_it(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "【单选】答案：B  难度：易", f"1. {ASKED}", *OPTIONS,
        "【多选】答案：AC  难度：中", "2. 乙证由谁发放（　　）。", *OPTIONS, "【判断】答案：错  难度：易", "3. 甲局设在市区。",
    )  # fmt: skip
    assert [(item.number, *told) for item, told in zip(result.items, _answered(result), strict=True)] == [
        ("1", "single_choice", ASKED, "B"),
        ("2", "multiple_choice", "乙证由谁发放（　　）。", "AC"),
        ("3", "true_false", "甲局设在市区。", "F"),
    ]
    assert [item.options[-1].text for item in result.items[:2]] == ["丁局", "丁局"]


def test_letters_that_stand_bare_in_every_stem_are_the_answers_and_that_is_told(tmp_path: Path) -> None:
    stems = ["甲证由B发放。", "会议转移到C举行。", "乙证以A名义收回。"]
    lines = [line for at, stem in enumerate(stems, 1) for line in (f"{at}. {stem}", *OPTIONS)]
    result = lines_read(tmp_path, *lines)
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证由（　　）发放。", "B"), ("会议转移到（　　）举行。", "C"), ("乙证以（　　）名义收回。", "A"),
    ]  # fmt: skip
    assert "answers-by-emphasis" in {entry.code for entry in result.problems}


def test_a_letter_in_one_stem_of_several_is_a_name(tmp_path: Path) -> None:
    stems = ["甲证由B公司发放（　　）。", "会议在何处举行？", "乙证由谁收回？"]
    lines = [line for at, stem in enumerate(stems, 1) for line in (f"{at}. {stem}", *OPTIONS)]
    assert [item.answer for item in lines_read(tmp_path, *lines).items] == [None, None, None]


def test_letters_that_end_the_stems_without_answers_answer_them(tmp_path: Path) -> None:
    stems = ["甲证由谁发放：A", "乙证由谁收回B", "丙证归哪个局保管C", "丁证由谁盖章", "戊证由哪些局会签AD"]
    lines = [line for at, stem in enumerate(stems, 1) for line in (f"{at}. {stem}", *OPTIONS)]
    told = lines_read(tmp_path, *lines[:15], *lines[20:])
    assert [(item.stem, item.answer) for item in told.items] == [
        ("甲证由谁发放：", "A"), ("乙证由谁收回", "B"), ("丙证归哪个局保管", "C"), ("戊证由哪些局会签", "AD"),
    ]  # fmt: skip
    assert "answers-by-emphasis" in {entry.code for entry in told.problems}
    few = lines_read(tmp_path, *lines[:10], *lines[15:20])
    assert [(item.stem, item.answer) for item in few.items[1:]] == [
        ("乙证由谁收回B", None),
        ("丁证由谁盖章", None),
    ]


def test_an_answer_that_earned_all_points_is_taken_and_that_is_told(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, f"1.【单选题】{ASKED}", *OPTIONS, "我的答案：B得分： 20.0分",
        "2.【单选题】乙证由谁发放（　　）。", *OPTIONS, "我的答案：A得分： 0.0分",
        "3.【多选题】丙证由谁发放（　　）。", *OPTIONS, "我的答案：AB得分： 10.0分",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["B", None, None]
    assert [entry.code for entry in result.items[0].problems] == ["answer-by-emphasis"]


def test_the_type_in_a_bracket_that_stays_open_is_told(tmp_path: Path) -> None:
    item = one_read(tmp_path, "1.〔单项选择题.〔〕是甲证的发放机关", *OPTIONS, "答案：B")
    assert "stem-doubtful" in [entry.code for entry in item.problems]


def test_signs_of_radicals_are_read_as_the_characters_they_look_like(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "题⽬: 甲证由谁发放？", *OPTIONS, "答案：B", "题⽬: 乙证由谁发放？", *OPTIONS, "答案：C"
    )
    assert [(entry.stem, entry.answer) for entry in result.items] == [
        ("甲证由谁发放？", "B"), ("乙证由谁发放？", "C"),
    ]  # fmt: skip


def test_reasons_behind_all_answers_of_a_key_go_to_the_answers_of_their_numbers(tmp_path: Path) -> None:
    asked = [f"1. {ASKED}", *OPTIONS, "2. 乙证由谁发放？", *OPTIONS]
    result = lines_read(
        tmp_path,
        "单选题",
        *asked,
        "参考答案",
        "1. B  2. C",
        "1.见规定第五条。选B。",
        "2.见规定第六条。",
        "另见附则。",
    )
    assert [(item.answer, item.explanation) for item in result.items] == [
        ("B", "见规定第五条。选B。"),
        ("C", "见规定第六条。\n另见附则。"),
    ]
    assert result.problems == ()


def test_points_of_one_reason_stay_with_it(tmp_path: Path) -> None:
    asked = [f"1. {ASKED}", *OPTIONS, "2. 乙证由谁发放？", *OPTIONS]
    key = [
        "参考答案",
        "1. B 解析：见第五条。",
        "2. C 解析：理由有二：",
        "1.乙局管理档案。",
        "2.乙局保存印章。",
    ]
    result = lines_read(tmp_path, "单选题", *asked, *key)
    assert [item.explanation for item in result.items] == [
        "见第五条。", "理由有二：\n1.乙局管理档案。\n2.乙局保存印章。",
    ]  # fmt: skip


def test_a_key_by_numbers_answers_questions_that_nobody_numbered(tmp_path: Path) -> None:
    asked = [f"【题目】{ASKED}", *OPTIONS, "【题目】乙证由谁发放？", *OPTIONS]
    assert [item.answer for item in lines_read(tmp_path, *asked, "参考答案", "1. B", "2. C").items] == [
        "B",
        "C",
    ]
    result = lines_read(tmp_path, *asked, "参考答案", "1. B", "2. C", "3. D")
    assert [item.answer for item in result.items] == [None, None]
    assert "key-unmatched" in {entry.code for entry in result.problems}


def test_separators_of_numbers_may_change_where_numbers_grow_with_gaps(tmp_path: Path) -> None:
    numbers = ["1 .", "7 .", "11.", "13、", "17、", "41. ", "105、"]
    lines = [line for number in numbers for line in (f"{number}甲证由谁发放(  )B", "A .甲局B .乙局C .丙局")]
    result = lines_read(tmp_path, "一、单选题", *lines)
    assert [(item.number, len(item.options), item.answer) for item in result.items] == [
        (number.rstrip(" .、"), 3, "B") for number in numbers
    ]


def test_lines_with_boxes_below_a_stem_are_its_options(tmp_path: Path) -> None:
    boxes = ["☐甲局", "☑乙局", "☐丙局"]
    result = lines_read(tmp_path, "题目列表", "", "甲证由谁发放", "", *boxes, "", "乙证由谁发放", "", *boxes)
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证由谁发放", "B"),
        ("乙证由谁发放", "B"),
    ]


def test_buttons_of_a_page_are_no_part_of_an_option(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "单选题",
        f"1. {ASKED}",
        *OPTIONS,
        "隐藏答案加入收藏错题反馈",
        "✅ 正确答案：B",
        "考题出处：自编",
    )
    (item,) = result.items
    assert (item.options[-1].text, item.answer, item.citation, item.problems) == ("丁局", "B", "自编", ())


def test_a_label_lost_before_the_last_option_is_told(tmp_path: Path) -> None:
    item = one_read(tmp_path, "单选题", "1 .甲证由谁发放()A .甲局B .乙局D .丁局【答案】A")
    assert "option-labels" in [entry.code for entry in item.problems]


def test_statements_behind_a_key_are_questions_however_they_are_numbered(tmp_path: Path) -> None:
    chapter = [
        "判断题",
        "【例1】甲局设在市区。（2分）",
        "【例2】乙局设在县城。（2分）",
        "参考答案",
        "判断题",
        "1-2：√ ×",
    ]
    first = [
        "第一章 发证",
        "单选题",
        f"【例1】{ASKED}",
        *OPTIONS,
        "【例2】乙证由谁发放？",
        *OPTIONS,
        "参考答案",
        "单选题",
        "1-2：B C",
    ]
    result = lines_read(tmp_path, *first, "第二章 管理", *chapter)
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "B"), ("single_choice", "C"), ("true_false", "T"), ("true_false", "F"),
    ]  # fmt: skip


def test_an_answer_of_letters_apart_behind_the_last_option_labels_nothing(tmp_path: Path) -> None:
    row = "A 甲局    B 乙局    C 10%    D 丁局（答：A D）"
    item = one_read(tmp_path, "多选题", f"1. {ASKED}", row)
    assert ([option.text for option in item.options], item.answer) == (["甲局", "乙局", "10%", "丁局"], "AD")


def test_letters_spread_over_a_stem_are_not_followed_by_small_labels(tmp_path: Path) -> None:
    item = one_read(
        tmp_path, "多选题", "1. 发证的有（A）和（B）和（C）。", "a:甲局", "b:乙局", "c:丙局", "d:丁局"
    )
    assert ([option.text for option in item.options], item.answer) == (_TEXTS, "ABC")


def test_a_letter_behind_the_word_answer_is_no_bare_one(tmp_path: Path) -> None:
    stems = ["甲证由谁发放（答案：B）。", "乙证由谁发放（答案：C）。", "丙证由谁发放（答案：A）。"]
    lines = [line for at, stem in enumerate(stems, 1) for line in (f"{at}. {stem}", *OPTIONS)]
    result = lines_read(tmp_path, "单选题", *lines)
    assert [(item.stem, item.answer, item.problems) for item in result.items] == [
        ("甲证由谁发放（　　）。", "B", ()), ("乙证由谁发放（　　）。", "C", ()), ("丙证由谁发放（　　）。", "A", ()),
    ]  # fmt: skip
    assert result.problems == ()


def test_a_column_behind_each_option_tells_whether_that_one_is_right(tmp_path: Path) -> None:
    header = ["题型", "题干", "选项A", "是否正确", "选项B", "是否正确", "选项C", "是否正确"]
    rows = [["多选题", "甲证由谁发放？", "甲局", "是", "乙局", "否", "丙局", "是"]]
    (item,) = read(sheet(tmp_path / "题.xlsx", 试题=[header, *rows])).items
    assert ([option.text for option in item.options], item.answer) == (["甲局", "乙局", "丙局"], "AC")


def test_the_type_before_a_stem_may_be_short(tmp_path: Path) -> None:
    item = one_read(tmp_path, "第 1 题单选在市区发证的是", *OPTIONS, "答案：B")
    assert (item.type, item.stem, item.answer) == ("single_choice", "在市区发证的是", "B")


def test_the_type_before_a_stem_ends_where_the_stem_begins_with_a_word_that_sentences_go_on_with(
    tmp_path: Path,
) -> None:
    lines = [line for at, stem in enumerate(["甲证由谁发放", "中央设有丙局", "乙证由谁发放", "丁证由谁发放"], 1)
             for line in (f"{at}、单选题{stem}（　　）", *OPTIONS, "答案：B")]  # fmt: skip
    assert [item.stem for item in lines_read(tmp_path, *lines).items] == [
        "甲证由谁发放（　　）",
        "中央设有丙局（　　）",
        "乙证由谁发放（　　）",
        "丁证由谁发放（　　）",
    ]


@pytest.mark.parametrize(("sign", "answer"), [("❌", "F"), ("✅", "T"), ("✔️", "T"), ("❌ 错误", "F")])
@pytest.mark.parametrize("line", ["\n参考答案：{}", "（{}）"])
def test_signs_in_colour_judge_a_statement(tmp_path: Path, line: str, sign: str, answer: str) -> None:
    item, _ = lines_read(
        tmp_path, "1. 甲证由乙局发放。" + line.format(sign), "2. 乙证由丙局发放。（√）"
    ).items
    assert (item.type, item.stem.removesuffix("（　　）"), item.answer) == (
        "true_false",
        "甲证由乙局发放。",
        answer,
    )


def test_true_and_false_named_twice_on_lines_are_the_sides_of_a_judgement(tmp_path: Path) -> None:
    lines = ("true. 正确", "false. 错误", "参考答案：❌")
    item = one_read(tmp_path, "一、判断题", "1. 甲证由乙局发放。", *lines)
    assert (item.stem, item.answer, item.options) == ("甲证由乙局发放。", "F", ())


@pytest.mark.parametrize("label", ["原因", "关键词"])
def test_a_reason_or_a_word_to_search_for_behind_an_answer_needs_no_look(tmp_path: Path, label: str) -> None:
    lines = ("A. 甲局", "B. 乙局", "答案：B", f"{label}：发证的机关")
    item = one_read(tmp_path, "一、单选题", "1. 甲证由谁发放（　　）。", *lines)
    assert (item.answer, item.problems) == ("B", ())


def test_a_reason_told_in_a_stem_stays_in_it(tmp_path: Path) -> None:
    lines = ("1. 某证停发。", "原因：甲局撤并。", "应向谁申请（　　）。", "A. 甲局", "B. 乙局", "答案：B")
    item = one_read(tmp_path, "一、单选题", *lines)
    assert item.stem == "某证停发。\n原因：甲局撤并。\n应向谁申请（　　）。"


def test_a_bracket_that_is_the_subject_of_its_sentence_leaves_a_gap(tmp_path: Path) -> None:
    options = ["A. 甲局", "B. 乙局", "C. 丙局"]
    lines = ("（B）发放甲证。", "（C）是甲证的主管局", "（A）下列发放乙证的是：", "（B）丙证由谁发放？")
    result = lines_read(
        tmp_path,
        "单选题",
        *(line for at, stem in enumerate(lines, 1) for line in (f"{at}. {stem}", *options)),
    )
    assert [item.stem for item in result.items] == [
        "（　　）发放甲证。", "（　　）是甲证的主管局", "下列发放乙证的是：", "丙证由谁发放？",
    ]  # fmt: skip
