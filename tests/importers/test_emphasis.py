"""Answers that no word tells: options that stand out in running text, in tables and in the cells of a sheet."""

import re
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill

from importers import ImportResult, read
from tests.importers.build import lines_read, paragraph, word
from tests.importers.office import converted

_YELLOW = PatternFill("solid", fgColor="FFFFFF00")
_WHITE = PatternFill("solid", fgColor="FFFFFFFF")
_RED = Font(color="FFFF0000")
_HEAD = ["题型", "题干", "选项A", "选项B", "选项C"]
_ROWS = [
    ["单选题", "甲证由谁发放", "甲局", "乙局", "丙局"],
    ["多选题", "乙证由谁发放", "甲局", "乙局", "丙局"],
    ["单选题", "丁证由谁发放", "甲局", "乙局", "丙局"],
]


def _book(
    path: Path, marked: Sequence[str], *, fill: PatternFill | None = None, more: Sequence[Sequence[str]] = ()
) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    for row in [_HEAD, *_ROWS, *more]:
        page.append(list(row))
    for name in marked:
        if fill is None:
            page[name].font = _RED
        else:
            page[name].fill = fill
    book.save(path)
    book.close()
    return path


def _answers(result: ImportResult) -> list[str | None]:
    return [item.answer for item in result.items]


def test_cells_with_a_coloured_fill_or_coloured_words_tell_the_answer_of_a_sheet(tmp_path: Path) -> None:
    marked = ["D2", "C3", "E3", "C4"]
    for fill in (_YELLOW, None):
        result = read(_book(tmp_path / "a.xlsx", marked, fill=fill))
        assert _answers(result) == ["B", "AC", "A"]
        assert [problem.code for problem in result.problems] == ["answers-by-emphasis"]


def test_a_white_fill_tells_nothing(tmp_path: Path) -> None:
    assert _answers(read(_book(tmp_path / "a.xlsx", ["D2", "C3", "C4"], fill=_WHITE))) == [None] * 3


def test_a_column_that_stands_out_from_top_to_bottom_tells_nothing(tmp_path: Path) -> None:
    more = [["单选题", f"第{at}种证由谁发放", "甲局", "乙局", "丙局"] for at in range(2)]
    marked = ["C2", "C3", "C4", "C5", "C6", "D3"]
    assert _answers(read(_book(tmp_path / "a.xlsx", marked, fill=_YELLOW, more=more))) == [None] * 5


def test_a_multiple_choice_with_every_option_marked_is_answered_by_all(tmp_path: Path) -> None:
    result = read(_book(tmp_path / "a.xlsx", ["D2", "C3", "D3", "E3", "C4"], fill=_YELLOW))
    assert _answers(result) == ["B", "ABC", "A"]
    assert not any(item.problems for item in result.items)


def _untyped(path: Path, *rights: str) -> ImportResult:
    """A sheet without types, the letters of the right options of each row in red."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(_HEAD[1:])
    for at, right in enumerate(rights, 2):
        page.append([f"第{at}种证由谁发放", "甲局", "乙局", "丙局"])
        for letter in right:
            page.cell(at, "ABC".index(letter) + 2).font = _RED
    book.save(path)
    book.close()
    return read(path)


def test_all_options_marked_are_a_multiple_choice_beside_others_without_types(tmp_path: Path) -> None:
    result = _untyped(tmp_path / "a.xlsx", "B", "AC", "ABC")
    assert _answers(result) == ["B", "AC", "ABC"]
    assert {"types-inferred", "answers-by-emphasis"} <= {problem.code for problem in result.problems}
    assert _answers(_untyped(tmp_path / "b.xlsx", "B", "A", "ABC")) == ["B", "A", None]


@pytest.mark.parametrize("form", ["{}（√）", "√{}", "☑{}", "{}√", "{} ✔"])
@pytest.mark.parametrize("joint", ["", "\n"])
def test_all_options_ticked_are_all_right_beside_others_that_are_not(
    tmp_path: Path, form: str, joint: str
) -> None:
    words, rights = ("甲局", "乙局", "丙局"), ("B", "AC", "ABC")
    rows = [
        [form.format(word) if letter in right else word for letter, word in zip("ABC", words, strict=True)]
        for right in rights
    ]
    book = Workbook()
    page = book.worksheets[0]
    page.append(["题干", "选项"] if joint else _HEAD[1:])
    for at, row in enumerate(rows):
        page.append([f"第{at}种证由谁发放", *([joint.join(row)] if joint else row)])
    book.save(tmp_path / "a.xlsx")
    result = read(tmp_path / "a.xlsx")
    assert _answers(result) == ["B", "AC", "ABC"]
    assert [option.text for option in result.items[2].options] == [*words]


def test_a_label_glued_to_a_latin_word_may_stand_out(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["题干", "选项"])
    red = InlineFont(color=Color(rgb="FFFF0000"))
    page.append(["哪些是甲局的系统", CellRichText(TextBlock(red, "A.mailB.telnet 2C.news"), "\nD.甲网")])
    page.append(["哪个是乙局的系统", CellRichText(TextBlock(red, "A.mail"), "\nB.telnet\nC.news\nD.甲网")])
    book.save(tmp_path / "a.xlsx")
    assert _answers(read(tmp_path / "a.xlsx")) == ["ABC", "A"]


def test_a_row_that_stands_out_as_a_whole_tells_nothing(tmp_path: Path) -> None:
    result = read(_book(tmp_path / "a.xlsx", ["D2", "B3", "C3", "D3", "E3", "C4"], fill=_YELLOW))
    assert _answers(result) == ["B", None, "A"]
    assert [problem.code for problem in result.items[1].problems] == ["answer-missing"]


def test_a_single_choice_with_every_option_marked_has_no_answer(tmp_path: Path) -> None:
    result = read(_book(tmp_path / "a.xlsx", ["C2", "D2", "E2", "C3", "E3", "C4"], fill=_YELLOW))
    assert _answers(result) == [None, "AC", "A"]


def _cell(text: str, *, red: bool = False) -> str:
    colour = '<w:rPr><w:color w:val="FF0000"/></w:rPr>' if red else ""
    return f"<w:tc><w:p><w:r>{colour}<w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_red_cells_of_a_word_table_with_a_header_tell_the_answer(tmp_path: Path) -> None:
    marked = ("B", "AC", "C")
    rows = ["".join(_cell(name) for name in _HEAD)]
    for row, letters in zip(_ROWS, marked, strict=True):
        cells = [_cell(text) for text in row[:2]]
        cells += [_cell(text, red=letter in letters) for letter, text in zip("ABC", row[2:], strict=True)]
        rows.append("".join(cells))
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert _answers(read(word(tmp_path / "a.docx", table))) == list(marked)


def _line(text: str, *, bold: bool = False) -> str:
    return f"<w:p><w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}<w:t>{text}</w:t></w:r></w:p>"


def test_options_that_are_all_bold_are_all_right_unless_the_stem_is_bold_too(tmp_path: Path) -> None:
    def question(number: int, marked: str, *, stem: bool = False) -> list[str]:
        options = (_line(f"{letter}. {letter}局", bold=letter in marked) for letter in "ABC")
        return [_line(f"{number}. 第{number}种证由谁发放（　　）", bold=stem), *options]

    body = [_line("二、多选题"), *question(1, "AB"), *question(2, "BC"), *question(3, "ABC")]
    assert _answers(read(word(tmp_path / "a.docx", *body))) == ["AB", "BC", "ABC"]
    body += question(4, "ABC", stem=True)
    assert _answers(read(word(tmp_path / "b.docx", *body))) == ["AB", "BC", "ABC", None]


def _rich_book(path: Path, colour: Color) -> Path:
    """Options in one cell each, the right ones in a colour."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(["题型", "题干", "选项"])
    for kind, stem, right in (
        ("单选题", "甲证由谁发放", "B"),
        ("多选题", "乙证由谁发放", "AC"),
        ("单选题", "丁证由谁发放", "A"),
    ):
        options = CellRichText()
        for label in "ABC":
            text = f"{label}. {label}局\n"
            options.append(TextBlock(InlineFont(color=colour), text) if label in right else text)
        page.append([kind, stem, options])
    book.save(path)
    book.close()
    return path


def _with_shared_texts(path: Path) -> Path:
    """The book as Excel writes it: the texts of its cells stand in a part of their own."""
    with ZipFile(path) as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    name = "xl/worksheets/sheet1.xml"
    texts = re.findall(r"<is>(.*?)</is>", parts[name], re.S)
    at = iter(range(len(texts)))
    parts[name] = re.sub(
        r't="inlineStr"\s*><is>.*?</is>', lambda _: f't="s"><v>{next(at)}</v>', parts[name], flags=re.S
    )
    shared = "".join(f"<si>{text}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{shared}</sst>'
    )
    with ZipFile(path, "w") as kept:
        for part, text in parts.items():
            kept.writestr(part, text)
    return path


@pytest.mark.parametrize("colour", [Color(rgb="FFFF0000"), Color(theme=5)], ids=["red", "of the theme"])
@pytest.mark.parametrize("shared", [False, True])
def test_coloured_words_inside_a_cell_tell_the_answer(tmp_path: Path, colour: Color, *, shared: bool) -> None:
    path = _rich_book(tmp_path / "a.xlsx", colour)
    result = read(_with_shared_texts(path) if shared else path)
    assert _answers(result) == ["B", "AC", "A"]


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_older_and_open_sheets_tell_the_answers_as_the_others_do(tmp_path: Path, ending: str) -> None:
    coloured = converted(_rich_book(tmp_path / "words.xlsx", Color(rgb="FFFF0000")), ending)
    filled = converted(_book(tmp_path / "cells.xlsx", ["D2", "C3", "E3", "C4"], fill=_YELLOW), ending)
    assert [_answers(read(path)) for path in (coloured, filled)] == [["B", "AC", "A"]] * 2


def test_words_in_the_dark_colour_of_the_theme_tell_no_answer(tmp_path: Path) -> None:
    result = read(_rich_book(tmp_path / "a.xlsx", Color(theme=1)))
    assert _answers(result) == [None, None, None]


def test_a_star_before_a_name_of_a_program_is_no_tick(tmp_path: Path) -> None:
    lines = (
        "单选题",
        "1. 指针所指的值写作（　　）",
        "A. *p",
        "B. p",
        "C. &p",
        "D. **p",
        "2. 甲证由谁发放（B）",
        "A. 甲局",
        "B. 乙局",
    )
    first, second = lines_read(tmp_path, *lines).items
    assert ([option.text for option in first.options], first.answer, second.answer) == (
        ["*p", "p", "&p", "**p"],
        None,
        "B",
    )


@pytest.mark.parametrize("sides", ["对\t错", "（对/错）", "正确  错误"])
def test_the_red_one_of_two_judgements_side_by_side_tells_the_answer(tmp_path: Path, sides: str) -> None:
    first, second = re.findall(r"\w+", sides)
    body = [paragraph("一、判断题")]
    for at, right in enumerate((first, second, second), 1):
        before, after = sides.split(right)
        red = f'<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t>{right}</w:t></w:r>'
        parts = (paragraph(before), red, paragraph(after))
        body += [paragraph(f"{at}. 甲{at}证由乙局发放。"), f"<w:p>{''.join(map(_inside, parts))}</w:p>"]
    assert _answers(read(word(tmp_path / "a.docx", *body))) == ["T", "F", "F"]


def _inside(part: str) -> str:
    return part.removeprefix("<w:p>").removesuffix("</w:p>")
