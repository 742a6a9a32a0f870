"""Questions as other programs write them out: cells between signs, options joined in one cell, JSON, heads in brackets."""

from pathlib import Path

import pytest

from importers import ImportResult, Unreadable, read
from tests.importers.build import sheet


def _text(folder: Path, *lines: str, name: str = "试题.txt") -> ImportResult:
    path = folder / name
    path.write_text("\n".join(lines), "utf-8")
    return read(path)


def _said(result: ImportResult) -> list[tuple[str | None, str, str, str | None]]:
    return [
        (item.type, item.stem, "".join(option.text for option in item.options), item.answer)
        for item in result.items
    ]


_JUDGED = [
    ("true_false", "甲证由乙局发放。", "", "T"),
    ("true_false", "乙证由丙局发放。", "", "F"),
    ("true_false", "丙证由丁局发放。", "", "T"),
]
_CHOSEN = [
    ("single_choice", "甲证由谁来发放？", "甲局乙局丙局", "B"),
    ("single_choice", "乙证由谁来发放？", "丁局戊局己局", "A"),
    ("single_choice", "丙证由谁来发放？", "庚局辛局壬局", "C"),
]


@pytest.mark.parametrize("sign", ["|||", "@@@", "###", "\t"])
def test_lines_whose_cells_stand_between_signs_are_rows(tmp_path: Path, sign: str) -> None:
    lines = (
        sign.join((str(at), stem, "对" if answer == "T" else "错"))
        for at, (_, stem, _, answer) in enumerate(_JUDGED, 282)
    )
    result = _text(tmp_path, *lines)
    assert _said(result) == _JUDGED
    assert [item.number for item in result.items] == ["282", "283", "284"]
    assert "header-missing" in {told.code for told in result.problems}


def test_such_rows_are_a_table_below_a_title_and_above_questions_in_lines(tmp_path: Path) -> None:
    judged = [(f"{which}证由乙局发放。", "TF"[at % 2]) for at, which in enumerate("甲乙丙丁戊己")]
    rows = [f"{stem}\t{'对' if answer == 'T' else '错'}" for stem, answer in judged]
    title = ("某局题库", "（供练习）", "")
    asked = (
        "",
        "一、单选题",
        "1. 证由谁发？（A）",
        "A. 甲局",
        "B. 乙局",
        "2. 谁受理？（B）",
        "A. 甲局",
        "B. 乙局",
    )
    items = _text(tmp_path, *title, *rows, *asked).items
    assert [(item.stem, item.answer) for item in items if item.type == "true_false"] == judged
    chosen = [(item.stem, item.answer) for item in items if item.type == "single_choice"]
    assert chosen == [("证由谁发？（　　）", "A"), ("谁受理？（　　）", "B")]


def test_topics_and_difficulties_before_the_stems_are_no_options(tmp_path: Path) -> None:
    rows = [("防护", "低"), ("原理", "中"), ("防护", "中"), ("原理", "低")]
    judged = [*_JUDGED, ("true_false", "丁证由戊局发放。", "", "F")]
    lines = (
        "\t".join((*row, stem, "√" if answer == "T" else "×"))
        for row, (_, stem, _, answer) in zip(rows, judged, strict=True)
    )
    result = _text(tmp_path, *lines)
    assert _said(result) == judged
    assert [(item.topics, item.difficulty) for item in result.items] == [
        (("防护",), 1),
        (("原理",), 3),
        (("防护",), 3),
        (("原理",), 1),
    ]


def test_options_of_one_cell_are_answered_by_their_numbers(tmp_path: Path) -> None:
    lines = (
        f"{at}\t{stem}\t{options[:2]}@{options[2:4]}@{options[4:]}\t{'ABC'.index(answer or '') + 1}"
        for at, (_, stem, options, answer) in enumerate(_CHOSEN, 171)
    )
    assert _said(_text(tmp_path, *lines)) == _CHOSEN


def test_a_last_column_of_scores_answers_nothing(tmp_path: Path) -> None:
    rows = [[stem, options[:2], options[2:4], options[4:], "2"] for _, stem, options, _ in _CHOSEN]
    path = sheet(tmp_path / "a.xlsx", 试题=rows)
    with pytest.raises(Unreadable):
        read(path)


def test_options_behind_the_stem_of_one_cell_are_parted_where_the_answer_repeats_them(tmp_path: Path) -> None:
    head = ["题目", "题目类型", "答案", "分数"]
    rows = [
        ["甲证的材料包括()&身份证 原件&合同&申请 书", "1", "身份证 原件&申请 书", "5"],
        ["乙证由谁发放()&甲局&乙局", "0", "乙局", "5"],
    ]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[head, *rows]))
    assert _said(result) == [
        ("multiple_choice", "甲证的材料包括()", "身份证 原件合同申请 书", "AC"),
        ("single_choice", "乙证由谁发放()", "甲局乙局", "B"),
    ]
    assert [item.problems for item in result.items] == [(), ()]


def test_a_sign_in_a_stem_parts_nothing_where_the_answer_repeats_no_part(tmp_path: Path) -> None:
    head, row = ["题目", "选项", "答案"], ["甲&乙&丙合办的是（）", "展会\n学校", "A"]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[head, row]))
    assert _said(result) == [("single_choice", "甲&乙&丙合办的是（）", "展会学校", "A")]


def test_an_english_head_over_cells_in_json_is_read(tmp_path: Path) -> None:
    head = ["answer", "title", "type", "analysis", "options"]
    rows = [
        [f'["{answer}"]', stem, "SC", "", f'["{options[:2]}","{options[2:4]}","{options[4:]}"]']
        for _, stem, options, answer in _CHOSEN
    ]
    assert _said(read(sheet(tmp_path / "a.xlsx", 试题=[head, *rows]))) == _CHOSEN


def test_a_code_with_type_and_difficulty_in_one_bracket_heads_a_question(tmp_path: Path) -> None:
    lines: list[str] = []
    for at, (_, stem, options, answer) in enumerate(_CHOSEN, 21):
        shown = (f"- {label}. {options[2 * place : 2 * place + 2]}" for place, label in enumerate("ABC"))
        lines += [f"### ZJ{at}【甲库/乙库 · 难 · 单选】", "", stem, "", *shown, "", f"**答案：** {answer}"]
        lines += ["", "**解析：** 见发证办法。", "*参考：发证/办法*", "", "---", ""]
    result = _text(tmp_path, *lines, name="试题.md")
    assert _said(result) == _CHOSEN
    assert [(item.number, item.difficulty, item.problems) for item in result.items] == [
        (f"ZJ{at}", 5, ()) for at in (21, 22, 23)
    ]
    assert "甲库/乙库" in {piece.text for piece in result.skipped}


@pytest.mark.parametrize("lead", ["", "**"])
def test_names_behind_numbers_above_a_first_question_head_chapters(tmp_path: Path, lead: str) -> None:
    lines: list[str] = []
    for chapter, name in enumerate(("发证概述", "发证基础"), 1):
        lines.append(f"{lead}{chapter}. {name}{lead}")
        for at, (_, stem, options, answer) in enumerate(_CHOSEN, 1):
            lines += [
                f"{at}. {name}：{stem}（{answer}）",
                f"A. {options[:2]} B. {options[2:4]} C. {options[4:]}",
            ]
    result = _text(tmp_path, "一、单选题", *lines, name="试题.md")
    assert [item.stem for item in result.items] == [
        f"{name}：{stem}（　　）" for name in ("发证概述", "发证基础") for _, stem, _, _ in _CHOSEN
    ]
    assert {"1. 发证概述", "2. 发证基础"} <= {piece.text for piece in result.skipped}


def test_options_behind_numbers_make_no_title_of_their_stem(tmp_path: Path) -> None:
    lines = [f"{at}. 第{at}证的发放机关\n1. 甲局\n2. 乙局\n答案：1" for at in (1, 2)]
    result = _text(tmp_path, "一、单选题", *lines)
    assert not any("发放机关" in piece.text and piece.reason == "标题" for piece in result.skipped)


_SIGNS = ["|", "#", ";", "^", "&&", "||", "；", "\t"]


@pytest.mark.parametrize("sign", _SIGNS)
def test_a_question_a_line_may_have_its_number_in_the_stem_and_its_chapter_behind(
    tmp_path: Path, sign: str
) -> None:
    judged = [
        sign.join((f"{at}. {stem}", "true" if answer == "T" else "false", "第一章 证照"))
        for at, (_, stem, _, answer) in enumerate(_JUDGED, 1)
    ]
    chosen = [
        sign.join(
            (f"{at}. {stem}", f"A. {said[:2]}", f"B. {said[2:4]}", f"C. {said[4:]}", answer, "第二章 各局")
        )
        for at, (_, stem, said, answer) in enumerate(_CHOSEN, 1)
    ]
    result = _text(tmp_path, "一、单选题（共5题）", *chosen, "", "二、判断题（共3题）", *judged)
    assert _said(result) == [*_CHOSEN, *_JUDGED]
    assert [item.number for item in result.items] == ["1", "2", "3"] * 2
    assert {item.topics for item in result.items} == {("第一章 证照",), ("第二章 各局",)}
    assert [told.code for told in result.problems] == ["count-differs", "header-missing", "header-missing"]
    assert all(not item.problems for item in result.items)


@pytest.mark.parametrize("sign", ["#", "^", "&&", "||"])
def test_such_lines_may_have_a_header(tmp_path: Path, sign: str) -> None:
    rows = [
        sign.join((stem, said[:2], said[2:4], said[4:], answer, "单选")) for _, stem, said, answer in _CHOSEN
    ]
    result = _text(tmp_path, sign.join(("题干", "选项A", "选项B", "选项C", "答案", "题型")), *rows)
    assert _said(result) == _CHOSEN
    assert result.problems == ()


def test_empty_cells_between_single_signs_are_no_longer_sign(tmp_path: Path) -> None:
    rows = [f"{stem}|甲|乙|||{answer}" for _, stem, _, answer in _CHOSEN]
    rows += [f"{stem}|||||{answer}" for _, stem, _, answer in _JUDGED]
    result = _text(tmp_path, *rows)
    assert [(item.type, item.answer) for item in result.items] == [
        (kind, answer) for kind, _, _, answer in (*_CHOSEN, *_JUDGED)
    ]


def test_signs_inside_the_lines_of_one_question_part_no_cells(tmp_path: Path) -> None:
    options = [f"{letter}. h{sign}h;(x)" for letter, sign in zip("ABCD", "<>=≠", strict=True)]
    result = _text(
        tmp_path,
        "1. 算法要求启发函数满足（ ）;才完备。",
        *options,
        "答案：C",
        "2. 证由谁发？（A）",
        "A. 甲",
        "B. 乙",
    )
    assert [(item.type, len(item.options), item.answer) for item in result.items] == [
        ("single_choice", 4, "C"), ("single_choice", 2, "A"),
    ]  # fmt: skip


def test_marks_of_a_program_that_hide_all_questions_are_named(tmp_path: Path) -> None:
    marked = ["[q-begin]", "甲证由谁发放", "[opt-begin]甲局 || 乙局√[opt-end]", "[q-end]"] * 3
    with pytest.raises(Unreadable, match=r"标记（\[q-begin\]、\[opt-begin\]、\[opt-end\]）不认识"):
        _text(tmp_path, *marked)
