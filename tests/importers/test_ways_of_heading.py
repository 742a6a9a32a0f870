"""What heads a part, a key or a stem: types before a colon, notes in brackets, parts that come twice."""

from pathlib import Path

import pytest

from importers import ImportResult, read

_OPTIONS = ["A. 甲局", "B. 乙局", "C. 丙局"]
_CHOICES = [
    line for at, stem in enumerate(["甲证由谁发放？", "乙证由谁发放？"], 1) for line in (f"{at}. {stem}", *_OPTIONS)
]  # fmt: skip


def _read(folder: Path, *lines: str) -> ImportResult:
    path = folder / "试题.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read(path)


def _told(result: ImportResult) -> list[tuple[str | None, str, str | None]]:
    return [(item.type, item.stem, item.answer) for item in result.items]


def test_a_part_may_name_its_type_and_count_behind_a_colon(tmp_path: Path) -> None:
    result = _read(tmp_path, "第二部分：多选题（68题）", "1. 甲证由谁发放（B）。", *_OPTIONS)
    assert _told(result) == [("multiple_choice", "甲证由谁发放（　　）。", "B")]
    assert {entry.code for entry in result.problems} == {"count-differs"}


@pytest.mark.parametrize(
    "heading",
    ["参考答案（仅供参考）", "✅ 答案与解析（请在完成题目后查看）", "参考答案及解析（教师版）："],
)
def test_a_note_behind_the_heading_of_a_key_hides_no_answer(tmp_path: Path, heading: str) -> None:
    parts = ["一、多选题", *_CHOICES, "二、判断题", "1. 甲局设在市区。", "2. 乙局设在市区。"]
    key = ["一、多选题", "1. A,B（见附注）", "2. B,C", "二、判断题", "1. ✅ 正确", "2. ❌ 错误（设在县城）"]
    result = _read(tmp_path, *parts, heading, *key)
    assert [item.answer for item in result.items] == ["AB", "BC", "T", "F"]
    assert [item.explanation for item in result.items] == ["（见附注）", "", "", "（设在县城）"]
    assert not [item.problems for item in result.items if item.problems]


def test_an_answer_in_the_bracket_behind_its_label_heads_no_key(tmp_path: Path) -> None:
    result = _read(tmp_path, "1. 甲证由谁发放？", *_OPTIONS, "参考答案（AB）", "2. 甲局设在市区。（√）")
    assert [item.stem for item in result.items] == ["甲证由谁发放？", "甲局设在市区。（　　）"]


def test_a_type_before_a_colon_is_no_part_of_the_stem(tmp_path: Path) -> None:
    result = _read(
        tmp_path, "1. 多选题：甲证由谁发放？", *_OPTIONS, "答案：AB", "2. 乙证由谁发放？", *_OPTIONS, "答案：A",
        "3. 判断题：甲局设在市区。", "答案：对", "4. 填空题：甲局设在____。", "答案：市区",
        "5. 选择题：丙证由谁发放？", *_OPTIONS, "答案：B",
    )  # fmt: skip
    assert _told(result) == [
        ("multiple_choice", "甲证由谁发放？", "AB"), ("single_choice", "乙证由谁发放？", "A"),
        ("true_false", "甲局设在市区。", "T"), ("blank", "甲局设在____。", None),
        ("single_choice", "丙证由谁发放？", "B"),
    ]  # fmt: skip


def test_the_key_of_a_part_that_comes_again_answers_the_one_without_answers(tmp_path: Path) -> None:
    again = ["1. 丙证由谁发放？", *_OPTIONS, "2. 丁证由谁发放？", *_OPTIONS]
    result = _read(
        tmp_path, "一、单项选择题", "1. 甲证由谁发放？", *_OPTIONS, "答案：A", "二、多项选择题", "1. 乙证由谁发放？", *_OPTIONS,
        "答案：AB", "一、单项选择题", *again, "参考答案及解析", "一、单项选择题", "1. C", "【解析】见条例。", "2. A",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["A", "AB", "C", "A"]
    assert not result.problems


def test_keys_of_two_parts_among_answered_ones_go_to_these_in_order(tmp_path: Path) -> None:
    def part(*stems: str) -> list[str]:
        numbered = [(f"{at}. {stem}", *_OPTIONS) for at, stem in enumerate(stems, 1)]
        return ["一、单项选择题", *(line for lines in numbered for line in lines)]

    key = ["参考答案", "单选题", "1. C", "2. B", "单选题", "1. A", "2. C"]
    answered = [*part("甲证由谁发放？"), "答案：A", *part("乙证由谁发放？", "丙证由谁发放？")]
    result = _read(tmp_path, *answered, *part("丁证由谁发放？", "戊证由谁发放？"), *key)
    assert [item.answer for item in result.items] == ["A", "C", "B", "A", "C"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [("A、甲局", "A"), ("C、丙局", "C"), ("A、甲局；C、丙局", "AC"), ("A、丙局", None), ("A、甲局等", None)],
)
def test_an_answer_may_repeat_the_words_of_its_options(tmp_path: Path, said: str, answer: str | None) -> None:
    (item,) = _read(tmp_path, "1. 甲证由谁发放？", *_OPTIONS, f"正确答案：{said}").items
    assert item.answer == answer


def test_an_answer_below_its_label_is_no_option_of_a_question_that_has_its_own(tmp_path: Path) -> None:
    fields = [
        "题目：",
        "甲证由谁发放？",
        "选项：",
        "A 甲局",
        "B 乙局",
        "正确答案：",
        "A 甲局",
        "解析：",
        "见条例。",
    ]
    again = [line.replace("甲证", "乙证") for line in fields]
    result = _read(tmp_path, *fields, *again)
    assert [(len(item.options), item.answer) for item in result.items] == [(2, "A"), (2, "A")]
