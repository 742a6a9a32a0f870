"""Pages whose marks stand glued to what is beside them: types and labels in the midst of a line, right options named in words."""

from pathlib import Path

from importers.draft import DraftItem
from tests.importers.build import lines_read

_THINGS = ("甲", "乙", "丙", "丁")


def _answers(items: tuple[DraftItem, ...]) -> list[tuple[str, int, str | None]]:
    return [(item.stem, len(item.options), item.answer) for item in items]


def test_the_star_behind_a_type_is_no_tick_of_the_option_behind_it(tmp_path: Path) -> None:
    asked = (
        f"{at}. {thing}证由谁发（）。 [单选题] *A、甲局B、乙局(正确答案)C、丙局"
        for at, thing in enumerate(_THINGS, 1)
    )
    result = lines_read(tmp_path, "".join(asked))
    assert _answers(result.items) == [(f"{thing}证由谁发（）。", 3, "B") for thing in _THINGS]
    assert {item.type for item in result.items} == {"single_choice"}


def test_large_numbers_before_types_part_a_text_that_runs_on(tmp_path: Path) -> None:
    asked = (
        f"{31720 + at}、单项选择题 关于{thing}{at}证的说法，正确的是( )。 A、甲局 B、乙局 参考答案：B "
        for at, thing in enumerate(_THINGS)
    )
    result = lines_read(tmp_path, "".join(asked))
    assert [item.number for item in result.items] == ["31720", "31721", "31722", "31723"]
    assert _answers(result.items) == [
        (f"关于{thing}{at}证的说法，正确的是( )。", 2, "B") for at, thing in enumerate(_THINGS)
    ]


def test_an_answer_and_its_reason_glued_to_the_last_option_are_read(tmp_path: Path) -> None:
    asked = [
        f"{at}、{thing}证由谁发A.甲局B.乙局C.丙局正确答案{'ABC'[at % 3]}答案解析见{thing}证条例。"
        for at, thing in enumerate(_THINGS)
    ]
    result = lines_read(tmp_path, *asked)
    assert _answers(result.items) == [
        (f"{thing}证由谁发", 3, "ABC"[at % 3]) for at, thing in enumerate(_THINGS)
    ]
    assert [item.explanation for item in result.items] == [f"见{thing}证条例。" for thing in _THINGS]


def test_an_option_that_says_in_words_to_be_right_is_the_answer(tmp_path: Path) -> None:
    asked = [
        line
        for at, thing in enumerate(_THINGS, 1)
        for line in (
            f"{at}.",
            "【score:1 分】",
            f"{thing}证由谁发",
            "【A】甲局",
            "【B】乙局",
            "【此项为本题正确答案】",
            "【C】丙局",
            f"本题思路:见{thing}证条例。",
        )
    ]
    result = lines_read(tmp_path, *asked)
    assert _answers(result.items) == [(f"{thing}证由谁发", 3, "B") for thing in _THINGS]
    assert [item.explanation for item in result.items] == [f"见{thing}证条例。" for thing in _THINGS]


def test_small_letters_glued_between_words_label_options(tmp_path: Path) -> None:
    asked = [f"{at}、{thing}证由谁发( c )。a甲局b乙局c丙局" for at, thing in enumerate(_THINGS, 1)]
    result = lines_read(tmp_path, *asked)
    assert _answers(result.items) == [(f"{thing}证由谁发（　　）。", 3, "C") for thing in _THINGS]


def test_ticks_between_options_on_a_line_belong_to_the_one_before_where_the_last_is_ticked_behind(
    tmp_path: Path,
) -> None:
    asked = ("A.甲局 √ B.乙局 C.丙局", "A.甲局 B.乙局 √ C.丙局", "A.甲局 B.乙局 C.丙局 √")
    result = lines_read(tmp_path, *(f"{at}.证由谁发 {line}" for at, line in enumerate(asked, 1)))
    assert [item.answer for item in result.items] == ["A", "B", "C"]


def test_a_tick_right_before_a_label_belongs_to_it_wherever_others_stand(tmp_path: Path) -> None:
    asked = ("A.甲局 √B.乙局 C.丙局", "A.甲局 B.乙局 √C.丙局", "A.甲局 B.乙局 C.丙局√")
    result = lines_read(tmp_path, *(f"{at}.证由谁发 {line}" for at, line in enumerate(asked, 1)))
    assert [item.answer for item in result.items] == ["B", "C", "C"]


def test_types_before_stems_part_a_text_that_runs_on_without_numbers(tmp_path: Path) -> None:
    asked = (f"[单选] [B] {thing}证由谁发（） [A] 甲局 [B] 乙局 " for thing in _THINGS)
    result = lines_read(tmp_path, "".join(asked))
    assert _answers(result.items) == [(f"{thing}证由谁发（）", 2, "B") for thing in _THINGS]


def test_a_quotation_that_is_never_closed_hides_no_numbers_behind_it(tmp_path: Path) -> None:
    asked = [f"{at}.{thing}证由谁发（ ）。A.甲局 B.乙局 答案：A " for at, thing in enumerate(_THINGS, 1)]
    asked[1] = "2.（ ）指出：“乙证由谁发。A.甲局 B.乙局 答案：A "
    result = lines_read(tmp_path, "".join(asked))
    assert [(item.number, item.answer) for item in result.items] == [(str(at), "A") for at in range(1, 5)]


def test_a_question_swallowed_by_an_explanation_or_an_option_is_told(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1.甲证由谁发（ ）", "A.甲局", "B.乙局", "答案：A", "解析：见第三条。 2.乙证由谁发（ ） A.甲局 甲局 C.",
        "7.丙证由谁发（ ）", "A.甲局", "B.乙局[单选]丁证由谁发", "答案：A",
    )  # fmt: skip
    assert all("stem-doubtful" in {entry.code for entry in item.problems} for item in result.items)


def test_points_before_all_options_of_a_line_are_no_part_of_them(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *(
            f"{at}、{thing}证（ ）。 · A 甲局 · B 乙局 · C 丙局 答案：C"
            for at, thing in enumerate(_THINGS, 1)
        ),
    )
    assert [[option.text for option in item.options] for item in result.items] == [
        ["甲局", "乙局", "丙局"]
    ] * 4


def test_the_first_option_behind_the_answer_on_its_line_is_one(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "1. 甲证由谁发（ ）", "正确答案：B A.甲局", "B.乙局", "C.丙局")
    assert _answers(result.items) == [("甲证由谁发（ ）", 3, "B")]


def test_a_dash_behind_the_letters_of_options_is_their_sign(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "1. 甲证由谁发（B）",
        "A-甲局  B-乙局",
        "C - 丙局",
        "2. 乙证由谁发（C）",
        "A—甲局",
        "B—乙局",
        "C—丙局",
    )
    assert [[option.text for option in item.options] for item in result.items] == [
        ["甲局", "乙局", "丙局"]
    ] * 2
