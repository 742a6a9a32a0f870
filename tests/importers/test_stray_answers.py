"""Answers and scores that stand where a candidate would read them."""

from dataclasses import replace
from pathlib import Path

import pytest

from importers import DraftItem, DraftOption, Place, check_item, read
from tests.importers.build import lines_read, sheet


def _text(folder: Path, *lines: str) -> Path:
    path = folder / "试题.txt"
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize(
    ("tail", "answer"),
    [
        ("  答： ABD", "ABD"),
        ("答：ABD", "ABD"),
        (" 答：A、B、D。", "ABD"),
        ("（答：B、D）", "BD"),
        ("答案：BC", "BC"),
        ("（答案：AC）", "AC"),
        ("[正确答案: AC]", "AC"),
        (" 答案为：A,C", "AC"),
    ],
)
@pytest.mark.parametrize("apart", ["   ", "\n"])
def test_an_answer_behind_the_last_option_is_read_as_the_answer(
    tmp_path: Path, tail: str, answer: str, apart: str
) -> None:
    options = apart.join(("A、登记在册", "B、分级审批", "C、按期公示", f"D、留存备查{tail}"))
    result = read(_text(tmp_path, "多选题", "1. 办理甲证应当（　　）。", options))
    (item,) = result.items
    assert [option.text for option in item.options] == ["登记在册", "分级审批", "按期公示", "留存备查"]
    assert (item.answer, item.problems) == (answer, ())


def test_an_answer_behind_the_last_option_of_a_sheet_is_read_too(tmp_path: Path) -> None:
    header = ["题型", "题干", "选项A", "选项B", "选项C", "答案"]
    rows = [["单选题", "甲证由谁发放？", "甲局", "乙局", "丙局  答：B", ""]]
    (item,) = read(sheet(tmp_path / "题.xlsx", 试题=[header, *rows])).items
    assert (item.options[-1].text, item.answer, item.problems) == ("丙局", "B", ())


def test_two_answers_that_differ_are_told(tmp_path: Path) -> None:
    lines = ("单选题", "1. 甲证由谁发放（　　）", "A. 甲局", "B. 乙局 答：A", "答案：B")
    (item,) = read(_text(tmp_path, *lines)).items
    assert item.problems[0].code == "answer-contradiction"


def test_letters_that_name_no_option_stay_and_are_told(tmp_path: Path) -> None:
    lines = ("单选题", "1. 甲证由谁发放（　　）", "A. 甲局", "B. 乙局 答：E")
    (item,) = read(_text(tmp_path, *lines)).items
    assert item.options[-1].text == "乙局 答：E"
    assert {problem.code for problem in item.problems} == {"answer-missing", "answer-in-text"}


_SOUND = DraftItem(
    "single_choice",
    "何者正确（　　）。",
    (DraftOption("A", "甲"), DraftOption("B", "乙")),
    "A",
    number="7",
    place=Place(line=3),
)


def test_an_answer_left_in_the_text_is_told_even_where_the_answer_is_filled_in() -> None:
    option = replace(_SOUND, options=(DraftOption("A", "甲"), DraftOption("B", "乙 答案：Ａ")))
    stem = replace(_SOUND, stem="何者正确（答：B）。")
    assert [(problem.code, problem.message) for problem in check_item(option)] == [
        ("answer-in-text", "第 7 题的选项 B 里还写着“答案：Ａ”，请从中删去，答案只填在答案处。")
    ]
    assert [problem.message for problem in check_item(stem)] == [
        "第 7 题的题干里还写着“答：B”，请从中删去，答案只填在答案处。"
    ]


@pytest.mark.parametrize(
    "stem", ["甲问，乙答：A公司可以。", "依答案：DNA鉴定结果为准。", "应当书面答复：Ａ类事项。"]
)
def test_a_sentence_that_speaks_of_an_answer_is_no_leak(stem: str) -> None:
    assert check_item(replace(_SOUND, stem=stem)) == ()


def _three_and(score: str, *more: str) -> list[str]:
    lines = ["一、判断题"]
    for at, word in enumerate("甲乙丙", start=1):
        lines.append(f"{at}. {word}证可以依法转让，不必另行登记（√）{score}")
    return [*lines, *more]


@pytest.mark.parametrize("score", ["（2分）", " [1分]", "（本题2分）", "(0.5分)。", "【1.5分】"])
def test_scores_behind_most_stems_are_taken_out_and_named(tmp_path: Path, score: str) -> None:
    result = read(_text(tmp_path, *_three_and(score, "4. 丁证可以依法转让（×）")))
    assert [item.answer for item in result.items] == ["T", "T", "T", "F"]
    assert {item.stem.rstrip("。") for item in result.items[:3]} == {
        f"{word}证可以依法转让，不必另行登记（　　）" for word in "甲乙丙"
    }
    named = [piece.text for piece in result.skipped if piece.reason == "题干后的分值"]
    assert named == [score.strip().rstrip("。")] * 3
    assert all(not item.problems for item in result.items)


def test_a_score_behind_a_single_stem_stays(tmp_path: Path) -> None:
    lines = _three_and("", "4. 丁软件每错一处（×）扣去(2分)")
    result = read(_text(tmp_path, *lines))
    assert result.items[-1].stem.endswith("(2分)")
    assert not [piece for piece in result.skipped if "分值" in piece.reason]


def test_scores_behind_the_stems_of_a_sheet_are_taken_out_too(tmp_path: Path) -> None:
    rows = [["判断题", f"{word}证可以转让。(2分)", "对"] for word in "甲乙丙丁"]
    result = read(sheet(tmp_path / "题.xlsx", 试题=[["题型", "题干", "答案"], *rows]))
    assert [item.stem for item in result.items] == [f"{word}证可以转让。" for word in "甲乙丙丁"]
    assert sum(piece.reason == "题干后的分值" for piece in result.skipped) == 4


_OPTIONS = ("A. 甲局", "B. 乙局", "C. 丙局")


def _behind(label: str, answers: str) -> list[str]:
    lines = [
        (f"{number}、{subject}证由谁发放（　　）", *_OPTIONS, f"  {label}{answer}")
        for number, (subject, answer) in enumerate(zip("甲乙丙丁", answers, strict=True), 1)
    ]
    return [line for question in lines for line in question]


@pytest.mark.parametrize("label", ["ans: ", "Key：", "正确：", "标答:", "选："])
def test_a_short_word_before_nothing_but_an_answer_is_its_label(tmp_path: Path, label: str) -> None:
    items = lines_read(tmp_path, "一、单选题", *_behind(label, "ABCA")).items
    assert [(len(item.options), item.options[-1].text, item.answer, item.problems) for item in items] == [
        (3, "丙局", answer, ()) for answer in "ABCA"
    ]


@pytest.mark.parametrize("label", ["Result: ", "【标选】", "选定项："])
def test_answers_behind_an_unknown_word_are_read_and_told_once(tmp_path: Path, label: str) -> None:
    result = lines_read(tmp_path, "一、单选题", *_behind(label, "ABCA"))
    assert [(item.answer, item.problems) for item in result.items] == [(answer, ()) for answer in "ABCA"]
    assert [entry.code for entry in result.problems] == ["answers-by-label"]


def test_judgements_behind_an_unknown_word_are_read_too(tmp_path: Path) -> None:
    lines = [
        f"{number}、{subject}证应当公示。\nResult: {said}"
        for number, (subject, said) in enumerate(zip("甲乙丙", "TFT", strict=True), 1)
    ]
    result = lines_read(tmp_path, "一、判断题", *"\n".join(lines).split("\n"))
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证应当公示。", "T"), ("乙证应当公示。", "F"), ("丙证应当公示。", "T")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "answers"), [("等级：", "ABCA"), ("我选：", "ABCA"), ("Result: ", "AAAA"), ("Result: ", "ABDA")]
)
def test_what_is_graded_answered_by_others_always_the_same_or_no_option_answers_nothing(
    tmp_path: Path, label: str, answers: str
) -> None:
    assert not all(item.answer for item in lines_read(tmp_path, "一、单选题", *_behind(label, answers)).items)


def test_letters_alone_between_stem_and_options_answer_beside_numbers_of_pages_too(tmp_path: Path) -> None:
    heads = (
        ("1. 甲证由谁发放（　　）", "", "A"),
        ("2. 乙证由谁发放（　　）", "", "C", "7"),
        ("3. 丙证由谁发放", "8", "B"),
    )
    result = lines_read(tmp_path, "一、单选题", *(line for head in heads for line in (*head, *_OPTIONS)))
    assert [(item.stem, item.answer, item.problems) for item in result.items] == [
        ("甲证由谁发放（　　）", "A", ()), ("乙证由谁发放（　　）", "C", ()), ("丙证由谁发放", "B", ())
    ]  # fmt: skip
    assert [(piece.text, piece.reason) for piece in result.skipped if piece.text.isdigit()] == [
        ("7", "页码"),
        ("8", "页码"),
    ]


def test_a_letter_that_no_option_below_has_stays_in_the_stem(tmp_path: Path) -> None:
    lines = [line for number in range(1, 4) for line in (f"{number}. 何者正确（A）", "D", *_OPTIONS)]
    assert all("D" in item.stem for item in lines_read(tmp_path, *lines).items)
