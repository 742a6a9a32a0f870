"""Sound texts that look like something else: names like codes, keys like options, statements like headings."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import lines_read, sheet

_OPTIONS = ("A. 甲局", "B. 乙局", "C. 丙局")


def _asked(result: ImportResult) -> list[tuple[str, str | None]]:
    assert [entry.code for item in result.items for entry in item.problems] == []
    assert [entry.code for entry in result.problems if entry.code != "types-inferred"] == []
    return [(item.stem, item.answer) for item in result.items]


@pytest.mark.parametrize(
    "stems",
    [
        ("GB2312标准由谁采用", "GB2828标准由谁采用", "GB7714标准由谁采用"),
        ("P0301故障码由谁登记", "P0302故障码由谁登记", "P0303故障码由谁登记"),
        ("A101010 表由谁填报", "A102010 表由谁填报", "A105050 表由谁填报"),
        ("〔2021〕第一号文由谁保管", "〔2022〕第三号文由谁保管", "〔2023〕第五号文由谁保管"),
    ],
)
def test_names_with_numbers_at_the_head_of_all_stems_stay(tmp_path: Path, stems: tuple[str, ...]) -> None:
    lines = [line for at, stem in enumerate(stems, 1) for line in (f"{at}. {stem}", *_OPTIONS, "答案：B")]
    result = lines_read(tmp_path, *lines)
    assert [item.stem for item in result.items] == [*stems]
    assert [piece.reason for piece in result.skipped] == []


def test_a_key_with_reasons_keeps_its_numbers_where_its_letters_count_too(tmp_path: Path) -> None:
    lines = []
    for chapter, keys in (("第一章", "AB"), ("第二章", "AC"), ("第三章", "AB"), ("第四章", "DB")):
        for at, asked in enumerate(("发放", "换发"), 1):
            lines += [f"{at}. {chapter}的证由谁{asked}", *_OPTIONS, "D. 丁局"]
        lines += ["参考答案", *(f"{at}. {letter}：该局发放。" for at, letter in enumerate(keys, 1))]
    assert [answer for _, answer in _asked(lines_read(tmp_path, *lines))] == [*"ABACABDB"]


def test_letters_in_brackets_that_leave_out_some_are_a_key(tmp_path: Path) -> None:
    lines = [
        line for at, word in enumerate("甲乙丙", 1) for line in (f"{at}. 谁可以换发{word}证（ ）", *_OPTIONS)
    ]
    result = lines_read(tmp_path, *lines, "参考答案", "1. [A][B]", "2. [A][C]", "3. [A][B][C]")
    assert "试卷上留空的栏目" not in {piece.reason for piece in result.skipped}


def test_options_may_end_with_colons(tmp_path: Path) -> None:
    lines = ["1. 请示的开头是（ ）", "A.标题： 称谓：", "B.正文： 落款：", "C.附件： 日期：", "答案：A"]
    (item,) = lines_read(tmp_path, *lines).items
    assert [option.text for option in item.options] == ["标题： 称谓：", "正文： 落款：", "附件： 日期："]


def test_words_of_buttons_that_stand_once_are_options(tmp_path: Path) -> None:
    lines = ["单选题", "1. 要转交消息应当点击（ ）", "分享", "收藏", "展开", "答案：A"]
    (item,) = lines_read(tmp_path, *lines).items
    assert [option.text for option in item.options] == ["分享", "收藏", "展开"]


def test_statements_with_words_of_school_papers_are_no_headings(tmp_path: Path) -> None:
    stems = ("公正的裁判需要证据支持。", "我写公文时应当注明日期。", "聪明的法官不必看证据。", "甲证有效。")
    lines = [f"{number}、{stem}\n答案：对" for number, stem in zip("一二三四", stems, strict=True)]
    assert _asked(lines_read(tmp_path, "判断题", *lines)) == [(stem, "T") for stem in stems]


@pytest.mark.parametrize("beside", [True, False])
def test_what_explanations_say_of_options_are_no_options(tmp_path: Path, beside: bool) -> None:
    options = ["  ".join(_OPTIONS)] if beside else ["A 甲局", "B 乙局", "C 丙局"]
    said = ["解析：", "选项A：甲局发放。", "选项B：乙局登记。", "选项C：丙局收费。"]
    lines = [
        line
        for at, word in enumerate("甲乙丙", 1)
        for line in (f"{at}. {word}证由谁发放（ ）", *options, "答案：A", *said)
    ]
    result = lines_read(tmp_path, *lines)
    assert [answer for _, answer in _asked(result)] == ["A", "A", "A"]
    assert {item.explanation for item in result.items} == {"\n".join(said[1:])}


def test_a_key_may_say_something_of_each_option(tmp_path: Path) -> None:
    lines = [
        line
        for at, word in enumerate("甲乙丙", 1)
        for line in (f"{at}. {word}证由谁发放（ ）", "  ".join(_OPTIONS))
    ]
    key = [line for at in (1, 2, 3) for line in (f"{at}. B", "选项A：甲局收费。", "选项B：乙局发放。")]
    assert [item.answer for item in lines_read(tmp_path, *lines, "参考答案", *key).items] == ["B", "B", "B"]


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        (("A. 应当向谁申请？", "B. 期限多长？", "C. 如何救济？"), "A 甲局；B 十日；C 复议。"),
        (("A. 申请", "B. 受理", "C. 发证"), "先申请，后受理，再发证。"),
    ],
)
def test_essays_in_lettered_parts_are_no_choices(
    tmp_path: Path, options: tuple[str, ...], answer: str
) -> None:
    lines = [line for at in (1, 2) for line in (f"{at}. 甲方办理第{at}张证。", *options, f"答案：{answer}")]
    assert {item.type for item in lines_read(tmp_path, "案例分析题", *lines).items} == {"essay"}


def test_words_in_brackets_of_which_a_statement_speaks_are_no_answers(tmp_path: Path) -> None:
    lines = [
        "判断题",
        "1. 在（对）或者（错）处打勾。",
        "答案：对",
        "2. 表格应当完整（正确，且及时）。",
        "答案：错",
    ]
    assert [answer for _, answer in _asked(lines_read(tmp_path, *lines))] == ["T", "F"]


@pytest.mark.parametrize(
    "names",
    [
        "exam_type question_title question_type a b c answer",
        "exam_title title type a b c answer",
        "test_content question_content type a b c answer",
        "exam_category question type a b c answer",
    ],
)
def test_columns_of_the_exam_are_not_those_of_the_question(tmp_path: Path, names: str) -> None:
    cells = {"question_title": "甲证由谁发放", "title": "甲证由谁发放", "question_content": "甲证由谁发放"}
    cells |= {"question": "甲证由谁发放", "type": "单选题", "question_type": "单选题", "answer": "B"}
    row = [cells.get(name, "甲局" if name in "abc" else "正式") for name in names.split()]
    row = [f"{cell}{at}" if cell == "甲局" else cell for at, cell in enumerate(row)]
    (item,) = read(sheet(tmp_path / "a.xlsx", 题=[names.split(), row])).items
    assert (item.type, item.stem, item.answer) == ("single_choice", "甲证由谁发放", "B")


def test_what_somebody_answered_in_a_test_is_no_answer(tmp_path: Path) -> None:
    names = ["question", "option1", "option2", "option3", "right_answer", "test_answer"]
    row = ["甲证由谁发放", "甲局", "乙局", "丙局", "A", "B"]
    (item,) = read(sheet(tmp_path / "a.xlsx", 题=[names, row])).items
    assert item.answer == "A"


def test_below_a_letter_alone_stands_the_text_of_an_option_whatever_it_says(tmp_path: Path) -> None:
    said = ["感谢您的支持", "考试结束", "更多内容请访问 www.example.com", "END"]
    labelled = [line for letter, text in zip("ABCD", said, strict=True) for line in (f"{letter}.", text)]
    (item,) = lines_read(tmp_path, "1. 窗口最后说（ A ）", *labelled).items
    assert [option.text for option in item.options] == said


def test_an_explanation_may_send_to_an_address(tmp_path: Path) -> None:
    told = "申请人可登录甲市政务网 http://www.example.com 下载表格。"
    (item,) = lines_read(tmp_path, "1. 甲证在哪里办（ A ）", "A.网上", "B.窗口", "解析：", told).items
    assert item.explanation == told


def test_the_end_of_an_exam_may_be_an_option(tmp_path: Path) -> None:
    lines = ["单选题", "1. 考生何时可以离场（ ）", "考试开始", "考试结束", "交卷以后", "答案：C"]
    (item,) = lines_read(tmp_path, *lines).items
    assert [option.text for option in item.options] == ["考试开始", "考试结束", "交卷以后"]


def test_an_office_and_a_day_below_the_label_of_answers_are_answers(tmp_path: Path) -> None:
    asked = ["一、填空题", "1. 本办法由 ____ 制定，自 ____ 施行。", "答案："]
    (item,) = lines_read(tmp_path, *asked, "甲市财政局", "2020年3月1日").items
    assert item.explanation == "甲市财政局\n2020年3月1日"
