"""What the markup of Word makes of text: fills and styles that stand out, boxes, readings, small figures, merged cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers import read
from tests.importers.build import ASKED, NAMES, OPTIONS, lines_read, one_read, paragraph, table, word

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_STYLES = {
    "word/styles.xml": f"<w:styles {NAMES}>"
    '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="正确项"/><w:rPr><w:color w:val="C00000"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="right"><w:name w:val="对"/><w:basedOn w:val="base"/></w:style>'
    '<w:style w:type="character" w:styleId="strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="link"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0563C1"/></w:rPr></w:style>'
    "</w:styles>"
}
_FILL = '<w:shd w:val="clear" w:fill="{}"/>'


def _marked(text: str, run: str = "", block: str = "") -> str:
    return f"<w:p><w:pPr>{block}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def _asked(folder: Path, right: str) -> str | None:
    options = [right if text.startswith("C") else paragraph(text) for text in OPTIONS]
    body = [paragraph("一、单选题"), paragraph("1、" + ASKED), *options]
    (item,) = read(word(folder / "题.docx", *body, parts=_STYLES)).items
    assert [option.text for option in item.options] == ["甲局", "乙局", "丙局", "丁局"]
    return item.answer


@pytest.mark.parametrize(
    ("run", "block"),
    [
        (_FILL.format("FFFF00"), ""),
        ("", _FILL.format("92D050")),
        ("", '<w:pStyle w:val="right"/>'),
        ('<w:rStyle w:val="strong"/>', ""),
    ],
)
def test_an_option_with_a_fill_or_in_a_style_of_its_own_is_the_answer(
    tmp_path: Path, run: str, block: str
) -> None:
    assert _asked(tmp_path, _marked("C. 丙局", run, block)) == "C"


@pytest.mark.parametrize("run", [_FILL.format("F2F2F2"), '<w:rStyle w:val="link"/>', _FILL.format("auto")])
def test_a_grey_fill_and_a_link_tell_nothing(tmp_path: Path, run: str) -> None:
    assert _asked(tmp_path, _marked("C. 丙局", run)) is None


def _control(*, on: bool) -> str:
    state = f'<w:sdtPr><w14:checkbox {_W14}><w14:checked w14:val="{int(on)}"/></w14:checkbox></w:sdtPr>'
    sign = "☒" if on else "☐"
    return f"<w:sdt>{state}<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"


def _form(*, on: bool) -> str:
    said = "<w:checked/>" if on else '<w:default w:val="0"/>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{said}</w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize("box", [_control, _form])
def test_boxes_that_are_ticked_tell_the_answer(tmp_path: Path, box: object) -> None:
    assert callable(box)
    boxed = (f"<w:p>{box(on=text[0] in 'AD')}<w:r><w:t> {text}</w:t></w:r></w:p>" for text in OPTIONS)
    body = [paragraph("一、多选题"), paragraph("1、" + ASKED), *boxed]
    (item,) = read(word(tmp_path / "题.docx", *body)).items
    assert (item.answer, [option.text for option in item.options]) == ("AD", ["甲局", "乙局", "丙局", "丁局"])


def test_a_crossed_box_among_empty_ones_is_ticked(tmp_path: Path) -> None:
    assert (
        one_read(tmp_path, "一、单选题", f"1、{ASKED}", "☐ A. 甲局", "☒ B. 乙局", "☐ C. 丙局").answer == "B"
    )
    assert one_read(tmp_path, "一、判断题", "1、甲证由乙局发放。  ☐正确 ☒错误").answer == "F"


def test_a_tick_in_the_place_of_a_box_labels_an_option_too(tmp_path: Path) -> None:
    lines = (f"1、{ASKED}", "□甲局", "√乙局", "□丙局", "2、乙证由谁收回（　　）。", "√甲局", "□乙局", "□丙局")
    items = lines_read(tmp_path, "一、单选题", *lines).items
    assert [(item.answer, len(item.options)) for item in items] == [("B", 3), ("A", 3)]


def test_readings_above_characters_and_small_figures_are_kept(tmp_path: Path) -> None:
    def raised(text: str, how: str) -> str:
        return f'<w:r><w:rPr><w:vertAlign w:val="{how}"/></w:rPr><w:t>{text}</w:t></w:r>'

    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>jiān</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>缄</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    stem = f"<w:p><w:r><w:t>1、所谓</w:t></w:r>{ruby}<w:r><w:t>默，即甲室不足9m</w:t></w:r>{raised('2', 'superscript')}"
    stem += f"<w:r><w:t>，CO</w:t></w:r>{raised('2', 'subscript')}{raised('注', 'superscript')}<w:r><w:t>（B）。</w:t></w:r></w:p>"
    (item,) = read(word(tmp_path / "题.docx", stem, *map(paragraph, OPTIONS))).items
    assert item.stem == "所谓缄（jiān）默，即甲室不足9m²，CO₂注（　　）。"
    page = "<html><body><p>1、甲室不足9m<sup>2</sup>（B）。</p>" + "".join(
        f"<p>{text}</p>" for text in OPTIONS
    )
    (item,) = lines_read(tmp_path, page, name="题.html").items
    assert item.stem == "甲室不足9m²（　　）。"


def test_a_deleted_paragraph_has_no_number(tmp_path: Path) -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    lists = f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    gone = f"<w:p><w:pPr>{number}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>旧题</w:delText></w:r></w:del></w:p>"
    asked = [paragraph(f"{name}证由谁发放（B）。", f"<w:pPr>{number}</w:pPr>") for name in "甲乙"]
    options = [paragraph(text) for text in OPTIONS]
    body = [paragraph("一、单选题"), asked[0], *options, gone, asked[1], *options]
    result = read(word(tmp_path / "题.docx", *body, parts={"word/numbering.xml": lists}))
    assert [problem.code for problem in result.problems] == ["deleted-text"]
    assert [item.answer for item in result.items] == ["B", "B"]


def test_a_type_in_a_cell_merged_downwards_holds_for_all_its_rows(tmp_path: Path) -> None:
    def cell(text: str, merged: str = "") -> str:
        return f"<w:tc><w:tcPr>{merged}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = ["".join(map(cell, ("题型", "序号", "题目", "选项", "答案")))]
    for at, kind in enumerate(("单选题", "", "判断题", "")):
        merged = '<w:vMerge w:val="restart"/>' if kind else "<w:vMerge/>"
        chosen = at < 2
        told = (f"甲证{at}由谁发放。", "A. 甲局\nB. 乙局" if chosen else "", "B" if chosen else "√")
        rows.append(cell(kind, merged) + "".join(map(cell, (str(at + 1), *told))))
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    result = read(word(tmp_path / "题.docx", table))
    assert [item.type for item in result.items] == ["single_choice"] * 2 + ["true_false"] * 2
    assert not result.problems
    assert not any(item.problems for item in result.items)


def test_the_words_of_an_option_underlined_in_the_stem_fill_its_gap(tmp_path: Path) -> None:
    stem = '<w:p><w:r><w:t>1、甲证由</w:t></w:r><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>{}</w:t></w:r>'
    stem += "<w:r><w:t>发放{}。</w:t></w:r></w:p>"

    def told(words: str, behind: str = "") -> tuple[str, str | None]:
        body = [paragraph("一、单选题"), stem.format(words, behind), *map(paragraph, OPTIONS)]
        (item,) = read(word(tmp_path / "题.docx", *body)).items
        return item.stem, item.answer

    assert told("乙局") == ("甲证由____发放。", "B")
    assert told("戊局") == ("甲证由戊局发放。", None)
    assert told("乙局", "，即由（　　）办") == ("甲证由乙局发放，即由（　　）办。", None)


def test_rows_of_a_key_that_count_on_are_one_key(tmp_path: Path) -> None:
    body = [paragraph("一、单选题")]
    for number in range(1, 5):
        body += [paragraph(f"{number}、{number}号证由谁发放（　　）。"), *map(paragraph, OPTIONS)]
    body += [paragraph("二、判断题"), paragraph("5、甲证由乙局发放。（　　）"), paragraph("参考答案")]
    rows = (("题号", "1", "2", "3"), ("答案", "A", "B", "C"), ("题号", "4", "5", ""), ("答案", "D", "×", ""))
    for first in (0, 1):  # with and without the names of the rows
        result = read(word(tmp_path / "题.docx", *body, table([row[first:] for row in rows])))
        assert [item.answer for item in result.items] == ["A", "B", "C", "D", "F"]
        assert not result.problems


def test_a_key_with_a_column_for_each_type_is_read_by_columns(tmp_path: Path) -> None:
    body = [paragraph("一、单选题")]
    for number in (1, 2):
        body += [paragraph(f"{number}、{number}号证由谁发放（　　）。"), *map(paragraph, OPTIONS)]
    body += [paragraph("二、判断题"), paragraph("1、甲证由乙局发放。（　　）"), paragraph("参考答案")]
    result = read(
        word(tmp_path / "题.docx", *body, table([("单选题", "判断题"), ("1.D", "1.×"), ("2.C", "")]))
    )
    assert [item.answer for item in result.items] == ["D", "C", "F"]
    assert not result.problems


def test_a_coloured_cell_of_a_word_table_tells_the_answer(tmp_path: Path) -> None:
    def cell(text: str, fill: str = "") -> str:
        return f"<w:tc><w:tcPr>{_FILL.format(fill) if fill else ''}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [cell(text, "FFFF00" if text[0] == "B" else "") for text in OPTIONS]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    (item,) = read(word(tmp_path / "题.docx", paragraph("一、单选题"), paragraph(f"1、{ASKED}"), table)).items
    assert item.answer == "B"


def test_a_number_or_letter_that_counts_an_answer_is_none(tmp_path: Path) -> None:
    asked = [[f"{at}. {name}证由谁发放？", *OPTIONS] for at, name in ((1, "甲"), (2, "乙"), (4, "丙"))]
    lines = (*asked[0], "E. 答案：B", "F. 解析：见甲令。", *asked[1], "3. 答案：C", *asked[2], "答案：D")
    result = lines_read(tmp_path, "一、单选题", *lines)
    assert [(item.answer, len(item.options)) for item in result.items] == [("B", 4), ("C", 4), ("D", 4)]
    assert [piece.text for piece in result.skipped if piece.reason == "自动编号"] == ["E.", "F.", "3."]
    assert result.items[0].explanation == "见甲令。"


def test_the_numbers_of_a_key_with_explanations_stay(tmp_path: Path) -> None:
    asked = [line for at in (1, 2, 3) for line in (f"{at}. {at}号证由谁发放？", *OPTIONS)]
    key = [
        line
        for at, answer in enumerate("ACD", 1)
        for line in (f"{at}. 答案：{answer}", f"解析：见{at}号令。")
    ]
    result = lines_read(tmp_path, "一、单选题", *asked, "参考答案", *key)
    assert [item.answer for item in result.items] == ["A", "C", "D"]
    assert not result.problems


@pytest.mark.parametrize("kind", ["footnote", "endnote", "comment"])
def test_notes_that_are_answers_are_read_where_they_hang_and_others_named(tmp_path: Path, kind: str) -> None:
    said = {"1": "答案：B", "2": "C", "3": "甲令第三条"}
    notes = "".join(f'<w:{kind} w:id="{at}">{paragraph(text)}</w:{kind}>' for at, text in said.items())
    body = [paragraph("一、单选题")]
    for at in said:
        stem = f"<w:r><w:t>{at}、{at}号证由谁发放（　　）。</w:t></w:r>"
        body += [f'<w:p>{stem}<w:r><w:{kind}Reference w:id="{at}"/></w:r></w:p>', *map(paragraph, OPTIONS)]
    parts = {f"word/{kind}s.xml": f"<w:{kind}s {NAMES}>{notes}</w:{kind}s>"}
    result = read(word(tmp_path / "题.docx", *body, parts=parts))
    assert [item.answer for item in result.items] == ["B", "C", None]
    assert [piece.text for piece in result.skipped if piece.place.part] == ["甲令第三条"]


def test_letters_that_run_on_over_questions_begin_anew_with_each(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    lettered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    offices = [f"{name}局" for name in "甲乙丙丁"]

    def asked(number: int) -> list[str]:
        stem = paragraph(f"{number}、{number}号证由谁发放（C）。")
        return [stem, *(paragraph(office, lettered) for office in offices)]

    body = [paragraph("一、单选题"), *(line for number in range(1, 9) for line in asked(number))]
    result = read(word(tmp_path / "题.docx", *body, parts={"word/numbering.xml": lists}))
    assert [item.answer for item in result.items] == ["C"] * 8
    assert all([option.text for option in item.options] == offices for item in result.items)
    assert [problem.code for problem in result.problems] == ["number-doubtful"]
    apart = [asked(1)[0], *asked(1)[1:3], paragraph("（以上为市级）"), *asked(1)[3:]]
    (item,) = read(word(tmp_path / "题.docx", *apart, parts={"word/numbering.xml": lists})).items
    assert [option.label for option in item.options] == ["A", "B", "C", "D"]
