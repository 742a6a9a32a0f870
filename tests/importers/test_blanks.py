"""Blanks drawn by underlining white space, answers typed on them, and the signs of symbol fonts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import read
from importers.account import counted
from importers.containers import word as container
from importers.containers.blanks import Piece, drawn, underlined
from importers.containers.blocks import Line
from importers.draft import DraftItem
from importers.safety import Limits
from tests.importers.build import paragraph, word

_OPTIONS = "A. 甲局    B. 乙局    C. 丙局    D. 丁局"


def _run(text: str, *properties: str) -> str:
    said = "".join(f"<w:{entry}/>" for entry in properties)
    return f'<w:r><w:rPr>{said}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _ruled(text: str, *more: str) -> str:
    return _run(text, 'u w:val="single"', *more)


def _one(path: Path, stem: str, *rest: str) -> DraftItem:
    (item,) = read(word(path / "a.docx", *rest[:1], f"<w:p>{_run('1. ')}{stem}</w:p>", *rest[1:])).items
    return item


@pytest.mark.parametrize(
    "blank",
    [
        _ruled("  B  "),
        _ruled("  ") + _ruled("B") + _ruled("  "),
        _ruled("  ") + _run("B") + _ruled("  "),
        _ruled("  B  ", 'color w:val="FF0000"'),
        _ruled("  ") + _ruled("B", "b") + _ruled("　　"),
        _ruled(" B"),
    ],
    ids=["one run", "three runs", "the letter plain", "red", "bold", "no blank behind"],
)
def test_an_answer_typed_on_an_underlined_blank_is_read_and_the_blank_stays(
    tmp_path: Path, blank: str
) -> None:
    item = _one(
        tmp_path, f"{_run('甲证由')}{blank}{_run('发放。')}", paragraph("一、单选题"), paragraph(_OPTIONS)
    )
    assert (item.stem, item.answer, item.problems) == ("甲证由____发放。", "B", ())


def test_a_blank_at_the_head_of_a_stem_stays_too(tmp_path: Path) -> None:
    item = _one(
        tmp_path, f"{_ruled('  AB ')}{_run('发放甲证。')}", paragraph("二、多选题"), paragraph(_OPTIONS)
    )
    assert (item.stem, item.answer, item.problems) == ("____发放甲证。", "AB", ())


@pytest.mark.parametrize(("sign", "side"), [("√", "T"), ("×", "F"), ("错误", "F")])
def test_a_statement_may_be_judged_on_an_underlined_blank(tmp_path: Path, sign: str, side: str) -> None:
    item = _one(tmp_path, f"{_run('甲证由乙局发放。')}{_ruled(f'  {sign}  ')}", paragraph("三、判断题"))
    assert (item.answer, item.problems) == (side, ())


def test_an_empty_underlined_blank_is_shown(tmp_path: Path) -> None:
    body = (paragraph(_OPTIONS), paragraph("答案：C"))
    item = _one(tmp_path, f"{_run('甲证由')}{_ruled('    ')}{_run('发放。')}", paragraph("一、单选题"), *body)
    assert (item.stem, item.answer) == ("甲证由____发放。", "C")


def test_an_underlined_option_is_no_blank(tmp_path: Path) -> None:
    body = f"<w:p>{_run('A. 甲局')}{_ruled('  ')}{_ruled('B')}{_ruled('. 乙局  ')}{_run('C. 丙局')}</w:p>"
    path = word(tmp_path / "a.docx", paragraph("1. 甲证由（  ）发放。"), body)
    lines = [block for block in container.read(path, Limits()).flow if isinstance(block, Line)]
    assert lines[1].text == "A. 甲局  B. 乙局  C. 丙局"
    assert [kind for _, _, kind in lines[1].emphasis] == ["underline", "underline"]


_pieces = st.lists(
    st.tuples(st.text("A甲 　\n√.", max_size=6), st.sampled_from(["", "colour", "underline", "bold"])),
    max_size=6,
)


@given(_pieces)
def test_drawing_blanks_loses_no_word(pieces: list[Piece]) -> None:
    split = [piece for text, kind in pieces for piece in underlined(text, kind)]
    for given_pieces in (pieces, split):
        assert counted("".join(text for text, _ in drawn(given_pieces))) == counted(
            "".join(text for text, _ in pieces)
        )


@pytest.mark.parametrize(
    ("run", "sign"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "√"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F04F"/></w:r>', "×"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>P</w:t></w:r>', "√"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>&#xF0FB;</w:t></w:r>', "×"),
        ("<w:r><w:t>&#xF0FC;</w:t></w:r>", "√"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "〔符号〕"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr><w:t>P</w:t></w:r>', "P"),
    ],
)
def test_the_signs_of_symbol_fonts_are_read_as_they_are_seen(tmp_path: Path, run: str, sign: str) -> None:
    path = word(tmp_path / "a.docx", f"<w:p>{_run('甲证由乙局发放。（')}{run}{_run('）')}</w:p>")
    (line,) = container.read(path, Limits()).flow
    assert isinstance(line, Line) and line.text == f"甲证由乙局发放。（{sign}）"


@pytest.mark.parametrize(("sides", "answer"), [("☑对   ☐错", "T"), ("□正确  ☑错误", "F")])
def test_sides_beside_each_other_behind_boxes_judge_a_statement(
    tmp_path: Path, sides: str, answer: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"1. 甲证由乙局发放。\n{sides}\n2. 乙证由甲局发放。\n{sides}\n", "utf-8")
    items = read(path).items
    assert [(item.type, item.stem, item.answer) for item in items] == [
        ("true_false", "甲证由乙局发放。", answer),
        ("true_false", "乙证由甲局发放。", answer),
    ]


def test_blanks_within_the_brackets_of_an_answer_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"一、多选题\n1. 甲证由（  ）发放。\n{_OPTIONS}\n正确答案：【 A B C 】\n", "utf-8")
    (item,) = read(path).items
    assert (item.answer, item.problems) == ("ABC", ())
