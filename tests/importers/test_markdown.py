"""Question files in Markdown: options in tables, answers in fences."""

from functools import partial
from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import lines_read

_TOPICS = "甲乙丙丁戊己"


_read = partial(lines_read, name="试题.md")


def _said(result: ImportResult) -> list[tuple[str | None, str, str, str | None]]:
    return [
        (item.type, item.stem, "/".join(option.text for option in item.options), item.answer)
        for item in result.items
    ]


def _silent(result: ImportResult) -> bool:
    return not any(item.problems for item in result.items)


@pytest.mark.parametrize("rule", ["|:-|:-|", "|---|---|"])
def test_coloured_rows_of_a_table_of_options_are_the_answer(tmp_path: Path, rule: str) -> None:
    red = '|<font color="red">{}</font>|<font color="red">{}</font>|'.format
    lines: list[str] = []
    for at, topic in enumerate(_TOPICS, 1):
        rows = ["|A|一处|", red("B", "二处"), "|C|三处|"]
        lines += [f"### {at}.{topic}证由( )发放。", "|编号|选项|", rule, *rows, ""]
    lines += ["### 7.庚证不收费。", "|编号|选项|", rule, "|A|对 |", red("B", "错"), ""]
    result = _read(tmp_path, "## 证件", *lines)
    chosen = [("single_choice", f"{topic}证由( )发放。", "一处/二处/三处", "B") for topic in _TOPICS]
    assert _said(result) == [*chosen, ("true_false", "庚证不收费。", "", "F")]
    assert _silent(result)
    assert [problem.code for problem in result.problems] == ["types-inferred", "answers-by-emphasis"]


def test_a_star_in_the_row_of_an_option_is_its_mark(tmp_path: Path) -> None:
    lines: list[str] = []
    for at, topic in enumerate(_TOPICS, 1):
        head = ["|      |      |      |", "| ---- | ---- | ---- |"]
        rows = ["|      | a.   | 一处 |", "|      | b.   | 二处 |", "| *    | c.   | 三处 |"]
        lines += [f"{at}. {topic}证由哪里发放？", "", *head, *rows, ""]
    result = _read(tmp_path, *lines, "7. 庚证不收费。(F)", "8. 辛证免费。(T)")
    chosen = [("single_choice", f"{topic}证由哪里发放？", "一处/二处/三处", "C") for topic in _TOPICS]
    judged = [("true_false", "庚证不收费。", "", "F"), ("true_false", "辛证免费。", "", "T")]
    assert [
        (kind, stem.removesuffix("（　　）"), options, answer)
        for kind, stem, options, answer in _said(result)
    ] == [
        *chosen,
        *judged,
    ]
    assert _silent(result)


def test_a_table_that_is_not_all_options_keeps_its_rows(tmp_path: Path) -> None:
    table = ["|处室|证件|", "|---|---|", "|一处|甲证|", "|二处|乙证|"]
    result = _read(tmp_path, "1. 按下表，甲证由谁发放？", *table, "A. 一处", "B. 二处", "答案：A")
    assert [option.text for option in result.items[0].options][-2:] == ["一处", "二处"]
    assert "乙证" in result.items[0].stem


def test_answers_and_explanations_in_fences_stand_below_their_labels(tmp_path: Path) -> None:
    lines: list[str] = []
    for at, topic in enumerate(_TOPICS, 1):
        lines += [f"{at}. {topic}证由（）发放。", "    - A. 一处", "    - B. 二处", ""]
        lines += ["答：", "```", "B", "```", "解析：", "```", f"见{topic}规定。", "```", ""]
    result = _read(tmp_path, *lines)
    assert _said(result) == [
        ("single_choice", f"{topic}证由（）发放。", "一处/二处", "B") for topic in _TOPICS
    ]
    assert [item.explanation for item in result.items] == [f"见{topic}规定。" for topic in _TOPICS]
    assert _silent(result)


def test_questions_about_tags_keep_them_all(tmp_path: Path) -> None:
    lines = [
        "## 网页",
        "1、当<p>标记内嵌套<b>标记时，先写哪个（  ）",
        "",
        "· A <p>",
        "",
        "· B <b>",
        "",
        "· C <div>",
        "",
        "标准答案：A",
        "",
    ]
    lines += [
        "2、加粗的写法是（  ）",
        "",
        "· A <b>文字</b>",
        "",
        "· B <i>文字</i>",
        "",
        "· C 文字",
        "",
        "标准答案：A",
    ]
    result = _read(tmp_path, *lines)
    assert _said(result) == [
        ("single_choice", "当<p>标记内嵌套<b>标记时，先写哪个（  ）", "<p>/<b>/<div>", "A"),
        ("single_choice", "加粗的写法是（  ）", "<b>文字</b>/<i>文字</i>/文字", "A"),
    ]


def test_one_question_about_a_tag_leaves_the_shape_of_the_others_alone(tmp_path: Path) -> None:
    plain = [
        f"{at}. <b>{topic}证</b>由谁发放\nA. 一处\nB. 二处\n答案：A\n" for at, topic in enumerate(_TOPICS, 1)
    ]
    result = _read(tmp_path, "# 题库", *plain, "7. 哪个换行", "A. <p>", "B. <b>", "答案：A")
    assert [item.stem for item in result.items] == [*(f"{topic}证由谁发放" for topic in _TOPICS), "哪个换行"]
    assert [option.text for option in result.items[-1].options] == ["<p>", "<b>"]


def test_a_page_of_an_exam_has_boxes_for_labels_and_bold_for_colons(tmp_path: Path) -> None:
    lines: list[str] = []
    for at, topic in enumerate(_TOPICS, 1):
        lines += [
            f"**{at}.**[单选]",
            "",
            "```",
            f"{topic}证由谁发放？",
            "```",
            "",
            "（ **1分** **）**",
            "",
            "得分：**0**分",
            "",
        ]
        lines += ["[ ] **一处**", "", "[ ] **二处**未选", "", "[ ] **三处（四处）**", ""]
        lines += ["**正确答案**二处", "", f"**答案解析**见{topic}规定。", ""]
    result = _read(tmp_path, *lines)
    chosen = [("single_choice", f"{topic}证由谁发放？", "一处/二处/三处（四处）", "B") for topic in _TOPICS]
    assert _said(result) == chosen
    assert [item.explanation for item in result.items] == [f"见{topic}规定。" for topic in _TOPICS]
    assert _silent(result)
    assert sum(piece.text == "未选" for piece in result.skipped) == len(_TOPICS)


def test_a_bold_judgement_below_a_statement_is_its_answer(tmp_path: Path) -> None:
    lines = ["## 判断", ""]
    for topic in _TOPICS[:3]:
        lines += [f"{topic}证由本局发放。", "", "- 对", "- **错**", ""]
    for topic in _TOPICS[3:]:
        lines += [f"{topic}证由本局发放。  ", "**T**  ", ""]
    result = _read(tmp_path, *lines)
    said = [
        ("true_false", f"{topic}证由本局发放。", "", "F" if topic in _TOPICS[:3] else "T")
        for topic in _TOPICS
    ]
    assert _said(result) == said


def test_judgements_that_all_stand_out_answer_nothing(tmp_path: Path) -> None:
    lines = ["## 判断", ""]
    for at, topic in enumerate(_TOPICS, 1):
        lines += [f"{at}. {topic}证由本局发放。", "", "- **对**", "- **错**", ""]
    result = _read(tmp_path, *lines)
    assert [item.answer for item in result.items] == [None] * len(_TOPICS)
    assert all(item.problems for item in result.items)


def test_a_folded_answer_is_headed_by_its_summary_and_explained_below(tmp_path: Path) -> None:
    lines: list[str] = []
    for at, topic in enumerate(_TOPICS[:3], 1):
        folded = [
            "<details>",
            "<summary>📋 答案与解析</summary>",
            "",
            "**答案：B. 乙局**",
            "",
            f"`{topic}证`由乙局管理。",
            "",
            "</details>",
        ]
        lines += [f"### 题目 {at}", f"**{topic}证由谁发放？**", "", "A. 甲局", "B. 乙局", "", *folded, ""]
    result = _read(tmp_path, *lines)
    assert _silent(result)
    assert [(item.answer, item.options[-1].text, item.explanation) for item in result.items] == [
        ("B", "乙局", f"{topic}证由乙局管理。") for topic in _TOPICS[:3]
    ]


def test_a_summary_above_the_key_of_a_part_still_heads_it(tmp_path: Path) -> None:
    lines = [
        "## 一、单选题",
        "",
        "1. 甲证由谁发放",
        "A. 甲局",
        "B. 乙局",
        "",
        "2. 乙证由谁发放",
        "A. 甲局",
        "B. 乙局",
        "",
    ]
    key = [
        "<details>",
        "<summary>单选题答案</summary>",
        "",
        "1. **B**。乙局管理。",
        "2. **A**。甲局管理。",
        "</details>",
    ]
    assert [item.answer for item in _read(tmp_path, *lines, *key).items] == ["B", "A"]


def test_bold_options_that_letters_in_the_stems_confirm_are_told_once(tmp_path: Path) -> None:
    stems = ("甲证由 B 发放。", "乙证由 B 收回。", "丙 I/O 证由 B 补发。", "丁证由 B 保管。", "戊证管什么？")
    lines = [
        line
        for at, stem in enumerate(stems, 1)
        for line in (f"{at}. {stem}", "A、甲局", "**B、乙局**", "C、丙局", "")
    ]
    result = _read(tmp_path, *lines)
    assert [item.answer for item in result.items] == ["B"] * 5
    assert not any("B" in item.stem for item in result.items)
    assert "answers-by-emphasis" in {told.code for told in result.problems}
    assert not any(item.problems for item in result.items)


def test_a_list_of_advice_beside_a_table_of_questions_is_no_question(tmp_path: Path) -> None:
    table = (
        "| 题号 | 题目 | 选项 | 答案与讲解 |",
        "|---|---|---|---|",
        "| 1 | 甲证由谁发放？ | A 甲局 B 乙局 | B。见章程。 |",
    )
    advice = ("## 13. 方法", "", "做题顺序：", "1. 先看清题目。", "2. 再写出要点。")
    result = _read(tmp_path, *table, "", *advice)
    assert [(item.stem, item.answer, item.explanation) for item in result.items] == [
        ("甲证由谁发放？", "B", "见章程。")
    ]
    assert {"1. 先看清题目。", "2. 再写出要点。"} <= {piece.text for piece in result.skipped}


def test_the_marks_of_a_candidates_answers_may_stand_in_quotes(tmp_path: Path) -> None:
    options = ("A. 甲局", "B. 乙局", "C. 丙局", "")
    result = _read(
        tmp_path, "**1.** 甲证由谁发放？", *options, "> ✅ 你的答案：**B**", "> 见章程第一条。", "",
        "**2.** 乙证由谁发放？", *options, "> ❌ 你的答案：**A** → 正确答案：**C**", "> 见章程第二条。", "",
    )  # fmt: skip
    assert [(item.answer, item.explanation) for item in result.items] == [
        ("B", "见章程第一条。"),
        ("C", "见章程第二条。"),
    ]
    assert not any(item.problems for item in result.items)


def test_a_text_that_is_quoted_line_by_line_is_read_without_the_signs(tmp_path: Path) -> None:
    lines = (
        "1. 许可由谁决定？（ ）",
        "A. 甲机关",
        "B. 乙机关",
        "",
        "答案：A",
        "",
        "2. 谁来受理？（ ）",
        "A. 甲局",
        "B. 乙局",
        "答案：B",
    )
    result = _read(tmp_path, "\n".join(f"> {line}".rstrip() if line else "" for line in lines))
    assert [(item.stem, item.answer) for item in result.items] == [
        ("许可由谁决定？（ ）", "A"),
        ("谁来受理？（ ）", "B"),
    ]
    assert [option.text for item in result.items for option in item.options] == [
        "甲机关",
        "乙机关",
        "甲局",
        "乙局",
    ]


def test_signs_that_a_scan_took_for_formulas_judge(tmp_path: Path) -> None:
    lines = (
        "# 判断题",
        r"1. 甲局发证。( $\surd$ )",
        r"2. 乙局发证。（$\times$）",
        r"3. 丙局发证。（ $\checkmark$）",
    )
    result = lines_read(tmp_path, *lines, name="a.md")
    assert [item.answer for item in result.items] == ["T", "F", "T"]
