"""How school papers, offices and web pages write what others write plainly: parts by their tasks, labels twice, brackets."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import ASKED, OPTIONS, lines_read, one_read, sheet

_CHOICES = ("1.甲证由（ ）发放。", "A.甲局 B.乙局 C.丙局", "2.乙证由（ ）发放。", "A.甲局 B.乙局 C.丙局")
_JUDGED = ("1.甲局设在市区。（ ）", "2.乙局设在市区。（ ）")


def _told(result: ImportResult) -> list[tuple[str | None, str | None]]:
    return [(item.type, item.answer) for item in result.items]


@pytest.mark.parametrize(
    ("choices", "judgements"),
    [
        ("一、火眼金睛我会选。（每小题2分，共20分）", "二、聪明法官我会断。（每小题2分，共20分）"),
        ("一、精挑细选", "二、小小法官判一判！"),
        ("一、选一选（共4分）", "二、明辨是非"),
        ("一、我来挑。", "二、是对还是错？（正确的打√，错误的打×。）"),
    ],
)
@pytest.mark.parametrize(
    "key", [("一、1.B 2.C", "二、1.√ 2.×"), ("一、选择题：1.B 2.C", "二、判断题：1.√ 2.×")]
)
def test_parts_called_by_their_tasks_have_types_and_answers(
    tmp_path: Path, choices: str, judgements: str, key: tuple[str, str]
) -> None:
    result = lines_read(tmp_path, choices, *_CHOICES, judgements, *_JUDGED, "参考答案", *key)
    assert _told(result) == [
        ("single_choice", "B"),
        ("single_choice", "C"),
        ("true_false", "T"),
        ("true_false", "F"),
    ]
    assert not result.problems


def test_parts_with_names_alone_are_known_by_their_scores_and_typed_by_their_answers(tmp_path: Path) -> None:
    parts = ["一、火眼金睛（每小题2分，共4分）", *_CHOICES, "二、慧眼识珠。（每小题1分，共2分）", *_JUDGED]
    result = lines_read(tmp_path, *parts, "参考答案", "一、选择题：1.B 2.AC", "二、判断题：1.√ 2.×")
    assert _told(result) == [
        ("single_choice", "B"),
        ("multiple_choice", "AC"),
        ("true_false", "T"),
        ("true_false", "F"),
    ]
    assert {entry.code for entry in result.problems} == {"types-inferred"}


def test_questions_with_lettered_options_are_no_essays_whatever_heads_them(tmp_path: Path) -> None:
    lines = ["1.甲证由谁发放？", *OPTIONS, "答案：C", "2.乙证由谁发放？", *OPTIONS, "答案：AB"]
    result = lines_read(tmp_path, "一、案例分析题", *lines)
    assert _told(result) == [("single_choice", "C"), ("multiple_choice", "AB")]


def test_essays_in_a_file_of_essays_lend_their_type_to_no_question_with_options(tmp_path: Path) -> None:
    essays = [f"{at}.请说明{name}局的职责。" for at, name in enumerate("甲乙丙", 1)]
    result = lines_read(tmp_path, "1.甲证由谁发放？", *OPTIONS, "答案：B", "一、简答题", *essays)
    assert _told(result)[0] == ("single_choice", "B")


@pytest.mark.parametrize(
    "header",
    [
        ["* 题干", "选项A", "选项B", "* 标答", "* 解析"],
        ["★题干★", "选项A", "选项B", "【答案】", "◆解析"],
        ["1、题干（必填）", "2、选项A", "3、选项B", "4、正解", "5、答案说明"],
        ["题干-必填", "选项A", "选项B", "本题答案", "试题分析"],
        ["必填项：题干", "A", "B", "“标准答案”", "详细解析"],
    ],
)
def test_what_adorns_the_headings_of_a_sheet_hides_no_column(tmp_path: Path, header: list[str]) -> None:
    path = sheet(tmp_path / "题.xlsx", 单选题=[header, [ASKED, "甲局", "乙局", "B", "据规定。"]])
    (item,) = read(path).items
    assert (item.stem, item.answer, item.explanation) == (ASKED, "B", "据规定。")
    assert [option.text for option in item.options] == ["甲局", "乙局"]


@pytest.mark.parametrize("number", ["{}）", "({})", "{}、", "{}. "])
def test_numbers_before_the_letters_of_options_are_no_questions(tmp_path: Path, number: str) -> None:
    first, second, third = (number.format(at) for at in (1, 2, 3))
    lines = ["1.甲证由_B_____发放。", f"{first}A.甲局", f"{second}B.乙局 {third}C.丙局"]
    lines += ["2.乙证由___C__发放。", f"{first}A.甲局", f"{second}B.乙局", third, "C.丙局"]
    result = lines_read(tmp_path, *lines)
    assert [(item.stem, item.answer, len(item.options)) for item in result.items] == [
        ("甲证由____发放。", "B", 3),
        ("乙证由____发放。", "C", 3),
    ]
    assert sum(piece.reason == "选项前的编号" for piece in result.skipped) == 6


def test_entries_of_a_key_that_count_like_letters_are_answers(tmp_path: Path) -> None:
    key = ["参考答案", "1.A. 2.B.", "3.C."]
    stems = [
        line for at in (1, 2, 3) for line in (f"{at}.{'甲乙丙'[at - 1]}证由谁发放？", "A.甲局 B.乙局 C.丙局")
    ]
    assert [item.answer for item in lines_read(tmp_path, "一、单选题", *stems, *key).items] == ["A", "B", "C"]


def test_a_heading_with_its_points_may_stand_on_the_line_of_the_first_question(tmp_path: Path) -> None:
    lines = [
        "一、单项选择题：（40分） 1、甲证由（A）发放。",
        "A.甲局 B.乙局 C.丙局 2、乙证由（B）发放。",
        "A.甲局 B.乙局 C.丙局",
    ]
    lines += ["二、多项选择题：（60分） 1、丙证由（AB）发放。", "A.甲局 B.乙局 C.丙局"]
    assert _told(lines_read(tmp_path, *lines)) == [
        ("single_choice", "A"),
        ("single_choice", "B"),
        ("multiple_choice", "AB"),
    ]


@pytest.mark.parametrize(
    "answer", ["答案； B", "答案，B", "参考答案。B乙局", "答案=B", "答案→B", "[对旳答案：B", "正确答案：B"]
)
def test_an_answer_is_read_behind_other_signs_than_a_colon(tmp_path: Path, answer: str) -> None:
    closed = "]" if answer.startswith("[") else ""
    item = one_read(tmp_path, "一、单选题", f"1. {ASKED}", *OPTIONS, answer + closed)
    assert (item.answer, item.problems, item.stem) == ("B", (), ASKED)


@pytest.mark.parametrize("bracket", ["（B\n）", "（\nB）", "[对旳答案：B\n]", "（答案：B\n）。"])
def test_a_bracket_broken_over_two_lines_holds_its_answer(tmp_path: Path, bracket: str) -> None:
    item = one_read(tmp_path, "一、单选题", f"1. 甲证由谁发放？{bracket}", *OPTIONS)
    assert (item.answer, item.problems) == ("B", ())
    assert "答案" not in item.stem


@pytest.mark.parametrize("sign", ["（√\n）", "（\n√）", "（√\n）。"])
def test_so_does_that_of_a_judgement(tmp_path: Path, sign: str) -> None:
    result = lines_read(
        tmp_path, "一、判断题", f"1. 甲局设在市区，乙局也是。{sign}", "2. 丙局设在市区。（×）"
    )
    assert _told(result) == [("true_false", "T"), ("true_false", "F")]
    assert not result.problems and not result.items[0].problems


@pytest.mark.parametrize("answer", ["（C）", "（ C ）。", "【C】"])
def test_a_bracket_below_the_options_answers_them(tmp_path: Path, answer: str) -> None:
    item = one_read(tmp_path, "一、单选题", f"1. {ASKED}", *OPTIONS, answer)
    assert (item.answer, [option.text for option in item.options]) == ("C", ["甲局", "乙局", "丙局", "丁局"])
    assert not item.problems


@pytest.mark.parametrize(
    "bracket", ["（错 是乙局）", "（错，是乙局）", "（×、是乙局）", "（错误。是乙局）", "（× 是乙局）。"]
)
def test_what_would_be_right_may_stand_in_the_bracket_of_a_judgement(tmp_path: Path, bracket: str) -> None:
    item = one_read(tmp_path, "一、判断题", f"1. 甲证由甲局发放。{bracket}")
    assert (item.answer, item.explanation, item.problems) == ("F", "是乙局", ())
    assert item.stem.startswith("甲证由甲局发放。（　　）")


@pytest.mark.parametrize("bracket", ["（ √ / × ）", "（对 或 错）", "（对、错）"])
def test_both_sides_in_a_bracket_are_no_answer(tmp_path: Path, bracket: str) -> None:
    assert one_read(tmp_path, "一、判断题", f"1. 甲证由甲局发放。{bracket}").answer is None


@pytest.mark.parametrize(
    "said", ["答案为错误。据第三条。", "本题答案是：错误。", "答案应选错误。", "正确答案为×。"]
)
def test_an_explanation_may_begin_with_the_judgement_as_the_answer(tmp_path: Path, said: str) -> None:
    assert one_read(tmp_path, "一、判断题", "1. 甲证由甲局发放。", f"解析：{said}").answer == "F"


def test_an_answer_may_repeat_the_number_of_its_question_but_no_other(tmp_path: Path) -> None:
    lines = ["【单选】1.甲证由（ ）发放。", "A.甲局 B.乙局", "C.丙局 D.丁局", "1.【答案】C。解析：据规定。"]
    lines += ["【单选】2.乙证由（ ）发放。", "A.甲局 B.乙局", "C.丙局 D.丁局", "2.【答案】A。解析：据规定。"]
    result = lines_read(tmp_path, *lines)
    assert [(item.answer, item.options[-1].text, item.problems) for item in result.items] == [
        ("C", "丁局", ()),
        ("A", "丁局", ()),
    ]
    lines[-1] = lines[-1].replace("2.", "3.")
    assert any(
        entry.code == "number-doubtful"
        for item in lines_read(tmp_path, *lines).items
        for entry in item.problems
    )


def test_behind_the_answer_an_explanation_needs_no_colon(tmp_path: Path) -> None:
    item = one_read(tmp_path, "一、单选题", f"1. {ASKED}", *OPTIONS, "正确答案C", "答案解析根据第三条。")
    assert (item.answer, item.explanation, item.problems) == ("C", "根据第三条。", ())


def test_a_remark_that_ends_in_a_colon_has_the_lines_below_it(tmp_path: Path) -> None:
    remark = ["备注：要点是：", "⑴甲局发放；", "⑵乙局备案。"]
    result = lines_read(
        tmp_path,
        "一、单选题",
        f"1. {ASKED}",
        *OPTIONS,
        "答案：C",
        *remark,
        "2. 乙证由谁发放？",
        *OPTIONS,
        "答案：A",
    )
    assert [item.problems for item in result.items] == [(), ()]
    assert any("⑵乙局备案。" in piece.text for piece in result.skipped)


@pytest.mark.parametrize("furniture", ["\t点击查看答案", "查看答案与解析", "收藏 纠错", "点此显示答案"])
def test_the_buttons_of_a_page_are_no_text_of_its_questions(tmp_path: Path, furniture: str) -> None:
    item = one_read(tmp_path, "一、单选题", f"1. {ASKED}", *OPTIONS, furniture, "参考答案：C")
    assert (item.answer, item.options[-1].text, item.problems) == ("C", "丁局", ())
