"""Tables whose rows differ in length are read, or refused by a sentence, whatever their headings."""

import csv
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import Unreadable, read
from tests.importers.build import table, word

_HEADINGS = (
    "序号", "题号", "题型", "题干", "题目", "选项", "选项A", "选项B", "选项C", "A", "B", "答案", "正确答案", "错误答案1", "是否正确",
    "是否A正确", "正确", "错误", "解析", "依据", "难度", "分值", "章节", "标签", "内容", "备注", "", "type", "options", "answer",
)  # fmt: skip
_CELLS = (
    "", "1", "2", "单选题", "多选题", "判断题", "甲证由谁发放（　　）", "乙证应当公示", "甲局", "乙局", "丙局", "A", "AB", "√", "×", "对", "错", "是", "否",
    "0", "A.甲局\nB.乙局", "A、甲局 B、乙局", "甲|乙|丙", '["甲","乙"]', "易", "0.5", "答案：A", "合计", "解析：见办法", "一、单选题",
)  # fmt: skip
_HEADS = st.lists(st.sampled_from(_HEADINGS), min_size=1, max_size=9)
_ROWS = st.lists(st.lists(st.sampled_from(_CELLS), max_size=10), min_size=1, max_size=9)
_ORDINARY = settings(
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _read_or_refused(path: Path) -> None:
    try:
        read(path)
    except Unreadable as refused:
        assert refused.sentence.endswith("。")


@_ORDINARY
@given(_HEADS, _ROWS, st.integers(0, 3))
def test_rows_of_any_length_below_any_headings_are_read_or_refused(
    tmp_path: Path, head: list[str], rows: list[list[str]], at: int
) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*rows[:at], head, *rows[at:]])
    _read_or_refused(path)


@settings(_ORDINARY, max_examples=50)
@given(_HEADS, _ROWS, _HEADS, _ROWS)
def test_so_are_several_tables_of_a_word_file(
    tmp_path: Path, head: list[str], rows: list[list[str]], other: list[str], others: list[list[str]]
) -> None:
    _read_or_refused(word(tmp_path / "a.docx", table([head, *rows]), table([other, *others])))


def test_ticks_beside_rows_of_options_that_end_early_are_read(tmp_path: Path) -> None:
    rows = [
        ["题干", "答案", "选项"],
        ["何者正确", "√", "甲局"],
        ["", "", "乙局"],
        ["何者可行"],
        ["", "√", "丙局"],
        ["", "", "丁局"],
    ]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert [item.stem for item in read(path).items] == ["何者正确", "何者可行"]
