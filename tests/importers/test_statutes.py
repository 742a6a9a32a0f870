"""The text of a law: chapters, articles, paragraphs and its days."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from importers import Unreadable
from importers.statutes import parse_statute, read_statute
from tests.importers.build import paragraph, table, word, word_of

_TEXT = """云州市示例条例
（2021年3月5日云州市人民代表大会常务委员会第三次会议通过　2024年6月1日第九次会议修正）
目　录
第一章　总　则
第二章　附　则
第一章　总　则
第一条　为了示范，制定本条例。
第二条 本条例适用于下列事项：
（一）登记；
（二）备案。
第二条之一　前条所列事项，由市人民政府公布。
第二章　附　则
第三条　违反第二条第二款规定的，责令改正。
第一条所称示范，包括试行。
第十条 不是下一条。
第四条　本条例自2024年9月1日起施行。"""


def test_a_law_is_read_into_articles_with_their_chapters() -> None:
    statute = parse_statute(_TEXT)
    assert statute.title == "云州市示例条例"
    assert (statute.adopted, statute.in_force) == (date(2024, 6, 1), date(2024, 9, 1))
    assert [article.number for article in statute.articles] == ["1", "2", "2-1", "3", "4"]
    assert statute.articles[2].label == "第二条之一"
    assert statute.articles[1].paragraphs == ("本条例适用于下列事项：", "（一）登记；", "（二）备案。")
    assert [article.chapter for article in statute.articles] == ["第一章 总 则"] * 3 + ["第二章 附 则"] * 2


def test_a_law_reads_alike_from_text_markdown_and_word(tmp_path: Path) -> None:
    plain = tmp_path / "a.txt"
    plain.write_text(_TEXT, "utf-8")
    marked = tmp_path / "a.md"
    marked.write_text("# " + _TEXT.replace("\n第", "\n\n## 第").replace("第一条", "**第一条**", 1), "utf-8")
    readings = [read_statute(path) for path in (plain, marked, word_of(tmp_path / "a.docx", _TEXT))]
    assert readings[0] == readings[1] == readings[2]


def test_a_text_without_articles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("一篇短文", "utf-8")
    with pytest.raises(Unreadable, match="第一条"):
        read_statute(path)


def test_published_laws_have_the_number_of_articles_that_their_catalogue_says(shared_dir: Path) -> None:
    with (shared_dir / "laws" / "catalogue.tsv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source, delimiter="\t"))
    wrong = [
        row["file"] for row in rows
        if len(read_statute(shared_dir / "laws" / row["file"]).articles) != int(row["articles"])
    ]  # fmt: skip
    assert rows
    assert wrong == []


def _published(articles: int) -> list[str]:
    """The lines of an invented law, with a deleted number's successor, 之一 and paragraphs that quote other articles."""
    lines = ["云州市示例条例", "（2021年3月5日通过）", "第一章　总　则"]
    for at in range(1, articles + 1):
        label = f"第{_chinese(at)}条"
        lines.append(f"{label}　本条规定第{at}项示例事项。")
        if at % 4 == 0:
            lines += [f"{label}之一　前条所列事项另行公布。", "第一条、第二条所列情形除外。"]
        if at % 7 == 0:
            lines += [f"第{_chinese(at // 7)}条第一款规定的机关，应当协助。"]
        if at == articles // 2:
            lines += ["第二章　分　则", "第一节　一般规定"]
    return lines


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


_WAYS: dict[str, Callable[[list[str]], list[str]]] = {
    "as it is": lambda lines: lines,
    "with a table of contents": lambda lines: [
        *lines[:2],
        "目　录",
        *(line for line in lines if "章　" in line or "节　" in line),
        *lines[2:],
    ],
    "with wide indents": lambda lines: ["　　" + line for line in lines],
    "without a gap behind the number": lambda lines: [line.replace("条　", "条").replace("之一　", "之一") for line in lines],
    "with a line for the number": lambda lines: "\n".join(lines).replace("条　", "条\n").split("\n"),
    "with an annex": lambda lines: [*lines, "附件：", "示例名录", "第一条　名录所称示例，包括试行。"],
    "with an amendment's preamble": lambda lines: [
        lines[0],
        "（根据2023年1月2日《关于修改〈云州市示例条例〉第三条的决定》修正）",
        *lines[1:],
    ],
}  # fmt: skip


@pytest.mark.parametrize("way", list(_WAYS))
@pytest.mark.parametrize("container", ["txt", "docx", "soft"])
def test_a_law_has_its_articles_however_it_is_published(tmp_path: Path, way: str, container: str) -> None:
    lines = _WAYS[way](_published(40))
    if container == "txt":
        path = tmp_path / "law.txt"
        path.write_text("\n".join(lines), "utf-8")
    elif container == "docx":
        path = word_of(tmp_path / "law.docx", "\n".join(lines))
    else:  # everything behind the title in one paragraph with soft breaks
        path = word(tmp_path / "law.docx", paragraph(lines[0]), paragraph("\n".join(lines[1:])))
    statute = read_statute(path)
    wanted = [str(at) + part for at in range(1, 41) for part in (("", "-1") if at % 4 == 0 else ("",))]
    assert [article.number for article in statute.articles] == wanted
    assert "名录" not in "".join(statute.articles[-1].paragraphs)


def test_annexes_and_tables_are_named_with_their_places_and_not_read_as_articles(tmp_path: Path) -> None:
    annexes = ["附件1：示例名录", "第一条　名录所称示例，包括试行。", "附件2", "收费标准"]
    lines = [*_published(40), *annexes]
    path = word(tmp_path / "law.docx", *map(paragraph, lines), table([["项目", "金额"], ["登记", "十元"]]))
    told = [(piece.place.in_words(), piece.text, piece.reason) for piece in read_statute(path).skipped]
    at = len(lines) - 3
    assert told == [
        (f"第 {at} 段", "附件1：示例名录\n第一条 名录所称示例，包括试行。", "附件，没有读作条文"),
        (f"第 {at + 2} 段", "附件2\n收费标准", "附件，没有读作条文"),
        (f"第 {at + 4} 段", "项目\t金额\n登记\t十元", "表格，没有读作条文"),
    ]


def test_comments_before_an_annex_do_not_move_its_place() -> None:
    text = f"---\ntitle: 示例\n---\n<!-- 一\n二 -->\n{_TEXT}\n附件\n名录"
    [piece] = parse_statute(text).skipped
    assert piece.place.line == text.split("\n").index("附件") + 1
