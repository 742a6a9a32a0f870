"""A sound file that was copied, printed or decorated otherwise reads as it did: what was added costs no question."""

import re
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from importers import DraftItem
from importers.normalise import same, squeeze
from tests.importers.build import lines_read
from tests.importers.mixtures import Choose, paper, style, written

Change = Callable[[list[str]], list[str]]
_NUMBER = re.compile(r"^(\s*)(\d{1,3})([.．、])(?!\d)")
_LABEL = re.compile(r"\s*[A-H]\s*[.．、:：]")
_A_PAGE = 37  # lines


def _each(change: Callable[[str], str]) -> Change:
    return lambda lines: [change(line) if line.strip() else line for line in lines]


def _numbers(form: str) -> Change:
    return _each(lambda line: _NUMBER.sub(lambda found: found[1] + form.format(found[2]), line, count=1))


def _on_pages(number: str) -> Change:
    """The number of the page below every thirty-seventh line."""

    def change(lines: list[str]) -> list[str]:
        pages = [lines[at : at + _A_PAGE] for at in range(0, len(lines), _A_PAGE)]
        return [line for at, page in enumerate(pages, 1) for line in (*page, number.format(at))]

    return change


_CHANGES: dict[str, Change] = {
    "no blank lines": lambda lines: [line for line in lines if line.strip()],
    "blank lines between all": lambda lines: list(chain.from_iterable((line, "") for line in lines)),
    "indented": _each("　　{}".format),
    "blanks at the ends": _each("{}   ".format),
    "blanks that do not break": _each(lambda line: line.replace(" ", "\u00a0")),
    "titles above": lambda lines: ["2024年度业务知识考试题库", "（供内部学习使用）", "", *lines],
    "quoted line by line": _each("> {}".format),
    "numbers as titles": _each(lambda line: f"### {line.strip()}" if _NUMBER.match(line) else line),
    "points before options": _each(lambda line: f"- {line.strip()}" if _LABEL.match(line) else line),
    "numbers in brackets": _numbers("（{}）"),
    "numbers in words": _numbers("第{}题 "),
    "numbers behind Q": _numbers("Q{}："),
    "numbers behind 题": _numbers("题{}："),
    "numbers before a comma": _numbers("{}，"),
    "numbers before a blank": _numbers("{} "),
    "stars before options": _each(lambda line: f"* {line.strip()}" if _LABEL.match(line) else line),
    "a page's number in English": _on_pages("Page {} of 9"),
    "an advertisement on each page": _on_pages("更多试题请访问 www.example.com"),
    "an office and a day at the end": lambda lines: [*lines, "甲市司法局", "2024年5月1日"],
    "a note at the end": lambda lines: [*lines, "", "（以上试题仅供参考）"],
    "a page's number in words": _on_pages("第 {} 页 共 9 页"),
    "a page's number between dashes": _on_pages("- {} -"),
}


def _read(item: DraftItem) -> tuple[object, ...]:
    return (
        item.type,
        squeeze(item.stem),
        tuple((option.label, same(option.text)) for option in item.options),
        item.answer,
    )


@pytest.mark.parametrize("change", _CHANGES)
def test_a_sound_file_reads_the_same_when_it_was_copied_otherwise(tmp_path: Path, change: str) -> None:
    for seed in range(8):
        choose = Choose(Random(seed).randrange)
        how = style(choose)
        lines = written(paper(choose, how), how).split("\n")
        before, after = lines_read(tmp_path, *lines), lines_read(tmp_path, *_CHANGES[change](lines))
        assert [_read(item) for item in after.items] == [_read(item) for item in before.items], seed


def test_stars_and_points_before_a_mark_are_no_part_of_the_stem(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1.★【单选】证由谁发（A）", "A.甲局", "B.乙局", "2.（2分）判断题：甲局发证（√）"
    )
    assert [(item.type, item.stem) for item in result.items] == [
        ("single_choice", "证由谁发（　　）"),
        ("true_false", "甲局发证（　　）"),
    ]
    assert "★" in {piece.text for piece in result.skipped}


def test_the_count_of_questions_below_titles_is_none_of_them(tmp_path: Path) -> None:
    asked = [f"{at} {{甲{at}证由乙局发放。}} 正确答案:T" for at in range(1, 5)]
    result = lines_read(tmp_path, "某局题库", "（供练习）", "", "4", *asked)
    assert [(item.number, item.stem) for item in result.items] == [
        (str(at), f"甲{at}证由乙局发放。") for at in range(1, 5)
    ]


def test_a_number_between_options_is_that_of_the_page(tmp_path: Path) -> None:
    asked = [("一", "A"), ("二", "B"), ("三", "A"), ("四", "B"), ("五", "A")]
    lines = [
        line
        for at, (name, answer) in enumerate(asked, 1)
        for line in (f"{at}. 第{name}证由谁发（{answer}）", "A. 甲局", "B. 乙局")
    ]
    result = lines_read(tmp_path, *lines[:8], "6", *lines[8:])
    assert [item.answer for item in result.items] == [answer for _, answer in asked]
    assert [len(item.options) for item in result.items] == [2] * 5


def test_lines_broken_at_a_fixed_width_part_no_marks_and_begin_no_questions(tmp_path: Path) -> None:
    lines = [
        "1、甲机关应当将维生素B", "12生产者的名单公开，说法正确的是（A）。[单选", "题][2分]", "A．应当", "B．不必",
        "2、乙机关（B）。[", "单选题][2", "分]", "A．免费", "B．收费",
        "3、丙机关（A）。[单选题][2分]", "A．免费", "B．收费", "4、丁机关（A）。[单选题][2分]", "A．免费", "B．收费",
        "5、戊机关（A）。[单选题][2分]", "A．免费", "B．收费",
    ]  # fmt: skip
    result = lines_read(tmp_path, *lines)
    assert [item.answer for item in result.items] == ["A", "B", "A", "A", "A"]
    assert same(result.items[0].stem) == same("甲机关应当将维生素B12生产者的名单公开，说法正确的是（　　）。")
    assert result.items[1].stem == "乙机关（　　）。"


def test_the_marks_behind_a_stem_are_known_before_an_answer_on_its_line(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "1)甲证由乙局发放（）。[判断题][2分]  正确答案：正确",
        "2)乙证由丙局发放（）。[判断题][2分]  正确答案：错误",
    )
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证由乙局发放（）。", "T"),
        ("乙证由丙局发放（）。", "F"),
    ]


def test_a_stem_behind_the_word_question_is_read_without_it(tmp_path: Path) -> None:
    lines = [
        "1.单选题",
        *(
            "问题:甲证由谁发放?",
            "A.甲局",
            "B.乙局",
            "正确答案:A",
            "问题:乙证由谁发放?",
            "A.甲局",
            "B.乙局",
            "正确答案:B",
        ),
    ]
    result = lines_read(tmp_path, *lines)
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证由谁发放?", "A"),
        ("乙证由谁发放?", "B"),
    ]


def test_an_advertisement_within_a_question_is_named_and_no_part_of_it(tmp_path: Path) -> None:
    advert = "更多资料请关注公众号：法治在线"
    result = lines_read(
        tmp_path,
        "1. 证由谁发（A）",
        advert,
        "A. 甲局",
        "B. 乙局",
        "2. 关注公众号有奖（B）",
        "A. 对的",
        advert,
        "B. 错的",
    )
    assert [(item.stem, len(item.options)) for item in result.items] == [
        ("证由谁发（　　）", 2),
        ("关注公众号有奖（　　）", 2),
    ]
    assert [piece.text for piece in result.skipped if piece.reason == "广告"] == [advert, advert]
