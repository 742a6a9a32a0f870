"""What pages of online exams and printed papers put around questions: heads with points, attempts, offers, forms to fill in."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import OPTIONS, THREE_OPTIONS, lines_read

_KINDS = (
    ("single_choice", "单选题", "B"),
    ("single_choice", "单选题", "A"),
    ("multiple_choice", "多选题", "ABD"),
)


def _read(folder: Path, shape: str) -> ImportResult:
    """Three questions in the given shape, with {n} number, {t} type, {s} stem, {o} options, {a} answer."""
    lines = []
    for at, (word, (_, kind, answer)) in enumerate(zip("甲乙丙", _KINDS, strict=True), 1):
        options = "\n".join(OPTIONS)
        lines += shape.format(n=at, t=kind, s=f"{word}证由谁发放（　　）。", o=options, a=answer).split("\n")
    return lines_read(folder, *lines)


@pytest.mark.parametrize(
    "shape",
    [
        "第{n}题 {t} 2分\n{s}\n{o}\n正确答案：{a}",
        "{n}/3 {t} （2分）\n{s}\n{o}\n回答正确\n正确答案：{a}",
        "{t} | 第{n}题\n{s}\n{o}\n正确答案：{a}",
        "题型：{t}客观题分值10分难度：简单得分：10\n{n}\n{s}\n{o}\n学生答案：C\n正确答案：{a}\n老师评语",
        "{n}. {s}\n{t} 分值：2分\n{o}\n考生答案：C\n正确答案：{a}\n判分：错误",
        "{n}\n{t}\n(2分)\n{s}\n{o}\n正确答案\n{a}\n你的答案\nC\n查看解析",
        "{n}\n{t}(2分)\n{s}\n得分/总分\n{o}2.00/2.00\n正确答案：{a}你错选为C",
        "{n}. {s}\n{o}\n提交答案：C\n正确答案：{a}\n用时：12秒\n题型：{t}",
        "{n}. [{t}]\n{s}\n{o}\n您的答案 C\n答案正确\n参考答案：{a}\n纠错 | 收藏 | 笔记(3)",
        "{n}、{s} [{t}] [必答题]\n{o}\n✘ 学员答案：C  ×\n答案【{a}】",
        "【{t}】{n}、{s} （ 分值：2 ）\n{o}\n还未作答\n本题答案：{a}",
    ],
)  # fmt: skip
def test_what_an_exam_says_around_a_question_is_no_part_of_it(tmp_path: Path, shape: str) -> None:
    result = _read(tmp_path, shape)
    found = [
        (item.type, item.stem, [option.text for option in item.options], item.answer) for item in result.items
    ]
    texts = ["甲局", "乙局", "丙局", "丁局"]
    assert found == [
        (kind, f"{word}证由谁发放（　　）。", texts, answer)
        for word, (kind, _, answer) in zip("甲乙丙", _KINDS, strict=True)
    ]
    assert list(result.all_problems()) == []


def test_heads_that_stand_once_are_headings_of_parts(tmp_path: Path) -> None:
    questions = [
        f"{n}. {word}证由谁发放（　　）。\n" + "\n".join(OPTIONS) + "\n答案："
        for n, word in enumerate("甲乙", 1)
    ]
    lines = [
        "单选题 2分",
        *(text + "B" for text in questions),
        "多选题 4分",
        *(text + "AB" for text in questions),
    ]
    result = lines_read(tmp_path, *"\n".join(lines).split("\n"))
    assert [item.type for item in result.items] == ["single_choice"] * 2 + ["multiple_choice"] * 2
    assert not any(problem.code == "text-after-answer" for problem in result.all_problems())


def _moodle(label: str) -> list[str]:
    lines = []
    for at, (word, answer) in enumerate((("甲", "乙局"), ("乙", "甲局、丁局")), 1):
        offer = "选择一项：" if at == 1 else "选择一项或多项："
        options = [option if label else option[3:] for option in OPTIONS]
        lines += [
            f"试题 {at}",
            "正确",
            "获得2.00分中的2.00分",
            "标记试题",
            "试题正文",
            f"{word}证由谁发放（　　）。",
            offer,
        ]
        lines += [*options, "反馈", "你的回答正确", f"正确答案是：{answer}"]
    return lines


@pytest.mark.parametrize("label", ["A.", ""])
def test_an_offer_of_one_or_several_options_tells_the_type_and_where_options_begin(
    tmp_path: Path, label: str
) -> None:
    result = lines_read(tmp_path, *_moodle(label))
    assert [(item.type, item.stem, len(item.options), item.answer) for item in result.items] == [
        ("single_choice", "甲证由谁发放（　　）。", 4, "B"),
        ("multiple_choice", "乙证由谁发放（　　）。", 4, "AD"),
    ]
    assert list(result.all_problems()) == []


def test_an_answer_in_a_frame_may_be_the_words_of_options_on_lines_of_their_own(tmp_path: Path) -> None:
    lines = ["1、多选题：", "甲证由谁发放（　　）。", "选项：", *OPTIONS, "答案: 【", "甲局;", "丙局", "】"]
    lines += ["2、判断题：", "甲证可以转让。", "选项：", "A:错", "B:对", "答案: 【", "错", "】"]
    items = lines_read(tmp_path, *lines).items
    assert [(item.type, item.answer, item.problems) for item in items] == [
        ("multiple_choice", "AC", ()),
        ("true_false", "F", ()),
    ]


def test_brackets_to_tick_before_options_belong_to_none_of_them(tmp_path: Path) -> None:
    lines = ["一、单选题", "1. 甲证由谁发放（　　）。", *(f"( ){option}" for option in OPTIONS), "答案：B"]
    (item,) = lines_read(tmp_path, *lines).items
    assert (item.stem, [option.text for option in item.options]) == (
        "甲证由谁发放（　　）。",
        ["甲局", "乙局", "丙局", "丁局"],
    )


@pytest.mark.parametrize(
    "form",
    ["命题教师：　　　　教研室主任：　　　　", "姓名：____ 学号：____", "【装订线】", "密封线内不要答题", "1. [A] [B] [C] [D]", "第1页（共1页）", "……密………封………线……"],
)  # fmt: skip
def test_what_a_paper_leaves_to_fill_in_is_named_and_told_as_no_problem(tmp_path: Path, form: str) -> None:
    lines = ["一、单选题    得分  评卷人", "1. 甲证由谁发放（　　）。", *OPTIONS, "答案：B", form]
    result = lines_read(tmp_path, *lines)
    (item,) = result.items
    assert (item.type, item.answer, item.explanation, list(result.all_problems())) == (
        "single_choice",
        "B",
        "",
        [],
    )
    assert any(piece.text == form.strip() for piece in result.skipped)


def test_a_score_on_three_lines_with_the_day_of_marking_is_named_and_lost_numbers_lose_no_question(
    tmp_path: Path,
) -> None:
    lines: list[str] = []
    for number in ("19.", "20.", "", "2.", "3.", "4."):
        scored = ["得分：", "5", " 分\t系统自动批改于2021年1月11日 10点38分", " "]
        options = ["\t(A)\t甲局", "\t(B)\t乙局"]
        lines += [f"{number}\t", f"第{number or '某'}证由谁发放", *options, "[参考答案：B]  分值：5", *scored]
    result = lines_read(tmp_path, *lines)
    assert [(item.number, item.answer, item.explanation) for item in result.items] == [
        (number, "B", "") for number in ("19", "20", "", "2", "3", "4")
    ]
    assert not any(entry.code == "text-after-answer" for entry in result.all_problems())


def test_a_paper_with_right_and_wrong_answers_marked_tells_the_right_ones(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲证由谁发放？", *OPTIONS, "✅ 你的答案：D", "2. 乙证由谁发放？", *OPTIONS,
        "❌ 你的答案：A → 正确答案：C（丙局）", "二、判断题", "3. 丙证可以转让。", "✅ 你的答案：错 — 见章程。",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["D", "C", "F"]
    assert result.items[2].explanation == "见章程。"
    assert "❌ 你的答案：A → 正确答案：" in {piece.text for piece in result.skipped}


def test_signs_before_own_answers_are_ornaments_where_no_wrong_one_is_mended(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 甲证由谁发放？", *OPTIONS, "✅ 你的答案：D", "2. 乙证由谁发放？", *OPTIONS, "✅ 你的答案：A",
    )  # fmt: skip
    assert [item.answer for item in result.items] == [None, None]


def test_what_an_export_says_of_an_attempt_is_no_part_of_a_question(tmp_path: Path) -> None:
    head = ["一、单选题", "1. 甲证由谁发放（　　）。", *THREE_OPTIONS]
    tail = [
        "试题编号：2025-001",
        "标准答案：B",
        "试题难度：一般",
        "试题解析：见办法。",
        "考生答案：A",
        "考生得分：0",
    ]
    (item,) = lines_read(tmp_path, *head, *tail, "是否评分：已评分", "评价描述：").items
    assert (item.answer, item.difficulty, item.explanation, item.problems) == ("B", 3, "见办法。", ())


def test_the_points_that_a_candidate_earned_are_no_part_of_a_stem(tmp_path: Path) -> None:
    lines = [
        "1.甲证由谁发放（　　）。（2/2分）",
        *THREE_OPTIONS,
        "考生答案：B",
        "标准答案：B",
        "2.乙证由谁发放（　　）。（0/2分）",
        *THREE_OPTIONS,
    ]
    items = lines_read(tmp_path, "一、单选题（共2题，共4分）", *lines, "考生答案：A", "标准答案：C").items
    assert [(item.stem, item.answer) for item in items] == [
        ("甲证由谁发放（　　）。", "B"),
        ("乙证由谁发放（　　）。", "C"),
    ]


def test_a_sign_behind_the_points_of_an_attempt_is_no_answer(tmp_path: Path) -> None:
    lines = [
        "1、甲证可以转让。（5分） X",
        "您的答案：T",
        "正确答案：F",
        "2、甲证应当公示。（5分） √",
        "您的答案：T",
        "正确答案：T",
    ]
    items = lines_read(tmp_path, "二、判断题", *lines).items
    assert [(item.stem, item.answer) for item in items] == [("甲证可以转让。", "F"), ("甲证应当公示。", "T")]
