"""Question files in Markdown: options in tables, answers in fences."""

from pathlib import Path

import pytest

from importers import ImportResult, read

_TOPICS = "甲乙丙丁戊己"


def _read(folder: Path, *lines: str) -> ImportResult:
    path = folder / "试题.md"
    path.write_text("\n".join(lines), "utf-8")
    return read(path)


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
