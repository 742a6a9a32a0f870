"""Questions kept as notes in Markdown: bold by underscores, rules, titles, quotes with answers, boxes."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import lines_read

_PLACES = ("A. 城东", "B. 城西", "C. 城南")


def _read(folder: Path, *lines: str) -> ImportResult:
    path = folder / "笔记.md"
    path.write_text("\n".join(lines), "utf-8")
    return read(path)


def _said(result: ImportResult) -> list[tuple[str, str, str | None]]:
    return [
        (item.stem, "/".join(option.text for option in item.options), item.answer) for item in result.items
    ]


def _silent(result: ImportResult) -> bool:
    return not any(item.problems for item in result.items)


@pytest.mark.parametrize(
    "stem",
    [
        "__甲证由哪里发放（ ）__*```B```*  ",
        "**甲证由哪里发放（ ）** `B`",
        "甲证由哪里发放（ ） *`B`*",
        "__甲证由哪里发放（ ）__ *B*",
    ],
)
def test_a_key_in_italics_or_code_behind_a_bold_stem_is_its_answer(tmp_path: Path, stem: str) -> None:
    result = _read(tmp_path, "# 证件", f"1. {stem}", *_PLACES, "", "2. **乙证由哪里发放（ ）** `C`", *_PLACES)
    assert _said(result) == [
        ("甲证由哪里发放（ ）", "城东/城西/城南", "B"),
        ("乙证由哪里发放（ ）", "城东/城西/城南", "C"),
    ]
    assert _silent(result)


def test_underscores_around_a_word_in_a_stem_stay(tmp_path: Path) -> None:
    result = _read(
        tmp_path, "# 证件", "1. 甲证的__第一处办理的窗口__设在（ A ）", *_PLACES, "2. 乙证在__B__", *_PLACES
    )
    assert _said(result)[0] == ("甲证的__第一处办理的窗口__设在（　　）", "城东/城西/城南", "A")
    assert _said(result)[1] == ("乙证在____", "城东/城西/城南", "B")


@pytest.mark.parametrize("rule", ["- - -", "* * *", " -  -  -  -"])
def test_a_rule_with_blanks_is_no_line_of_an_option(tmp_path: Path, rule: str) -> None:
    result = _read(tmp_path, "# 证件", "1. 甲证在（A）", *_PLACES, "", rule, "2. 乙证在（B）", *_PLACES, rule)
    assert _said(result) == [
        ("甲证在（　　）", "城东/城西/城南", "A"),
        ("乙证在（　　）", "城东/城西/城南", "B"),
    ]
    assert _silent(result)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#menu" style="font-size: 9px;">[返回目录]</a>',
        '<a name="s02"></a>',
        "[回到顶部](#top)",
        '<div align="right"><a href="#top">↑ 返回</a></div>',
    ],
)
def test_a_link_about_the_page_is_named_and_left_out(tmp_path: Path, link: str) -> None:
    result = _read(tmp_path, "# 证件", "1. 甲证在（A）", *_PLACES, "", link, "", "2. 乙证在（B）", *_PLACES)
    assert _said(result) == [
        ("甲证在（　　）", "城东/城西/城南", "A"),
        ("乙证在（　　）", "城东/城西/城南", "B"),
    ]
    assert (link, "网页上的链接") in [(piece.text, piece.reason) for piece in result.skipped]
    assert _silent(result)


def test_a_link_below_a_stem_is_what_it_asks_about(tmp_path: Path) -> None:
    code = '<a href="#top">返回</a>'
    result = _read(tmp_path, "# 网页", "1. 下面一行通向哪里？", code, "A. 页首", "B. 页尾", "答案：A")
    assert _said(result) == [(f"下面一行通向哪里？\n{code}", "页首/页尾", "A")]


@pytest.mark.parametrize("title", ["## 【习题】设立更多的窗口", "###### 21th", "#### 下半年（二）"])
def test_a_title_is_no_line_of_the_option_above_it(tmp_path: Path, title: str) -> None:
    first = ("1. 甲证在（A）", *_PLACES)
    result = _read(tmp_path, "# 证件", "### 单选题", *first, "", title, "", "2. 乙证在（B）", *_PLACES)
    assert _said(result) == [
        ("甲证在（　　）", "城东/城西/城南", "A"),
        ("乙证在（　　）", "城东/城西/城南", "B"),
    ]
    assert (title.lstrip("# "), "标题") in [(piece.text, piece.reason) for piece in result.skipped]
    assert _silent(result)


def test_a_title_that_is_a_stem_stays_a_question(tmp_path: Path) -> None:
    pieces = [(f"## {name}证由哪里发放？", *_PLACES, "答案：B", "") for name in "甲乙丙"]
    result = _read(tmp_path, *(line for piece in pieces for line in piece))
    assert _said(result) == [(f"{name}证由哪里发放？", "城东/城西/城南", "B") for name in "甲乙丙"]


@pytest.mark.parametrize(
    ("quote", "explanation"),
    [
        ("> B", ""),
        ("> B,课本第15页", "课本第15页"),
        ("> B  ，城东没有窗口", "城东没有窗口"),
        ("> B\n>\n> 见第二章", "见第二章"),
    ],
)
def test_a_quote_below_the_options_begins_with_the_answer(
    tmp_path: Path, quote: str, explanation: str
) -> None:
    result = _read(
        tmp_path, "# 证件", "1. 甲证在哪里？", "", *_PLACES, "", quote, "", "2. 乙证在（A）", *_PLACES
    )
    assert _said(result)[0] == ("甲证在哪里？", "城东/城西/城南", "B")
    assert result.items[0].explanation == explanation
    assert _silent(result)


def test_a_quote_below_a_judged_statement_corrects_it(tmp_path: Path) -> None:
    quote = ("  > 甲证在城西发放。", "  >", "  > 乙证在城东发放。")
    result = _read(
        tmp_path, "## 判断题", "1. 甲证在城东发放。（错）", "", *quote, "", "2. 乙证在城西发放。", "", "> 错，应在城东", "",
        "3. 丙证不收费。（对）",
    )  # fmt: skip
    assert [(item.answer, item.explanation) for item in result.items] == [
        ("F", "甲证在城西发放。\n乙证在城东发放。"),
        ("F", "应在城东"),
        ("T", ""),
    ]
    assert _silent(result)


@pytest.mark.parametrize(
    ("options", "quote"),
    [
        (("A 城东", "B 城西"), ("A. 城东设有窗口", "B. 城西没有")),
        (("A. 城东", "B. 城西"), ("A：城东设有窗口", "B：城西没有")),
        (("A. 城东", "B. 城西"), ("总结：", "城东设有窗口")),
        (("- A、城东", "- B、城西"), ("A 城东设有窗口", "B 城西没有")),
    ],
)
def test_a_quote_behind_the_last_option_explains_it(
    tmp_path: Path, options: tuple[str, ...], quote: tuple[str, ...]
) -> None:
    said = "\n>\n".join(f"> {line}" for line in quote)
    below = ("正确答案: A  你的答案: B (错误)", "", *options, "", said, "")
    result = _read(
        tmp_path, "# 1. 甲证在哪里？", *below, "# 2. 乙证在哪里？", *below, "# 3. 丙证在哪里？", *below
    )
    assert [item.answer for item in result.items] == ["A"] * len(result.items)
    assert [[option.text for option in item.options] for item in result.items[:2]] == [["城东", "城西"]] * 2
    assert [item.explanation for item in result.items[:2]] == ["\n".join(quote)] * 2
    assert _silent(result)


def test_options_in_a_quote_below_their_stem_stay_options(tmp_path: Path) -> None:
    places = ("", "> A. 城东", ">", "> B. 城西", "")
    result = _read(tmp_path, "## 证件", "1. 甲证在哪里？（A）", *places, "2. 乙证在哪里？（B）", *places)
    assert [(options, answer) for _, options, answer in _said(result)] == [
        ("城东/城西", "A"),
        ("城东/城西", "B"),
    ]


@pytest.mark.parametrize("lead", ["根据下列规定：", "总结"])
def test_what_a_folded_answer_says_of_each_option_is_no_question(tmp_path: Path, lead: str) -> None:
    folded = ("<details>", "<summary>答案与解析</summary>", "", "**答案：B. 城西**", "", lead)
    about = ("- A：城东已撤并 ❌", "- B：城西设有窗口 ✅", "", "</details>", "")
    pieces = [
        (f"### 题目 {at}", f"**{name}证在哪里？**", "", *_PLACES, "") for at, name in enumerate("甲乙", 1)
    ]
    result = _read(tmp_path, *(line for piece in pieces for line in (*piece, *folded, *about)))
    assert [(item.number, item.answer) for item in result.items] == [("1", "B"), ("2", "B")]
    assert all(item.explanation.startswith(lead) for item in result.items)


def test_underscores_around_labels_words_and_answers_are_emphasis(tmp_path: Path) -> None:
    places = ("- _A、_城东", "- B_、_城西", "- _C_. 城南", "")
    result = _read(
        tmp_path, "## 证件", "1. 下列说法 _不正确_ 的是（ ）", *places, "正确答案：_B_，我的答案：_A_", "",
        "2. 甲证由 _C_ 发放。", *places, "3. 甲证免费。正确答案：_×_ ，我的答案：_√_",
    )  # fmt: skip
    assert _said(result) == [
        ("下列说法 不正确 的是（ ）", "城东/城西/城南", "B"),
        ("甲证由 ____ 发放。", "城东/城西/城南", "C"),
        ("甲证免费。", "", "F"),
    ]
    assert _silent(result)


def test_underscores_of_names_and_gaps_stay(tmp_path: Path) -> None:
    result = _read(
        tmp_path, "## 程序", "1. 变量 _count 与 my_var_name（ ）", "A. _id", "B. _x_", "C. __init__", "D. `_a b_`", "答案：C",
        "2. 甲证由_城东_发放（ ）", "A. 是", "B. 不是", "C. 未定", "答案：A",
    )  # fmt: skip
    assert _said(result) == [
        ("变量 _count 与 my_var_name（ ）", "_id/_x_/__init__/_a b_", "C"),
        ("甲证由_城东_发放（ ）", "是/不是/未定", "A"),
    ]


def test_links_that_are_options_keep_their_words_and_buttons_are_named(tmp_path: Path) -> None:
    link = "[{}](javascript:void(0);)".format
    places = [
        f"- {letter}、  \n  {link(place)}"
        for letter, place in zip("ABC", ("城东", "城西", "城南"), strict=True)
    ]
    inline = [
        f"{letter}. {link(place)}" for letter, place in zip("ABC", ("城东", "城西", "城南"), strict=True)
    ]
    result = _read(
        tmp_path, "## 证件", "1. 甲证在哪里？", *places, "正确答案：B", "", link("重做本题"), "",
        "2. 乙证在哪里？", *inline, "正确答案：C",
    )  # fmt: skip
    assert _said(result) == [("甲证在哪里？", "城东/城西/城南", "B"), ("乙证在哪里？", "城东/城西/城南", "C")]
    assert [piece.text for piece in result.skipped if piece.reason == "网页上的链接"] == [link("重做本题")]
    assert _silent(result)


@pytest.mark.parametrize("answer", ["正确答案: B", "正确答案: B  你的答案: A (错误)"])
def test_a_program_between_answer_and_options_belongs_to_the_stem(tmp_path: Path, answer: str) -> None:
    program = ("```c", "int a = 1;  // 初值", 'printf("值是%d", a);', "```")
    result = _read(
        tmp_path,
        "# 1. 输出什么？",
        answer,
        *program,
        "A. 零",
        "B. 一",
        "",
        "# 2. 乙证？",
        answer,
        "A. 是",
        "B. 否",
    )
    assert _said(result)[0] == ('输出什么？\nint a = 1;  // 初值\nprintf("值是%d", a);', "零/一", "B")
    assert _silent(result)


@pytest.mark.parametrize("said", ["你没选择任何选项", "您未作答", " 你没有选择答案", "你少选了B"])
def test_what_the_page_says_of_no_choice_is_no_answer(tmp_path: Path, said: str) -> None:
    first = ("1", "", "单选(2分)", "", "甲证在哪里？", "", "得分/总分", "")
    second = ("2", "", "多选(2分)", "", "乙证在哪里？", "", "得分/总分", "")
    result = _read(
        tmp_path, *first, *_PLACES, "", f"正确答案：B{said}", "", *second, *_PLACES, "", f"正确答案：A、C{said}",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["B", "AC"]
    assert _silent(result)


def test_boxes_alone_on_lines_belong_to_the_words_below(tmp_path: Path) -> None:
    labelled = [line for place in _PLACES for line in ("- [ ] ", "", f"    {place}", "")]
    ticked = ("- [ ]", "城东", "- [x]", "城西", "- [x]", "城南")
    result = _read(tmp_path, "# 证件", "1. 甲证在（B）", *labelled, "2. 乙证在哪里", *ticked)
    assert _said(result) == [
        ("甲证在（　　）", "城东/城西/城南", "B"),
        ("乙证在哪里", "城东/城西/城南", "BC"),
    ]


def test_a_detailed_solution_is_the_explanation(tmp_path: Path) -> None:
    lines = ["1. 甲证由谁发放（）", "A. 甲局", "B. 乙局", "答案：B", "详细解答：见甲规程第二条。"]
    assert lines_read(tmp_path, "一、单选题", *lines).items[0].explanation == "见甲规程第二条。"
