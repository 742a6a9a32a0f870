"""Types and topics glued to stems leave them where the file as a whole, or their points, make sure of them."""

from pathlib import Path

import pytest

from tests.importers.build import lines_read

_OPTIONS = ("A. 甲局", "B. 乙局", "C. 丙局")
_TRUTHS = ("A.对", "B.错")


def _glued() -> list[str]:
    return [
        "1单选为什么甲证由乙局发放：", *_OPTIONS, "正确答案：B", "2多选(甲证的材料包括：", *_OPTIONS, "正确答案：A、C",
        "3判断甲证应当公示。", *_TRUTHS, "正确答案：B", "4、判断甲证真伪的依据是：", *_OPTIONS, "正确答案：A",
    ]  # fmt: skip


def test_types_without_brackets_leave_stems_where_they_differ_and_options_agree(tmp_path: Path) -> None:
    result = lines_read(tmp_path, *_glued())
    assert [(item.type, item.stem, item.answer) for item in result.items] == [
        ("single_choice", "为什么甲证由乙局发放：", "B"), ("multiple_choice", "甲证的材料包括：", "AC"),
        ("true_false", "甲证应当公示。", "F"), ("single_choice", "判断甲证真伪的依据是：", "A"),
    ]  # fmt: skip


def test_a_verb_that_is_a_type_stays_where_all_stems_are_judged(tmp_path: Path) -> None:
    lines = [f"{number}、判断{subject}应当公示。（√）" for number, subject in enumerate("甲乙丙丁", 1)]
    assert [item.stem[:2] for item in lines_read(tmp_path, *lines).items] == ["判断"] * 4


@pytest.mark.parametrize("head", ["单选(1分)", "单选题（1分）", "单选(1分", "单选 【1分】"])
def test_points_make_sure_of_a_single_type(tmp_path: Path, head: str) -> None:
    lines = [f"27、{head}甲证由谁发放：", *_OPTIONS, "答案：B"]
    for number in (28, 29, 30):
        lines += [f"{number}、第{number}证由谁发放：", *_OPTIONS, "答案：A"]
    result = lines_read(tmp_path, *lines)
    assert (result.items[0].type, result.items[0].stem) == ("single_choice", "甲证由谁发放：")
    assert "1分" in [piece.text for piece in result.skipped]


def test_a_few_stems_that_seem_to_begin_with_a_type_are_told(tmp_path: Path) -> None:
    lines = ["1、单选甲证由谁发放：", *_OPTIONS, "答案：B", "2、多选甲证的材料包括：", *_OPTIONS, "答案：AB"]
    for number in range(3, 9):
        lines += [f"{number}、第{number}证由谁发放：", *_OPTIONS, "答案：A"]
    told = [[entry.code for entry in item.problems] for item in lines_read(tmp_path, *lines).items]
    assert all("stem-doubtful" in codes for codes in told[:2])
    assert not any("stem-doubtful" in codes for codes in told[2:])


def test_a_chapter_in_brackets_before_every_stem_is_its_topic(tmp_path: Path) -> None:
    lines = []
    for number in range(1, 7):
        lines += [f"{number}. [第{'一二'[number % 2]}章] 第{number}证由谁发放（A）。", *_OPTIONS]
    items = lines_read(tmp_path, "一、单选题", *lines).items
    assert [(item.stem, item.topics) for item in items] == [
        (f"第{number}证由谁发放（　　）。", (f"第{'一二'[number % 2]}章",)) for number in range(1, 7)
    ]


def test_a_word_in_brackets_before_some_stems_stays(tmp_path: Path) -> None:
    lines = []
    for number in range(1, 7):
        tag = "【甲证】" if number < 4 else ""
        lines += [f"{number}. {tag}第{number}证由谁发放（A）。", *_OPTIONS]
    items = lines_read(tmp_path, "一、单选题", *lines).items
    assert [item.stem.startswith("【甲证】") for item in items] == [True] * 3 + [False] * 3
    assert not any(item.topics for item in items)


def test_a_topic_and_a_type_above_the_stem_are_no_part_of_it(tmp_path: Path) -> None:
    lines = []
    for number, topic in enumerate("子丑寅卯辰", 1):
        lines += [f"{number}. 【{topic}项】判断题", f"{topic}证应当公示。", "答案：正确"]
    items = lines_read(tmp_path, *lines).items
    assert [(item.type, item.stem, item.topics) for item in items] == [
        ("true_false", f"{topic}证应当公示。", (f"{topic}项",)) for topic in "子丑寅卯辰"
    ]


def test_an_order_is_never_the_answer_to_a_choice(tmp_path: Path) -> None:
    lines = ["1. 甲证的步骤是", *_OPTIONS, "答案：B → A → C", "2. 甲证由谁发放", *_OPTIONS, "答案：B"]
    first, second = lines_read(tmp_path, *lines).items
    assert (first.answer, second.answer) == (None, "B")
    assert "answer-unreadable" in [entry.code for entry in first.problems]


def test_questions_to_put_in_order_are_not_collected(tmp_path: Path) -> None:
    lines = [
        "1. 【排序题】甲证的步骤是",
        *_OPTIONS,
        "答案：B → A → C",
        "2. 【单选题】甲证由谁发放",
        *_OPTIONS,
        "答案：B",
    ]
    first, second = lines_read(tmp_path, *lines).items
    assert [entry.code for entry in first.problems] == ["type-not-collected"]
    assert second.problems == ()


@pytest.mark.parametrize("said", ["的分值由乙局决定", "和多选题由乙局出"])
def test_a_stem_about_a_type_keeps_the_word_beside_stems_that_begin_with_types(
    tmp_path: Path, said: str
) -> None:
    lines = [f"1、单选题{said}。", "答案：对"]
    for number, name in enumerate("甲乙丙丁", 2):
        lines += [f"{number}、单选题{name}证由谁发放（ ）", *_OPTIONS, "答案：A"]
    result = lines_read(tmp_path, *lines)
    assert [(item.type, item.stem) for item in result.items] == [("true_false", f"单选题{said}。")] + [
        ("single_choice", f"{name}证由谁发放（ ）") for name in "甲乙丙丁"
    ]


def test_one_stem_below_a_heading_may_begin_with_a_type(tmp_path: Path) -> None:
    first = ("1、单选", "单选题的分值由谁决定（ ）", *_OPTIONS, "答案：A")
    result = lines_read(tmp_path, *first, "2、判断", "判断题由乙局出题。", "答案：错")
    assert [item.stem for item in result.items] == ["单选题的分值由谁决定（ ）", "判断题由乙局出题。"]


def test_the_word_for_any_choice_leaves_stems_and_answers_tell_which(tmp_path: Path) -> None:
    stems = (
        "选择题甲证由谁发放（A）。",
        "选择题 1992 年的文件由谁公布（B）。",
        "选择题“甲证”是（A）。",
        "选择题(2分)乙证由谁发放（AB）。",
        "选择题单选题的分值由谁定（C）。",
    )
    lines = [line for number, stem in enumerate(stems, 1) for line in (f"{number}、{stem}", *_OPTIONS)]
    assert [(item.stem, item.answer) for item in lines_read(tmp_path, *lines).items] == [
        ("甲证由谁发放（　　）。", "A"), ("1992 年的文件由谁公布（　　）。", "B"), ("“甲证”是（　　）。", "A"),
        ("乙证由谁发放（　　）。", "AB"), ("单选题的分值由谁定（　　）。", "C"),
    ]  # fmt: skip


def test_a_stem_about_choices_keeps_its_word(tmp_path: Path) -> None:
    stems = ("选择题的分值由谁定（A）。", "选择题和判断题各有几道（B）。", "甲证由谁发放（C）。")
    lines = [line for number, stem in enumerate(stems, 1) for line in (f"{number}、{stem}", *_OPTIONS)]
    assert [item.stem[:3] for item in lines_read(tmp_path, "一、选择题", *lines).items] == [
        "选择题",
        "选择题",
        "甲证由",
    ]


def test_the_code_of_a_chapter_in_brackets_before_all_stems_is_named(tmp_path: Path) -> None:
    codes = ["[K01-03] "] * 9 + ["", ""]
    lines = [f"{at}. {code}第{at}号证免费。（√）" for at, code in enumerate(codes, 1)]
    result = lines_read(tmp_path, "一、判断题", *lines)
    assert [item.stem for item in result.items] == [f"第{at}号证免费。（　　）" for at in range(1, 12)]
    assert [piece.reason for piece in result.skipped if piece.text == "[K01-03]"] == ["试题编号"] * 9
