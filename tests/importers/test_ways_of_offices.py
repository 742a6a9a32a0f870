"""Files as offices write them: forms with a question each, cases by number, codes of a bank, boxes for the type."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from importers.answers import ticked_type_of
from tests.importers.build import ASKED, OPTIONS, lines_read, paragraph, sheet, table, word

_OPTIONS = "A.甲局\nB.乙局\nC.丙局"


def _sure(result: ImportResult) -> list[tuple[str | None, str, int, str | None]]:
    """Type, stem, number of options and answer of each question, none of which has a problem."""
    assert [entry.code for item in result.items for entry in item.problems] == []
    assert [entry.code for entry in result.problems if entry.code != "types-inferred"] == []
    return [(item.type, item.stem, len(item.options), item.answer) for item in result.items]


def _form(kind: str, stem: str, options: str, answer: str) -> str:
    return table(
        [
            ["命题单位", "甲局法规科", "联系电话", "12345"],
            ["题型", kind, "难度", "中"],
            ["试题内容", stem, "", ""],
            ["选项", options, "", ""],
            ["正确答案", answer, "", ""],
            ["法律依据", "《甲证条例》第一条", "", ""],
        ]
    )


def test_a_form_may_hold_several_fields_in_a_row(tmp_path: Path) -> None:
    result = read(
        word(
            tmp_path / "征题表.docx",
            _form("单选题", "甲证由谁发放（ ）。", _OPTIONS, "B"),
            paragraph(""),
            _form("☐单选 ☑多选 ☐判断", "谁可以换发甲证（ ）。", _OPTIONS, "AC"),
            paragraph(""),
            _form("判断题", "甲证可以转让。", "", "错误"),
        )
    )
    assert _sure(result) == [
        ("single_choice", "甲证由谁发放（ ）。", 3, "B"),
        ("multiple_choice", "谁可以换发甲证（ ）。", 3, "AC"),
        ("true_false", "甲证可以转让。", 0, "F"),
    ]
    assert {item.citation for item in result.items} == {"《甲证条例》第一条"}
    assert [piece.text for piece in result.skipped].count("联系电话 12345") == 3


def test_forms_may_follow_each_other_in_one_table_each_option_in_a_row(tmp_path: Path) -> None:
    rows = [["甲证题库", ""]]
    for number, answer in (("1", "A"), ("2", "B")):
        rows += [["题号", number, "题型", "单选题"], ["题干", f"甲证{number}由谁发放（ ）。"]]
        rows += [["选项", "A", "甲局"], ["选项", "B", "乙局"], ["答案", answer]]
    result = read(word(tmp_path / "题库.docx", table(rows)))
    assert [(item.number, item.answer, len(item.options)) for item in result.items] == [
        ("1", "A", 2),
        ("2", "B", 2),
    ]
    assert "甲证题库" in [piece.text for piece in result.skipped]


def test_a_table_with_a_header_is_no_form(tmp_path: Path) -> None:
    rows = [["题目", "选项", "答案"], ["甲证可以转让", "", "错误"], ["乙证可以转让", "", "正确"]]
    result = read(word(tmp_path / "题库.docx", table(rows)))
    assert [item.answer for item in result.items] == ["F", "T"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("☑单选  □多选  □判断", "single_choice"),
        ("□单选题 ☑多选题 □判断题", "multiple_choice"),
        ("单选□ 多选□ 判断☑", "true_false"),
        ("单选（ ）多选（√）判断（ ）", "multiple_choice"),
        ("单选 √多选 判断", "multiple_choice"),
        ("□单选 □多选 □判断", None),
        ("☑单选 ☑多选", None),
        ("单选/多选/判断", None),
        ("多选题（不定项）", "multiple_choice"),
    ],
)
def test_of_several_types_the_ticked_one_counts(text: str, kind: str | None) -> None:
    assert ticked_type_of(text) == kind


@pytest.mark.parametrize("codes", ["JZ0203-00{}", "[010{}]", "FL-2024-01-00{}", "【单选】JZ-00{}", "JZ00{}."])
def test_the_codes_of_a_bank_are_no_part_of_the_stems(tmp_path: Path, codes: str) -> None:
    lines = []
    for at, asked in enumerate(("发放", "换发", "注销"), 1):
        lines += [f"{at}. {codes.format(at)} 甲证由谁{asked}（ ）。", "A. 甲局", "B. 乙局", "答案：B"]
    result = lines_read(tmp_path, *lines)
    assert [stem for _, stem, _, _ in _sure(result)] == [
        "甲证由谁发放（ ）。",
        "甲证由谁换发（ ）。",
        "甲证由谁注销（ ）。",
    ]
    assert sum(piece.reason == "试题编号" for piece in result.skipped) == 3


def test_a_name_with_a_number_that_some_stems_begin_with_stays(tmp_path: Path) -> None:
    lines = []
    for at, asked in enumerate(("GB18030 是什么（ ）。", "UTF8 是什么（ ）。", "甲证由谁发放（ ）。"), 1):
        lines += [f"{at}. {asked}", "A. 甲", "B. 乙", "答案：B"]
    assert [stem[:4] for _, stem, _, _ in _sure(lines_read(tmp_path, *lines))] == ["GB18", "UTF8", "甲证由谁"]


_CASES = (
    "（一）2023年5月，某市甲局查处无证经营的李某，当场扣押了货物。李某不服，申请复议。",
    "1. 扣押属于（ ）。", "A. 处罚  B. 强制措施  C. 许可", "答案：B",
    "（二）王某伪造甲证被群众举报。",
    "2. 王某可以（ ）。", "A. 陈述  B. 申辩  C. 拒绝调查", "答案：AB",
)  # fmt: skip


def test_cases_by_number_are_told_and_swallowed_by_no_option(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "四、案例分析题", *_CASES)
    assert [(item.type, item.answer, item.options[-1].text) for item in result.items] == [
        ("single_choice", "B", "许可"),
        ("multiple_choice", "AB", "拒绝调查"),
    ]
    told = [entry.message[:4] for entry in result.problems if entry.code == "material-shared"]
    assert told == ["“（一）", "“（二）"]


def test_a_case_above_its_questions_is_told_where_the_heading_names_cases(tmp_path: Path) -> None:
    case = "某诊所没有许可证行医三个月，被群众举报。"
    asked = ("1. 谁来查处（ ）。", "A. 甲局", "B. 乙局", "C. 丙局", "答案：A")
    told = lines_read(tmp_path, "一、案例分析题", case, *asked)
    assert [entry.code for entry in told.problems].count("material-shared") == 1


def test_what_is_asked_of_a_case_in_words_stays_open(tmp_path: Path) -> None:
    (item,) = lines_read(tmp_path, "一、案例分析题", "1. 王某伪造甲证，如何处理？", "答：没收。").items
    assert item.type == "essay"


def test_a_type_may_head_the_column_of_stems(tmp_path: Path) -> None:
    judged = [["序号", "判断题", "对/错"], [1, "甲证可以转让。", "错"], [2, "甲证应当公示。", "对"]]
    chosen = [["序号", "选择题", "A", "B", "C", "正确选项"], [1, "甲证由谁发放", "甲", "乙", "丙", "B"]]
    chosen += [[2, "谁可以换发甲证", "甲", "乙", "丙", "AB"]]
    result = read(sheet(tmp_path / "题库.xlsx", 一=judged, 二=chosen))
    kinds = [(item.type, item.answer) for item in result.items]
    assert kinds[:2] == [("true_false", "F"), ("true_false", "T")]
    assert kinds[2:] == [("single_choice", "B"), ("multiple_choice", "AB")]


@pytest.mark.parametrize("gap", ["\t", "    ", " | "])
def test_a_key_table_pasted_as_text_is_read(tmp_path: Path, gap: str) -> None:
    asked = []
    for number in "123":
        asked += [f"{number}、甲证{number}由谁发放（ ）", "A、甲局 B、乙局 C、丙局"]
    key = (gap.join(("题号", "1", "2", "3")), gap.join(("答案", "B", "A", "C")))
    result = lines_read(tmp_path, "一、单选题", *asked, "参考答案", "一、单选题", *key)
    assert [answer for _, _, _, answer in _sure(result)] == ["B", "A", "C"]


def test_answers_of_a_key_on_one_line_may_each_name_their_article(tmp_path: Path) -> None:
    asked = []
    for number in "12":
        asked += [f"{number}. 甲证{number}由谁发放（ ）", "A. 甲局 B. 乙局 C. 丙局"]
    key = "1.B（第十二条） 2.C（《甲证条例》第三条第（二）项）"
    plain = lines_read(tmp_path, "一、单选题", *asked, "参考答案", "一、单选题", key.replace("（二）", "二"))
    assert [(item.answer, item.explanation) for item in plain.items] == [
        ("B", "（第十二条）"),
        ("C", "（《甲证条例》第三条第二项）"),
    ]


def test_a_citation_in_brackets_loses_both_of_them(tmp_path: Path) -> None:
    lines = ["1. 甲证由谁发放（B）", "A. 甲局", "B. 乙局", "（依据：《甲证条例》第一条）"]
    (item,) = lines_read(tmp_path, *lines).items
    assert item.citation == "《甲证条例》第一条"


def test_a_line_of_fields_above_the_stem_holds_the_answer_and_may_leave_some_open(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *(
            "第1题　题型：单选　答案：C　依据：《甲条例》第三条（二）　难度：易",
            ASKED,
            "A、甲局　　B、乙局　　C、丙局",
        ),
        *(
            "第2题　题型：多选　答案：　依据：第七条　难度：中",
            "乙证由谁发放（　　）。",
            "A、甲局　　B、乙局　　C、丙局",
        ),
        *("第3题　题型：判断　答案：×　依据：　难度：难", "丙证免费。"),
    )
    assert [(item.type, item.stem, item.answer, item.citation) for item in result.items] == [
        ("single_choice", ASKED, "C", "《甲条例》第三条（二）"),
        ("multiple_choice", "乙证由谁发放（　　）。", None, "第七条"),
        ("true_false", "丙证免费。", "F", ""),
    ]


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        ("答案：ＡＢＣ（第三十条）", "ABC"),
        ("正确答案：A;B;C    第四十五条", "ABC"),
        ("答案 B（第六十三条）", "B"),
        ("答案：A/C （第一条）", "AC"),
    ],
)
def test_the_article_behind_an_answer_leaves_all_its_letters(tmp_path: Path, line: str, letters: str) -> None:
    item = lines_read(tmp_path, f"1. {ASKED}", *OPTIONS, line).items[0]
    assert (item.answer, "条" in item.explanation) == (letters, True)


def test_a_citation_alone_below_the_answer_is_that_of_the_question(tmp_path: Path) -> None:
    item = lines_read(
        tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, "答案：B", "《甲证条例》第三条第一款"
    ).items[0]
    assert (item.citation, item.problems) == ("《甲证条例》第三条第一款", ())


def test_bare_letters_below_options_may_have_their_article_behind_them(tmp_path: Path) -> None:
    said = ["B　　甲会法第二条", "A C　甲会法第十一条", "A", "ABC　　甲会法第二十七条"]
    lines = [
        line
        for at, letters in enumerate(said, 1)
        for line in (f"{at}. 第{at}号证由谁发放（　　）。", "A) 甲局", "B) 乙局", "C) 丙局", letters)
    ]
    items = lines_read(tmp_path, *lines).items
    assert [(item.answer, len(item.options)) for item in items] == [("B", 3), ("AC", 3), ("A", 3), ("ABC", 3)]


def test_ticks_before_bare_labels_within_a_line_mark_their_options(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *("一、单选题", f"1. {ASKED}", "A 甲局    √B 乙局", "C 丙局    D 丁局"),
        *("2. 乙证由谁发放（　　）。", "√A 甲局    B 乙局    C 丙局    D 丁局"),
        *("二、多选题", "3. 丙证由谁发放（　　）。", "√A 甲局    √B 乙局", "C 丙局    D 丁局"),
    )
    assert [item.answer for item in result.items] == ["B", "A", "AB"]
    assert {len(item.options) for item in result.items} == {4}


def test_strokes_between_options_on_a_line_belong_to_none(tmp_path: Path) -> None:
    item = lines_read(tmp_path, "单选题", f"1. {ASKED}", "A.五/B.十/C.十五/D.二十", "答案：C").items[0]
    assert [option.text for option in item.options] == ["五", "十", "十五", "二十"]
