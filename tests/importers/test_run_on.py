"""Questions that run on in one line are read like those that stand on lines of their own."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import Unreadable, read
from importers.containers.blocks import Line
from importers.draft import ImportResult, Place
from importers.layouts.flow import read_flow
from importers.layouts.questions.item import parse
from importers.layouts.questions.parsed import Block
from importers.layouts.run_on import recut
from tests.importers.build import lines_read
from tests.importers.questions import Manner, Question, manners, questions, written

_settings = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_run_on = st.builds(
    replace,
    manners,
    number=st.sampled_from(["{}.", "{}．", "{}、", "（{}）", "{}. ", "第{}题 "]),
    label=st.sampled_from(["{}.", "{}．", "{}、", "{}：", "{})", "（{}）"]),
    answer=st.sampled_from(["bracket", "line", "lenticular", "second"]),
    heading=st.sampled_from(["一、{}题", "（一）{}题（共{}题）", "第一部分 {}题（每题2分）"]),
    gap=st.sampled_from(["", " ", "　　"]),
    per_line=st.just(4),
    explained=st.just(False),
)


@_settings
@given(questions(), _run_on, st.sampled_from(["", " ", "　"]))
def test_a_file_on_one_line_reads_back_exactly_or_says_so(
    tmp_path: Path, asked: list[Question], manner: Manner, joint: str
) -> None:
    text = written(asked, manner)
    apart, together = tmp_path / "apart.txt", tmp_path / "together.txt"
    apart.write_text(text, "utf-8")
    together.write_text(joint.join(text.split("\n")), "utf-8")
    meant = read(apart)
    try:
        got = read(together)
    except Unreadable:
        return
    if list(got.all_problems()):
        return
    fields = [[(i.type, i.stem, i.options, i.answer) for i in result.items] for result in (meant, got)]
    assert fields[0] == fields[1]


def _lines(*texts: str) -> list[Line]:
    return [Line(text, Place(line=at)) for at, text in enumerate(texts, 1)]


def test_the_pieces_of_a_line_keep_its_place_and_its_emphasis() -> None:
    text = "1.下列属于公文的是（ ）。A.便条B.通知2.印章由（ ）保管。A.专人B.来客"
    start = text.index("A.专人")
    line = Line(text, Place(paragraph=7), ((start, start + 4, "bold"),))
    cut = recut([line])
    assert cut is not None
    assert [piece.place for piece in cut] == [Place(paragraph=7)] * 2
    assert "".join(piece.text for piece in cut) == text
    ((low, high, _),) = cut[1].emphasis
    assert cut[1].text[low:high] == "A.专人"


def test_steps_decimals_and_statements_inside_a_question_are_no_seams() -> None:
    lines = _lines(
        "1.关于登记，下列说法：1.应当当日办理；2.可以代签；3.须存档。正确的是（ ）。",
        "A.1、2  B.1、3  C.2、3  D.1、2、3",
        "答案：B",
        "解析：登记分两步：1.先行审查。2.再行登记（见A项）。3.存档。",
        "2.罚款的上限为（ ）倍。A.1.5  B.2.5  C.3.5  D.4.5",
        "参考答案：1.B 2.C 3.A",
    )
    assert recut(lines) is None


def _read_text(tmp_path: Path, text: str) -> ImportResult:
    path = tmp_path / "题.txt"
    path.write_text(text, "utf-8")
    return read(path)


def test_labels_in_brackets_without_blanks_and_behind_commas_are_labels(tmp_path: Path) -> None:
    text = (
        "1、印章由（ ）保管。\n(a)专人(b)来客(c)司机\n答案：a\n2、密级有（ ）种。\nA.一B.二C,三D.四\n答案：C"
    )
    first, second = _read_text(tmp_path, text).items
    assert [option.text for option in first.options] == ["专人", "来客", "司机"]
    assert [option.text for option in second.options] == ["一", "二", "三", "四"]


def test_a_decimal_behind_the_label_of_an_option_is_no_number_of_a_question(tmp_path: Path) -> None:
    text = "1.罚款为（A）倍。A：一B：二2.加处罚款为（B）倍。A：一B：二C：3.5倍3.证据应当（A）。A：属实B：充数"
    assert [len(item.options) for item in _read_text(tmp_path, text).items] == [2, 3, 2]


def test_a_part_on_one_line_may_begin_with_a_decimal_behind_its_number(tmp_path: Path) -> None:
    text = "一、判断题 1.3.5倍的罚款有上限。 答案：√ 2.乙机关可以再委托。 答案：√"
    assert [item.stem for item in _read_text(tmp_path, text).items] == [
        "3.5倍的罚款有上限。",
        "乙机关可以再委托。",
    ]


def test_another_number_between_two_answers_of_a_question_is_told() -> None:
    line = _lines("甲机关可以委托。 答案：√ 2.乙机关可以再委托。 答案：√")[0]
    told = parse(Block("1", (line,), "true_false", 0)).problems
    assert [entry.code for entry in told] == ["stem-doubtful"]


def test_a_label_left_in_the_last_option_is_told(tmp_path: Path) -> None:
    (item,) = _read_text(tmp_path, "1.密级有（ ）种。\nA.一B.二C.三D1四E.五\n答案：B").items
    assert [entry.code for entry in item.problems if entry.code == "option-labels"]


def test_a_sign_left_in_a_statement_is_told(tmp_path: Path) -> None:
    (item,) = _read_text(tmp_path, "一、判断题\n1.用印须登记（√）也须（ ）签名。\n答案：对").items
    assert "answer-in-text" in {entry.code for entry in item.problems}


def test_a_number_in_brackets_before_a_year_is_no_note_of_the_heading(tmp_path: Path) -> None:
    path = tmp_path / "试题.txt"
    path.write_text(
        "一、判断题 （1）2024年甲证应当公示（√）。 （2）2025年甲证可以转让（×）。 （3）甲证有效（√）。",
        "utf-8",
    )
    result = read(path)
    assert [(item.number, item.answer) for item in result.items] == [("1", "T"), ("2", "F"), ("3", "T")]


def test_a_decimal_that_ends_an_option_does_not_begin_the_next_question(tmp_path: Path) -> None:
    options = "（A）1倍（B）2倍（C）3倍（D）4倍"
    path = tmp_path / "试题.txt"
    path.write_text(
        f"一、单选题1.处几倍（A）。{options}2.至多几倍（B）。{options}（E）3.5倍3.至少几倍（C）。{options}",
        "utf-8",
    )
    result = read(path)
    assert [item.options[-1].text for item in result.items] == ["4倍", "3.5倍", "4倍"]
    assert result.items[2].stem == "至少几倍（　　）。"


def test_numbers_within_a_quotation_begin_no_question(tmp_path: Path) -> None:
    lines = ["单选题", "1. 甲证由谁发放（　　）。", "A. 甲局", "B. 某“1.甲；2.乙。”", "C. 丙局", "答案：A"]
    (item,) = lines_read(tmp_path, *lines).items
    assert ([option.text for option in item.options], item.answer) == (
        ["甲局", "某“1.甲；2.乙。”", "丙局"],
        "A",
    )


def test_judgements_with_letters_between_bracket_and_options_may_run_on() -> None:
    said = ("1.甲证当天发放。() A", "2.乙证由甲局发放。() B", "3.丙证可以转让。() A")
    text = " ".join(f"{each} A.正确 B.错误" for each in said)
    items = read_flow([Line(text, Place(line=1))], None).items
    assert [(item.type, item.answer) for item in items] == [
        ("true_false", "T"),
        ("true_false", "F"),
        ("true_false", "T"),
    ]
    assert not any(item.problems for item in items)


def test_a_second_set_glued_behind_the_first_begins_anew_with_its_title(tmp_path: Path) -> None:
    asked = [
        f"【题干{number}】{name}证由哪里发放？【选项】A.甲局B.乙局C.丙局【参考答案】B【解析】{name}证由乙局发放。"
        for number, name in (("1", "甲"), ("2", "乙"), ("1", "丙"), ("2", "丁"))
    ]
    title = "示例竞赛题库含答案解析（篇{}）"
    result = lines_read(
        tmp_path, title.format(1) + asked[0] + asked[1] + title.format(2) + asked[2] + asked[3]
    )
    assert [(item.number, item.stem, item.answer, item.explanation) for item in result.items] == [
        (number, f"{name}证由哪里发放？", "B", f"{name}证由乙局发放。")
        for number, name in (("1", "甲"), ("2", "乙"), ("1", "丙"), ("2", "丁"))
    ]
    assert {title.format(1), title.format(2)} <= {piece.text for piece in result.skipped}


def test_an_explanation_that_holds_the_labels_of_another_question_says_so(tmp_path: Path) -> None:
    asked = ("1. 甲证由（　　）发放。", "A. 甲局", "B. 乙局", "答案：A")
    behind = "解析：甲证由甲局发放。乙证呢？【选项】A.甲局B.乙局【参考答案】B"
    [item] = lines_read(tmp_path, *asked, behind).items
    assert "stem-doubtful" in {entry.code for entry in item.problems}


@pytest.mark.parametrize("key", ["答案：11.√ 12.× 13.√", "参考答案\n11.√ 12.× 13.√"])
def test_statements_that_run_on_above_a_key_are_parted(tmp_path: Path, key: str) -> None:
    result = lines_read(
        tmp_path,
        *("三、判断题", "11、办证不得收费。（  ）", "12、印章可以外借。（  ） 13、档案应当归还。（  ）"),
        *("答 题 卡", *key.split("\n")),
    )
    assert [(item.number, item.answer, item.problems) for item in result.items] == [
        ("11", "T", ()),
        ("12", "F", ()),
        ("13", "T", ()),
    ]
