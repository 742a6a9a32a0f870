"""Sheets in other shapes: turned, pasted as text, with types in codes, with the answers told by the fill of a cell."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import ImportResult, Unreadable, read
from importers.containers.blocks import Grid, Row
from importers.draft import Place
from importers.layouts.sheets.grids import turned
from tests.importers.build import sheet

_HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "答案"]
_ROWS = [
    ["单选题", "甲证由谁发放", "甲局", "乙局", "丙局", "B"],
    ["多选题", "乙证由谁发放", "甲局", "乙局", "丙局", "AC"],
    ["判断题", "丙证由丁局发放", "", "", "", "错"],
]


def _said(result: ImportResult) -> list[tuple[str | None, str, int, str | None]]:
    return [(item.type, item.stem, len(item.options), item.answer) for item in result.items]


_EXPECTED = [
    ("single_choice", "甲证由谁发放", 3, "B"),
    ("multiple_choice", "乙证由谁发放", 3, "AC"),
    ("true_false", "丙证由丁局发放", 0, "F"),
]


def _columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(cells) for cells in zip(*rows, strict=True)]


def test_a_sheet_with_a_question_in_each_column_is_read(tmp_path: Path) -> None:
    result = read(sheet(tmp_path / "a.xlsx", 试题=_columns([_HEAD, *_ROWS])))
    assert _said(result) == _EXPECTED
    assert result.problems == () and not any(item.problems for item in result.items)
    assert [item.place for item in result.items] == [
        Place(sheet="试题", row=2, column=column) for column in "BCD"
    ]


def test_a_problem_of_a_turned_sheet_stands_at_the_column_of_its_question(tmp_path: Path) -> None:
    rows = [[*row[:-1], ""] for row in _ROWS]
    (problem,) = read(sheet(tmp_path / "a.xlsx", 试题=_columns([_HEAD, *rows]))).items[1].problems
    assert (problem.code, problem.place) == ("answer-missing", Place(sheet="试题", row=2, column="C"))


@pytest.mark.parametrize("names", [["题目", "来源", "作者", "日期"], ["题目", "答案", "题目", "答案"]])
def test_a_column_of_other_names_turns_no_sheet(names: list[str]) -> None:
    rows = tuple(Row((name, "甲", "乙"), Place(sheet="一", row=at)) for at, name in enumerate(names, 1))
    assert turned(Grid("一", rows)) == Grid("一", rows)


@given(
    st.lists(st.lists(st.sampled_from(["", "甲", "题型"]), min_size=1, max_size=4), min_size=1, max_size=4)
)
def test_turning_keeps_every_cell(cells: list[list[str]]) -> None:
    named = [["题干", *cells[0]], ["答案", *cells[-1]], ["选项A", *cells[0]]]
    grid = Grid("一", tuple(Row(tuple(row), Place(sheet="一", row=at)) for at, row in enumerate(named, 1)))
    held = sorted(cell for row in turned(grid).rows for cell in row.cells if cell)
    assert held == sorted(cell for row in named for cell in row if cell)


def test_rows_pasted_with_tabs_are_read_like_a_sheet_without_a_header(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    rows = [[str(at), *row[1:]] for at, row in enumerate(_ROWS, 1)]
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", "utf-8")
    result = read(path)
    assert _said(result) == _EXPECTED
    assert [problem.code for problem in result.problems] == ["header-missing", "types-inferred"]


@pytest.mark.parametrize(
    "codes", [("1", "2", "3"), ("01", "02", "03"), ("7", "8", "9"), ("DX", "DUO", "PD"), ("2", "3", "1")]
)
def test_codes_of_types_are_read_where_the_answers_settle_them(tmp_path: Path, codes: Sequence[str]) -> None:
    rows = [[code, *row[1:]] for code, row in zip(codes, _ROWS, strict=True)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[_HEAD, *rows, *rows[:1]]))
    assert _said(result)[:3] == _EXPECTED
    assert [piece.reason for piece in result.skipped] == ["表头"]
    assert result.problems == ()


def test_codes_that_could_mean_the_same_type_are_left_and_told(tmp_path: Path) -> None:
    rows = [["7", *_ROWS[0][1:]], ["8", "丁证由谁发放", "甲局", "乙局", "丙局", "C"], ["9", *_ROWS[1][1:]]]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[_HEAD, *rows]))
    assert [piece.text for piece in result.skipped if piece.reason == "认不出的题型"] == ["7", "8", "9"]
    assert [problem.code for problem in result.problems] == ["types-inferred"]


@pytest.mark.parametrize(
    "names",
    [
        ("single", "multiple", "judge"),
        ("SINGLE_CHOICE", "MULTI_CHOICE", "true/false"),
        ("radio", "checkbox", "TF"),
    ],
)
def test_types_in_english_are_read(tmp_path: Path, names: Sequence[str]) -> None:
    rows = [[name, *row[1:]] for name, row in zip(names, _ROWS, strict=True)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[_HEAD, *rows]))
    assert _said(result) == _EXPECTED
    assert result.problems == () and [piece.reason for piece in result.skipped] == ["表头"]


def test_the_heading_of_an_answer_may_carry_a_stray_letter(tmp_path: Path) -> None:
    head = [*_HEAD[:-1], "正确答案H\n（必填）"]
    assert _said(read(sheet(tmp_path / "a.xlsx", 试题=[head, *_ROWS]))) == _EXPECTED


def test_answers_by_number_beside_labelled_options_are_no_options(tmp_path: Path) -> None:
    rows = [[*row, "", ""] for row in _ROWS]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[[*_HEAD, "答案1", "答案2"], *rows]))
    assert _said(result) == _EXPECTED


def test_a_column_of_its_own_says_of_each_option_whether_it_is_right(tmp_path: Path) -> None:
    head = ["type", "content", "option1", "option2", "option3", "isCorrect1", "isCorrect2", "isCorrect3"]
    rows = [
        ["single", "甲证由谁发放", "甲局", "乙局", "丙局", "false", "true", "false"],
        ["multiple", "乙证由谁发放", "甲局", "乙局", "丙局", "true", "false", "true"],
    ]
    assert _said(read(sheet(tmp_path / "a.xlsx", 试题=[head, *rows]))) == _EXPECTED[:2]


def test_a_row_that_lists_the_types_to_choose_from_is_no_question(tmp_path: Path) -> None:
    told = ["可选值：单选题、多选题、判断题", "", "", "", "", "多选题的答案用逗号分隔"]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[_HEAD, told, *_ROWS]))
    assert _said(result) == _EXPECTED
    assert [piece.reason for piece in result.skipped] == ["表头", "填写说明"]


def test_a_question_that_gives_two_formulas_and_no_answer_is_no_note_on_filling_in(tmp_path: Path) -> None:
    unanswered = ["单选题", "若 x=1，则 y 为多少", "y=1", "y=2", "y=3", ""]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[_HEAD, _ROWS[0], unanswered, *_ROWS[1:]]))
    assert [item.stem for item in result.items][1] == "若 x=1，则 y 为多少"
    assert result.items[1].problems


def test_a_code_of_types_is_no_judgement_where_the_answer_is_a_third_letter(tmp_path: Path) -> None:
    rows = [["1", "甲证由谁发放", "A"], ["1", "乙证由谁发放", "C"]]
    items = read(sheet(tmp_path / "a.xlsx", 试题=[["题型", "题干", "答案"], *rows])).items
    assert {item.type for item in items} == {None}
    assert all(item.problems for item in items)


def test_a_heading_explains_the_numbers_of_its_difficulties(tmp_path: Path) -> None:
    head = [*_HEAD, "难易程度(0:简单 1:中等 2:困难)"]
    rows = [[*row, str(at)] for at, row in enumerate(_ROWS)]
    items = read(sheet(tmp_path / "a.xlsx", 试题=[head, *rows])).items
    assert [item.difficulty for item in items] == [1, 3, 5]
    assert not any(item.problems for item in items)


def test_a_sheet_with_headings_in_pinyin_is_read(tmp_path: Path) -> None:
    head = ["tixing", "timu", "xuanxiangA", "xuanxiangB", "xuanxiangC", "daan"]
    assert _said(read(sheet(tmp_path / "a.xlsx", 试题=[head, *_ROWS]))) == _EXPECTED


def test_a_turned_sheet_of_one_column_is_still_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read(sheet(tmp_path / "a.xlsx", 试题=[[name] for name in _HEAD]))


def test_a_label_that_json_writes_twice_is_no_lost_text(tmp_path: Path) -> None:
    options = '[{"label": "A", "text": "（A）甲局"}, {"label": "B", "text": "（B）乙局"}]'
    rows = [[f"{topic}证由谁发放", options, "B"] for topic in "甲乙丙"]
    items = read(sheet(tmp_path / "a.xlsx", 试题=[["题干", "选项", "答案"], *rows])).items
    assert [[option.text for option in item.options] for item in items] == [["甲局", "乙局"]] * 3
    assert not any(item.problems for item in items)


@pytest.mark.parametrize("heading", ["对/错", "正误", "对或错"])
def test_a_column_may_be_headed_by_the_two_answers_of_a_judgement(tmp_path: Path, heading: str) -> None:
    rows = [["1", "甲证由乙局发放", "对"], ["2", "丙证由丁局发放", "错"]]
    result = read(sheet(tmp_path / "a.xlsx", 判断题=[["序号", "试题", heading], *rows]))
    assert [(item.type, item.answer) for item in result.items] == [("true_false", "T"), ("true_false", "F")]


def test_a_header_may_stand_in_two_rows(tmp_path: Path) -> None:
    top = ["序号", "题型", "试题内容", "", "", "", "答案"]
    second = ["", "", "题干", "A", "B", "C", ""]
    rows = [[str(at), row[0], *row[1:]] for at, row in enumerate(_ROWS, 1)]
    assert _said(read(sheet(tmp_path / "a.xlsx", 试题=[["试题汇总表"], top, second, *rows]))) == _EXPECTED
    spread = [["题型", "题干", "选项", "", "", "答案"], ["", "", "A", "B", "C", ""], *_ROWS]
    assert _said(read(sheet(tmp_path / "b.xlsx", 试题=spread))) == _EXPECTED


@pytest.mark.parametrize(
    "head",
    [
        ["题型", "题干", "答案A", "答案B", "答案C", "正确答案"],
        ["题型", "题干", "A项", "B项", "C项", "正确项"],
        ["题型", "题干", "选择A", "选择B", "选择C", "答案"],
    ],
)
def test_offices_call_options_and_answers_by_many_names(tmp_path: Path, head: list[str]) -> None:
    assert _said(read(sheet(tmp_path / "a.xlsx", 试题=[head, *_ROWS]))) == _EXPECTED


def test_parts_with_headings_in_rows_need_no_header(tmp_path: Path) -> None:
    rows: list[list[str]] = []
    for part, held in (("一、单选题", _ROWS[0]), ("二、多选题", _ROWS[1]), ("三、判断题", _ROWS[2])):
        rows += [[part], ["1", *held[1:]]]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert _said(result) == _EXPECTED
    assert [problem.code for problem in result.problems] == ["header-missing"]


def test_answers_may_repeat_label_and_words_of_their_options(tmp_path: Path) -> None:
    head, options = ["题干", "选项A", "选项B", "选项C", "答案"], ["甲局", "乙局", "丙局"]
    rows = [["甲证由谁发放", *options, "B.乙局"], ["乙证由谁发放", *options, "A、甲局 C、丙局"]]
    items = read(sheet(tmp_path / "a.xlsx", 试题=[head, *rows])).items
    assert [(item.answer, item.problems) for item in items] == [("B", ()), ("AC", ())]
    (wrong,) = read(
        sheet(
            tmp_path / "b.xlsx", 试题=[head, ["甲证由谁发放", *options, "B.丙局"], ["合计", "", "", "", "1"]]
        )
    ).items
    assert [problem.code for problem in wrong.problems] == ["answer-unreadable", "type-unknown"]


def test_options_on_rows_of_their_own_may_have_no_sign_behind_the_letter(tmp_path: Path) -> None:
    rows = [["1", "甲证由谁发放", "A 甲局", ""], ["", "", "B 乙局", ""], ["", "", "C 丙局", "B"]]
    (item,) = read(sheet(tmp_path / "a.xlsx", 试题=[["序号", "题干", "选项", "答案"], *rows])).items
    assert ([option.text for option in item.options], item.answer) == (["甲局", "乙局", "丙局"], "B")
    stems = [["甲公司由谁许可（A）A.甲局 B.乙局", "A"], ["A 公司与 B 公司由谁许可 A.甲局 B.乙局", "A"]]
    assert len(read(sheet(tmp_path / "b.xlsx", 试题=[["题干", "答案"], *stems])).items) == 2


def test_commas_between_the_options_of_one_cell_belong_to_none(tmp_path: Path) -> None:
    row = ["甲证由谁发放", "A:甲局,B:乙局,C:丙局", "B"]
    (item,) = read(sheet(tmp_path / "a.xlsx", 试题=[["题干", "选项", "答案"], row])).items
    assert [option.text for option in item.options] == ["甲局", "乙局", "丙局"]


def test_a_long_word_in_a_header_row_is_looked_through_at_once(tmp_path: Path) -> None:
    # A pattern that tries every way to part the word would not end.
    long = "x" * 40 + "！"
    assert _said(read(sheet(tmp_path / "a.xlsx", 试题=[[long], _HEAD, *_ROWS]))) == _EXPECTED


def test_a_question_may_be_made_of_words_of_headings(tmp_path: Path) -> None:
    head = ["序号", "题型", "题干", "选项A", "选项B", "答案"]
    rows = [["1", "单选题", "参考答案", "对", "错", "B"], ["2", "单选题", "合计", "甲局", "乙局", "A"]]
    items = read(sheet(tmp_path / "a.xlsx", 试题=[head, *rows, ["", "", "合计", "", "", "2"]])).items
    assert [(item.stem, item.answer) for item in items] == [("参考答案", "B"), ("合计", "A")]
