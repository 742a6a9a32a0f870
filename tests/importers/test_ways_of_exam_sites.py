"""Exam papers of sites: directions with numbers, labels made of known words, labels and signs written in other ways."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import lines_read

_ANSWER = "答案：A"


def _options(result: ImportResult) -> list[list[str]]:
    return [[option.text for option in item.options] for item in result.items]


@pytest.mark.parametrize(
    "label",
    [
        "【解题分析】",
        "【试题解析】",
        "【命题意图】",
        "【思路点拨】",
        "【规程剖析】",
        "名师点评：",
        "易错提醒:",
        "★解题思路：",
    ],
)
def test_a_label_made_of_known_words_begins_the_explanation(tmp_path: Path, label: str) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲证归谁（A）", "A. 甲局", "B. 乙局", f"{label}甲局管甲证。",
        "二、判断题", "1. 乙证归乙局。（√）", f"{label}乙局管乙证。",
    )  # fmt: skip
    assert [item.explanation for item in result.items] == ["甲局管甲证。", "乙局管乙证。"]
    assert not list(result.all_problems())


def test_such_a_label_behind_the_answer_or_the_last_option_is_read_too(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲证归谁", "A. 甲局", "B. 乙局 【解题分析】甲局管。", "【答案】A",
        "2. 乙证归谁", "A. 甲局", "B. 乙局", "【答案】B【名师点拨】乙局管。",
        "3. 丙证归谁", "A. 甲局", "B. 乙局", "答案：A", "解析：【思路点拨】甲局管丙证。",
    )  # fmt: skip
    assert [item.explanation for item in result.items] == ["甲局管。", "乙局管。", "甲局管丙证。"]
    assert not list(result.all_problems())


def test_what_was_examined_is_a_topic_and_a_sentence_of_it_explains(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲证归谁", "A. 甲局", "B. 乙局", _ANSWER, "【考查要点】发证、收证",
        "2. 乙证归谁", "A. 甲局", "B. 乙局", _ANSWER, "【考查要点】本题主要考查发证。", "解析：甲局管。",
    )  # fmt: skip
    assert [item.topics for item in result.items] == [("发证", "收证"), ()]
    assert [item.explanation for item in result.items] == ["", "本题主要考查发证。\n甲局管。"]
    assert not list(result.all_problems())


def test_the_labels_of_explanations_in_a_key_stand_for_the_explanation_alone(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲证归谁", "A. 甲局", "B. 乙局", "2. 乙证归谁", "A. 甲局", "B. 乙局",
        "参考答案", "1 【正确答案】 A", "【试题解析】 甲局管。", "2 【正确答案】 B 【解题分析】乙局管。",
    )  # fmt: skip
    assert [item.explanation for item in result.items] == ["甲局管。", "乙局管。"]
    assert not [problem for problem in result.all_problems() if problem.code != "types-inferred"]


def test_the_points_of_an_answer_to_an_essay_are_no_part_of_its_stem(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "一、简答题", "1. 如何发证？", "答案要点：依法发证。")
    assert [(item.stem, item.explanation) for item in result.items] == [("如何发证？", "依法发证。")]


def test_columns_are_called_by_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "题目.csv"
    path.write_text(
        "题型,题干,A,B,答案,解题分析,考查要点\n单选题,甲证归谁,甲局,乙局,A,甲局管。,发证\n", "utf-8"
    )
    result = read(path)
    assert [(item.explanation, item.topics) for item in result.items] == [("甲局管。", ("发证",))]


def test_words_of_labels_in_stems_options_and_explanations_stay_there(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 阅读材料。", "【材料分析】甲方案好。方法总结属于（ ）", "A. 【命题意图】一类", "B. 解题思路：一类", _ANSWER,
        "解析：见 【考点分析】一节。", "方法总结：先读题。",
    )  # fmt: skip
    (item,) = result.items
    assert item.stem == "阅读材料。\n【材料分析】甲方案好。方法总结属于（ ）"
    assert _options(result) == [["【命题意图】一类", "解题思路：一类"]]
    assert item.explanation == "见 【考点分析】一节。\n方法总结：先读题。"


def test_such_words_before_a_colon_between_a_stem_and_its_options_stay_in_the_stem(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲局应当（ ）", "重点提示：甲局无证。", "A. 停业", "B. 办证", _ANSWER
    )
    assert result.items[0].stem == "甲局应当（ ）\n重点提示：甲局无证。"
    assert _options(result) == [["停业", "办证"]]


def test_an_unknown_name_in_brackets_behind_the_last_option_is_told(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲证归谁（A）", "A. 甲局", "B. 乙局", "【温馨提示】请检查姓名"
    )
    assert "option-doubtful" in [problem.code for problem in result.all_problems()]


def test_directions_with_a_number_head_what_follows(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1.单项选择题。下列每题给出的四个选项中，只有一个选项符合题目要求。（分数：", "", "2.00）", "", "________ 解析：", "",
        "2.甲证归谁（A）", "A.甲局", "B.乙局", "3.乙证归谁（B）", "A.甲局", "B.乙局",
        "4.多项选择题：下列每题给出的四个选项中，至少有两个选项符合题目要求。（分数：2.00）", "________", "解析：",
        "5.证有哪些（AB）", "A.甲证", "B.乙证", "6、判断题。请判断下列各题的正误。", "1.甲局发证。（√）",
    )  # fmt: skip
    assert [(item.number, item.type) for item in result.items] == [
        ("2", "single_choice"), ("3", "single_choice"), ("5", "multiple_choice"), ("1", "true_false"),
    ]  # fmt: skip
    assert not list(result.all_problems())


def test_statements_about_types_are_no_directions(tmp_path: Path) -> None:
    stems = ["单选题每题只有一个正确答案。", "判断题：请判断下列各题的正误，这句话是指示语。"]
    result = lines_read(
        tmp_path, "一、判断题", *(f"{number}. {stem}（√）" for number, stem in enumerate(stems, 1))
    )
    assert [item.answer for item in result.items] == ["T", "T"]


@pytest.mark.parametrize(
    "options",
    [
        ("A。甲局", "B。乙局", "C。丙局"),
        ("A。甲局 B。乙局 C。丙局",),
        ("A 。甲局", "B 。乙局  C 。丙局"),
        ("a甲局", "b乙局", "c丙局"),
        ("a甲局 b乙局", "c丙局"),
        ("a 甲局", "b 乙局", "c 丙局"),
    ],
)
def test_labels_with_a_stop_or_small_ones_without_a_sign_are_labels(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲证归（c）", *options, "2. 乙证归(b)。" + options[0], *options[1:]
    )
    assert _options(result) == [["甲局", "乙局", "丙局"]] * 2
    assert [item.answer for item in result.items] == ["C", "B"]
    assert not list(result.all_problems())


def test_options_labelled_so_in_one_cell_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "题目.csv"
    path.write_text("题型,题干,选项,答案\n单选题,甲证归谁,A。甲局 B。乙局 C。丙局,A\n", "utf-8")
    assert _options(read(path)) == [["甲局", "乙局", "丙局"]]


@pytest.mark.parametrize(
    "lines",
    [
        ("a大于b", "b大于c", "c大于d"),
        ("a为整数", "b为实数", "c为字符", "A. 甲", "B. 乙"),
        ("维生素a缺", "维生素b缺", "维生素c缺"),
    ],
)
def test_small_letters_that_name_something_label_nothing(tmp_path: Path, lines: tuple[str, ...]) -> None:
    result = lines_read(tmp_path, "一、单选题", "1. 下列条件（ ）成立", *lines, _ANSWER)
    (item,) = result.items
    assert lines[0] in (item.stem + "\n" + "\n".join(option.text for option in item.options)).split("\n")


def test_bullets_before_most_stems_are_named_and_left_out(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 单项选择题：", "- 甲证归谁？", "A. 甲局 B. 乙局", "正确答案：A",
        "2. 判断题：", "- 乙证归乙局。（√）", "3. 判断题：", "- 丙证归丙局。（×）",
    )  # fmt: skip
    assert [item.stem for item in result.items] == [
        "甲证归谁？",
        "乙证归乙局。（　　）",
        "丙证归丙局。（　　）",
    ]
    assert [piece.text for piece in result.skipped if "符号" in piece.reason] == ["-"] * 3


@pytest.mark.parametrize(
    "stem", ["- 5 + 3 = （ ）", "— 您好。 — （ ）", "- 谢谢您。\n- （ ）", "-5℃ 低于（ ）"]
)
def test_signs_of_numbers_and_dialogues_stay_in_stems(tmp_path: Path, stem: str) -> None:
    lines = [line for number in "123" for line in (f"{number}. {stem}", "A. 甲", "B. 乙", _ANSWER)]
    result = lines_read(tmp_path, "一、单选题", *"\n".join(lines).split("\n"))
    assert {item.stem for item in result.items} == {stem}


def test_judgements_glued_to_their_reasons_and_crosses_written_as_x_are_read(tmp_path: Path) -> None:
    reasons = ["×记账凭证才是依据。", "√", "x 政策应当一致。", "X", "√当然。"]
    stems = [f"{number}. 第{number}种凭证是依据。（ ）" for number in range(1, 6)]
    key = [f"{number}.【答案及解析】{reason}" for number, reason in enumerate(reasons, 1)]
    in_place = [
        line for stem, reason in zip(stems, reasons, strict=True) for line in (stem, f"答案：{reason}")
    ]
    for lines in ([*stems, "参考答案及解析", *key], in_place):
        result = lines_read(tmp_path, "一、判断题", *lines)
        assert [item.answer for item in result.items] == ["F", "T", "F", "F", "T"]
        assert [item.explanation for item in result.items] == [
            "记账凭证才是依据。",
            "",
            "政策应当一致。",
            "",
            "当然。",
        ]
        assert not list(result.all_problems())


@pytest.mark.parametrize("key", ["1.√ 2.x 3.× 4.√", "1-4：√ x × √", "√ x × √"])
def test_crosses_written_as_x_stand_in_lists_too(tmp_path: Path, key: str) -> None:
    stems = [f"{number}. 第{number}种凭证是依据。" for number in range(1, 5)]
    result = lines_read(tmp_path, "一、判断题", *stems, "答案", key)
    assert [item.answer for item in result.items] == ["T", "F", "F", "T"]


def test_an_x_that_is_no_judgement_stays_a_letter(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、填空题", "1. 水平的是____。", "答案：x 轴", "2. 方程的解是____。", "答案：x = 3",
        "二、判断题", "3. x 轴水平。", "答案：√", "4. y 轴水平。", "答案：×",
    )  # fmt: skip
    assert [item.explanation for item in result.items[:2]] == ["x 轴", "x = 3"]
    assert result.items[2].stem == "x 轴水平。"
