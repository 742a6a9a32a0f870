"""Every visible character ends in a question, a named skipped piece, or a problem."""

import json
import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import Unreadable, read
from importers.draft import ImportResult
from importers.normalise import squeeze
from tests.importers.build import paragraph, sheet, table, word, word_of
from tests.importers.questions import Manner, Question, manners, questions, written

_ORDINARY = settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_HEADS = (
    "", "", "", "1.", "2、", "（3）", "4 ", "第5题", "A.", "B、", "C ", "（D）", "答案：", "【答案】", "答案：A ", "解析：", "【解析】",
    "法律依据：", "难度：", "知识点：", "题型：", "分值：", "来源：", "一、单项选择题", "二、", "第一章 ", "[单选]", "【判断题】", "参考答案",
    "1-3 ABC", "1.A 2.B 3.C ", "题目：", "选项：", "（A）", "__B__", "√", "@@@", "---", "一、判断题（共3题）",
)  # fmt: skip
_payload = st.text(alphabet="甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥", min_size=4, max_size=8)
_tail = st.sampled_from(["", "（  ）。", "（A）", " B.", " 答案：C", "（√）", "？", " C、", "\t"])
_line = st.builds(
    lambda head, text, tail: (head + text + tail, text), st.sampled_from(_HEADS), _payload, _tail
)


def _said(result: ImportResult) -> str:
    return squeeze(json.dumps(result.as_json(), ensure_ascii=False))


@_ORDINARY
@given(st.lists(_line, min_size=1, max_size=25))
def test_no_word_of_a_disorderly_text_is_lost(tmp_path: Path, lines: list[tuple[str, str]]) -> None:
    path = tmp_path / "disorder.txt"
    path.write_text("\n".join(line for line, _ in lines), "utf-8")
    try:
        said = _said(read(path))
    except Unreadable as refused:
        assert refused.sentence.endswith("。")
        return
    assert [text for _, text in lines if text not in said] == []


@settings(_ORDINARY, max_examples=25)
@given(
    st.lists(_line, min_size=1, max_size=15), st.lists(st.lists(_payload, min_size=1, max_size=4), max_size=3)
)
def test_no_word_of_a_disorderly_word_file_is_lost(
    tmp_path: Path, lines: list[tuple[str, str]], rows: list[list[str]]
) -> None:
    body = [paragraph(line) for line, _ in lines]
    path = word(tmp_path / "disorder.docx", *body, table(rows) if rows else "", *body[:1])
    try:
        said = _said(read(path))
    except Unreadable as refused:
        assert refused.sentence.endswith("。")
        return
    texts = [text for _, text in lines] + [cell for row in rows for cell in row]
    assert [text for text in texts if text not in said] == []


@settings(_ORDINARY, max_examples=25)
@given(
    st.lists(
        st.lists(st.one_of(st.just(""), _payload, _line.map(lambda line: line[0])), max_size=9), max_size=8
    )
)
def test_no_cell_of_a_disorderly_sheet_is_lost(tmp_path: Path, rows: list[list[str]]) -> None:
    header = ["序号", "题型", "题干", "选项A", "选项B", "答案", "解析", "难度", "随意"]
    path = sheet(tmp_path / "disorder.xlsx", 试题=[["某单位"], header, *rows], 其他=rows[:2])
    try:
        said = _said(read(path))
    except Unreadable as refused:
        assert refused.sentence.endswith("。")
        return
    words = [
        word
        for row in rows
        for cell in row
        for word in re.findall("[甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥]{4,}", cell)
    ]
    assert [word for word in words if squeeze(word) not in said] == []


@_ORDINARY
@given(questions(), manners)
def test_the_account_of_an_orderly_file_is_complete(
    tmp_path: Path, asked: list[Question], manner: Manner
) -> None:
    text = written(asked, manner)
    said = _said(read(word_of(tmp_path / "orderly.docx", text)))
    runs = re.findall(r"[\u4e00-\u9fff]{4,}", text)
    assert [run for run in runs if run not in said and run not in "正确答案"] == []
