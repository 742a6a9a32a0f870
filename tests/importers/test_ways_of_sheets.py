"""Sheets as programs and clerks write them: numbers as they are shown, signs between options, reasons behind answers."""

from __future__ import annotations

import json
import struct
import zipfile
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from importers import DraftItem, read
from importers.containers.number_formats import shown
from tests.importers.build import sheet
from tests.importers.golden.files import HERE
from tests.importers.office import converted

HEAD = ["题型", "题目", "选项", "答案"]
KINDS = (("单选题", "A"), ("单选题", "B"), ("多选题", "ACD"))
TEXTS = ("甲局", "乙局", "丙局", "丁局")


def _options(item: DraftItem) -> list[str]:
    return [option.text for option in item.options]


def _shares(path: Path) -> Path:
    """A sheet whose options are a share, days, times and amounts of money."""
    book = Workbook()
    page = book.worksheets[0]
    for row in (
        ["题目", "A", "B", "答案"],
        ["定金不超过货款的多少？", 0.05, 0.2, "B"],
        ["甲日是哪一天？", date(2024, 3, 15), date(2024, 12, 4), "A"],
        ["甲处几时开门？", time(8, 30), time(9), "A"],
        ["罚款不超过多少？", 5000, 10000, "B"],
    ):
        page.append(row)
    for row, code in enumerate(("0%", 'm"月"d"日"', "h:mm", '"￥"#,##0'), 2):
        for cell in page[row]:
            cell.number_format = code
    book.save(path)
    book.close()
    return path


SHOWN = [["5%", "20%"], ["3月15日", "12月4日"], ["8:30", "9:00"], ["￥5,000", "￥10,000"]]


def test_options_that_are_numbers_are_read_as_the_sheet_shows_them(tmp_path: Path) -> None:
    assert [_options(item) for item in read(_shares(tmp_path / "a.xlsx")).items] == SHOWN


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_sheets_of_other_programs_show_their_numbers_too(tmp_path: Path, ending: str) -> None:
    assert [_options(item) for item in read(converted(_shares(tmp_path / "a.xlsx"), ending)).items] == SHOWN


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (0.0425, "0.00%", "4.25%"),
        (1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (12, '0"个月"', "12个月"),
        (3, "000", "003"),
        (2.0, "0.00", None),
        (0, '#,##0;-#,##0;"-"', None),
        (0.5, "# ?/?", None),
        (7, 'General"元"', None),
        (date(2024, 3, 5), "[$-804]yyyy\\-mm\\-dd;@", "2024-03-05"),
        (date(2024, 3, 5), "mmm-yy", None),
        (time(8, 5, 9), "hh:mm:ss", "08:05:09"),
        (time(8, 5), "yyyy/m/d", None),
    ],
)
def test_a_format_shows_what_it_says_or_is_left_to_others(
    value: float | date | time, code: str, seen: str | None
) -> None:
    assert shown(value, code) == seen


def test_a_sum_of_shares_has_no_digits_that_no_one_sees(tmp_path: Path) -> None:
    rows = [["题目", "A", "B", "答案"], ["系数是多少？", 0.1 + 0.2, 1, "A"], ["基数是多少？", 2, 3, "A"]]
    assert _options(read(sheet(tmp_path / "a.xlsx", 试题=rows)).items[0]) == ["0.3", "1"]


@pytest.mark.parametrize("joint", ["^", "#", "###", "$$", "$;$", "[$]", "~", "、", "，", "/", " ", "；"])
@pytest.mark.parametrize("labelled", [False, True])
def test_the_column_tells_what_stands_between_options(tmp_path: Path, joint: str, labelled: bool) -> None:
    rows: list[list[str]] = [HEAD]
    for at, (kind, answer) in enumerate(KINDS):
        texts = [
            f"{label}.{text}{at}" if labelled else f"{text}{at}"
            for label, text in zip("ABCD", TEXTS, strict=True)
        ]
        rows.append([kind, f"第{at}种甲证由谁发放？", joint.join(texts), answer])
    rows.append(
        [
            "判断题",
            "甲证由甲局发放。",
            joint.join(("A.正确", "B.错误") if labelled else ("正确", "错误")),
            "B",
        ]
    )
    *choices, judged = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert [_options(item) for item in choices] == [[f"{text}{at}" for text in TEXTS] for at in range(3)]
    assert (judged.type, judged.answer, judged.options, judged.problems) == ("true_false", "F", (), ())


def test_commas_that_part_options_unevenly_part_none(tmp_path: Path) -> None:
    cells = ("甲局，乙局，丙局", "甲局，乙局", "甲局，乙局，丙局，丁局")
    rows = [HEAD, *(["单选题", f"第{at}种甲证由谁发放？", cell, "A"] for at, cell in enumerate(cells))]
    items = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert all("options-too-few" in {problem.code for problem in item.problems} for item in items)


def test_objects_name_options_by_letters_and_flags_are_no_texts(tmp_path: Path) -> None:
    named = json.dumps(dict(zip("ABCD", TEXTS, strict=True)), ensure_ascii=False)
    flagged = json.dumps(
        [
            {"key": label, "value": value, "right": value == "3"}
            for label, value in zip("ABC", "135", strict=True)
        ]
    )
    rows = [HEAD, ["单选题", "甲证由谁发放？", named, "B"], ["单选题", "甲证的期限是几年？", flagged, "B"]]
    first, second = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert (_options(first), _options(second)) == ([*TEXTS], ["1", "3", "5"])


@pytest.mark.parametrize(
    "cell",
    ["B（解析：见甲条例第三条）", "B\n解析：见甲条例第三条", "B。见甲条例第三条", "B 解析：见甲条例第三条"],
)
def test_the_reason_behind_an_answer_explains_it(tmp_path: Path, cell: str) -> None:
    rows = [
        ["题目", "A", "B", "答案"],
        ["甲证由谁发放？", "甲局", "乙局", cell],
        ["乙证由谁发放？", "甲局", "乙局", "A"],
    ]
    item = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items[0]
    assert (item.answer, item.explanation, item.problems) == ("B", "见甲条例第三条", ())


def test_a_number_between_type_and_stem_is_that_of_the_question(tmp_path: Path) -> None:
    rows = [["题目", "答案"], ["【判断】1. 甲证由甲局发放。", "对"], ["【判断】2. 乙证由乙局发放。", "错"]]
    items = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert [(item.number, item.stem) for item in items] == [
        ("1", "甲证由甲局发放。"),
        ("2", "乙证由乙局发放。"),
    ]


def test_options_counted_in_chinese_may_be_answered_by_numbers(tmp_path: Path) -> None:
    head = ["题目", "备选答案一", "备选答案二", "备选答案三", "正确答案"]
    rows = [
        head,
        ["甲证由谁发放？", "甲局", "乙局", "丙局", 2],
        ["乙证由谁发放？", "甲局", "乙局", "丙局", "1,3"],
    ]
    assert [item.answer for item in read(sheet(tmp_path / "a.xlsx", 试题=rows)).items] == ["B", "AC"]


def test_sums_and_names_below_a_list_are_no_questions(tmp_path: Path) -> None:
    rows = [
        ["序号", "题目", "A", "B", "答案"],
        *([at, f"第{at}种甲证由谁发放？", "甲局", "乙局", "A"] for at in (1, 2)),
        ["合计", "共2题"],
        ["制表人：张三", "", "审核：李四"],
    ]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert (len(result.items), [piece.reason for piece in result.skipped].count("备注行")) == (2, 2)


def test_characters_named_as_in_web_pages_are_read_as_characters(tmp_path: Path) -> None:
    head = ["题目", "A", "B", "答案"]
    stems = [f"&ldquo;{name}证&rdquo;&nbsp;由谁发放？" for name in "甲乙丙"]
    rows = [head, *([stem, "甲局&nbsp;", "乙局", "A"] for stem in stems)]
    items = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert [item.stem for item in items] == ["“甲证” 由谁发放？", "“乙证” 由谁发放？", "“丙证” 由谁发放？"]
    assert all(_options(item) == ["甲局", "乙局"] for item in items)


def test_the_name_of_a_question_is_not_its_text(tmp_path: Path) -> None:
    rows = [
        ["Question name", "Question text", "A", "B", "Answer"],
        *([f"Q{at}", f"第{at}种甲证由谁发放？", "甲局", "乙局", "A"] for at in (1, 2)),
    ]
    items = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert [item.stem for item in items] == ["第1种甲证由谁发放？", "第2种甲证由谁发放？"]


def test_a_header_in_two_rows_may_have_the_letters_of_options_and_of_answers(tmp_path: Path) -> None:
    rows = [
        ["序号", "题目", "选项", "", "", "答案", "", ""],
        ["", "", "A", "B", "C", "A", "B", "C"],
        [1, "甲证由谁发放？", *TEXTS[:3], "", "√", ""],
        [2, "乙证由哪些局发放？", *TEXTS[:3], "√", "", "√"],
    ]
    items = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert [(item.answer, _options(item)) for item in items] == [("B", [*TEXTS[:3]]), ("AC", [*TEXTS[:3]])]


@pytest.mark.parametrize("heading", ["答案", "是否正确"])
def test_ticks_beside_rows_of_options_are_answers(tmp_path: Path, heading: str) -> None:
    rows = [["序号", "题目", "选项", heading]]
    for at, right in enumerate(("乙局", "甲局丙局"), 1):
        for text in TEXTS[:3]:
            first = (at, f"第{at}种甲证由谁发放？") if text == "甲局" else ("", "")
            rows.append([*map(str, first), text, "√" if text in right else ""])
    items = read(sheet(tmp_path / "a.xlsx", 试题=rows)).items
    assert [(item.answer, _options(item)) for item in items] == [("B", [*TEXTS[:3]]), ("AC", [*TEXTS[:3]])]


def test_the_right_one_beside_wrong_ones_comes_first_and_that_is_told(tmp_path: Path) -> None:
    rows = [
        ["题干", "正确项", "错误项", "错误项"],
        *([f"第{at}种甲证由谁发放？", *TEXTS[:3]] for at in (1, 2)),
    ]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [(item.answer, _options(item)) for item in result.items] == [("A", [*TEXTS[:3]])] * 2
    assert "options-unlabelled" in {problem.code for problem in result.problems}


@pytest.mark.parametrize("joint", ["#", "$", "^", "·", "\\"])
def test_letters_of_an_answer_may_be_joined_by_signs_of_programs(tmp_path: Path, joint: str) -> None:
    rows = [
        ["题文", "itemA", "itemB", "itemC", "答案"],
        *([f"第{at}证由哪些局发放？", *TEXTS[:3], joint.join("AC")] for at in (1, 2)),
    ]
    assert [item.answer for item in read(sheet(tmp_path / "a.xlsx", 试题=rows)).items] == ["AC", "AC"]


def _binary_record(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def test_a_binary_sheet_shows_its_numbers_too(tmp_path: Path) -> None:
    """Cells of the formats 1 and 2: the built-in share (9), and a code that the file gives itself (164)."""
    forms = [struct.pack("<HH12x", 0, form) for form in (0, 9, 164)]
    styles = b"".join(
        _binary_record(kind, body)
        for kind, body in (
            (615, struct.pack("<I", 1)), (44, struct.pack("<H", 164) + _wide('0"个月"')), (616, b""),
            (626, struct.pack("<I", 1)), (47, forms[2]), (627, b""), (617, struct.pack("<I", len(forms))), *((47, form) for form in forms), (618, b""),
        )
    )  # fmt: skip
    rows: list[list[tuple[str | float, int]]] = [
        [(word, 0) for word in ("题目", "A", "B", "答案")],
        [("定金不超过多少？", 0), (0.05, 1), (0.2, 1), ("B", 0)],
        [("最长多少？", 0), (6.0, 2), (12.0, 2), ("A", 0)],
        [("几份？", 0), (2.0, 0), (3.0, 0), ("A", 0)],
    ]
    cells = b""
    for at, row in enumerate(rows):
        cells += _binary_record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        for column, (held, form) in enumerate(row):
            value = _wide(held) if isinstance(held, str) else struct.pack("<d", held)
            cells += _binary_record(
                6 if isinstance(held, str) else 5, struct.pack("<II", column, form) + value
            )
    size = _binary_record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, 3))
    part = (
        _binary_record(129, b"") + size + _binary_record(145, b"") + cells + _binary_record(146, b"") + _binary_record(130, b"")
    )  # fmt: skip
    path = tmp_path / "a.xlsb"
    with zipfile.ZipFile(HERE / "containers" / "old-sheet.xlsb") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, part if name == "xl/worksheets/sheet1.bin" else old.read(name))
        new.writestr("xl/styles.bin", styles)
    seen = [["5%", "20%"], ["6个月", "12个月"], ["2", "3"]]
    assert [_options(item) for item in read(path).items] == seen
