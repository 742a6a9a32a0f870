"""Tags of web pages and signs of programs that questions ask about stay; those that only shape the text go."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers import read
from tests.importers.build import sheet

_HEAD = ["题型", "题干", "A", "B", "C", "答案"]
_PLAIN = ["单选题", "甲证由谁发放", "甲局", "乙局", "丙局", "A"]


def _texts(path: Path, *rows: list[str]) -> list[list[str]]:
    items = read(sheet(path / "a.xlsx", 试题=[_HEAD, *rows])).items
    return [[item.stem, *(option.text for option in item.options)] for item in items]


def _lines(path: Path, name: str, text: str) -> list[list[str]]:
    (path / name).write_text(text, encoding="utf-8")
    return [[item.stem, *(option.text for option in item.options)] for item in read(path / name).items]


def test_questions_about_tags_of_web_pages_keep_them(tmp_path: Path) -> None:
    rows = [
        ["单选题", "哪个标签换行", "<br>", "<p>", "<hr>", "A"],
        ["单选题", "标签 <p> 的结尾是哪个", "</p>", "<p/>", "<end>", "A"],
        ["单选题", "&nbsp; 是什么", "空格", "<br/>", "<div></div>", "A"],
        ["单选题", "哪个不是标签", "<p></p>", "p", "<span></span>", "B"],
    ]
    assert _texts(tmp_path, *rows) == [row[1:5] for row in rows]


@pytest.mark.parametrize("stem", ["甲证由谁发放", "甲网页由谁发放"])
def test_cells_of_an_editor_of_web_pages_lose_their_tags(tmp_path: Path, stem: str) -> None:
    rows = [
        ["单选题", f"<p>{topic}{stem}</p>", "<p>甲局</p>", "<p>乙局</p>", "<p>丙局</p>", "A"]
        for topic in "子丑寅"
    ]
    plain = ["单选题", "<p>卯证由谁发放</p>", "甲局", "<p>乙局<br/>丁局</p>", "丙局", "A"]
    assert _texts(tmp_path, *rows, plain) == [
        *([f"{topic}{stem}", "甲局", "乙局", "丙局"] for topic in "子丑寅"),
        ["卯证由谁发放", "甲局", "乙局\n丁局", "丙局"],
    ]


def test_the_only_row_of_a_sheet_loses_the_tags_of_an_editor(tmp_path: Path) -> None:
    row = ["单选题", "<p>甲证由谁发放</p>", "<p>甲局</p>", "<p>乙局<br/>丁局</p>", "丙局", "A"]
    assert _texts(tmp_path, row) == [["甲证由谁发放", "甲局", "乙局\n丁局", "丙局"]]


@pytest.mark.parametrize(
    "row",
    [
        ["单选题", "表示一段的写法是", "<p>文字</p>", "(p)文字(/p)", "[p]文字[/p]", "A"],
        ["单选题", "下列哪个是一段", "<p>文字</p>", "文字", "[文字]", "A"],
        ["单选题", "文字另起一行显示的是", "子<br>丑", "子丑", "子|丑", "A"],
        ["单选题", "写 子<br>丑 后丑在何处", "下一处", "同一处", "上一处", "A"],
    ],
)
@pytest.mark.parametrize("others", [1, 3])
def test_a_tag_of_an_editor_in_one_row_of_several_may_be_asked_for(
    tmp_path: Path, row: list[str], others: int
) -> None:
    assert _texts(tmp_path, row, *[_PLAIN] * others)[0] == row[1:5]


def test_a_row_that_speaks_of_tags_keeps_them_in_a_sheet_of_an_editor(tmp_path: Path) -> None:
    edited = [["单选题", f"<p>{topic}证由谁发放</p>", "甲局", "乙局", "丙局", "A"] for topic in "子丑寅"]
    asked = ["单选题", "下列哪个标签表示一段", "<p>文字</p>", "(文字)", "[文字]", "A"]
    texts = _texts(tmp_path, *edited, asked)
    assert texts[0] == ["子证由谁发放", "甲局", "乙局", "丙局"]
    assert texts[-1] == asked[1:5]


def test_words_set_off_in_cells_of_three_rows_lose_their_tags(tmp_path: Path) -> None:
    rows = [["单选题", f"{topic}证由<b>哪里</b>发放", "甲局", "乙局", "丙局", "A"] for topic in "子丑寅"]
    assert [texts[0] for texts in _texts(tmp_path, *rows, _PLAIN)] == [
        *(f"{topic}证由哪里发放" for topic in "子丑寅"),
        "甲证由谁发放",
    ]


@pytest.mark.parametrize("others", [0, 3])
@pytest.mark.parametrize(
    "row",
    [
        ["单选题", "哪一个显示得粗", "<b>文字</b>", "文字", "<i>文字</i>", "A"],
        ["单选题", "写 x<b>y</b>z 后显示为", "y 粗", "y 细", "都不变", "A"],
        ["单选题", "能让“文字”变粗的是", "<b>文字</b>", "[文字]", "(文字)", "A"],
        ["单选题", "网页上的<b>文字</b>显示成什么样", "粗体", "斜体", "细体", "A"],
        ["单选题", "<b>文字</b>后面写什么", "<br>", "空格", "逗号", "A"],
    ],
)
def test_words_between_tags_that_may_be_asked_for_keep_them(
    tmp_path: Path, row: list[str], others: int
) -> None:
    rows = [["单选题", f"{topic}证由<b>哪里</b>发放", "甲局", "乙局", "丙局", "A"] for topic in "子丑寅"]
    assert _texts(tmp_path, row, *rows[:others])[0] == row[1:5]


def test_one_statement_of_a_program_is_no_break_of_a_template(tmp_path: Path) -> None:
    row = ["单选题", "写作 for {break} 的循环走几次", "零次", "一次", "两次", "B"]
    assert _texts(tmp_path, row, _PLAIN)[0] == row[1:5]


def test_a_sign_of_the_template_between_options_breaks_their_lines(tmp_path: Path) -> None:
    rows = [[f"{topic}证由谁发放", "A.甲局{break}B.乙局{break}C.丙局", "A"] for topic in "子丑寅"]
    items = read(sheet(tmp_path / "a.xlsx", 试题=[["题干", "选项", "答案"], *rows])).items
    assert [[option.text for option in item.options] for item in items] == [["甲局", "乙局", "丙局"]] * 3


def test_a_fence_in_a_text_takes_its_own_edges_off_and_nothing_else(tmp_path: Path) -> None:
    text = (
        "一、单选题\n1.下列程序输出（ B ）\n```python\n# 输出\nprint(1)\n```\nA. 零\nB. 一\n"
        "2.夹子 D:\\_x 里的 <div> 与 <b>粗</b> 是（ A ）\nA. List<b>\nB. 写 **a** 处\nC. 匹配 \\. 号\n"
    )
    assert _lines(tmp_path, "a.txt", text) == [
        ["下列程序输出（\u3000\u3000）\n# 输出\nprint(1)", "零", "一"],
        ["夹子 D:\\_x 里的 <div> 与 <b>粗</b> 是（\u3000\u3000）", "List<b>", "写 **a** 处", "匹配 \\. 号"],
    ]


def test_a_stem_that_speaks_of_display_keeps_its_tags_and_those_of_its_options(tmp_path: Path) -> None:
    text = (
        "# 题库\n1. 写 <u>字</u> 后显示（ A ）\nA. 有线的字\nB. 无线的字\n\n"
        "2. 能让字变粗的是（ A ）\nA. <b>字</b>\nB. <i>字</i>\n\n"
    )
    text += "".join(f"{at}. <b>子证</b>由谁发放（ A ）\nA. 甲局\nB. 乙局\n\n" for at in range(3, 9))
    said = _lines(tmp_path, "a.md", text)
    assert said[0] == ["写 <u>字</u> 后显示（\u3000\u3000）", "有线的字", "无线的字"]
    assert said[1] == ["能让字变粗的是（\u3000\u3000）", "<b>字</b>", "<i>字</i>"]
    assert said[2:] == [["子证由谁发放（\u3000\u3000）", "甲局", "乙局"]] * 6
