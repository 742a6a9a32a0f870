"""The list of the bank as a file: who may take it, what it holds, and what the trail keeps of it."""

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

import importers
from qbank.access import Role
from qbank.commands.bank import command
from qbank.items.content import QuestionContent, text_blocks
from qbank.items.exporting import MOST
from qbank.items.models import BankExport, ItemState, QuestionType, Scope
from qbank.trail import AuditEntry
from tests.importers.build import drawing, paragraph, pictures, png, word
from tests.items.support import add, content
from tests.support.people import Site


@pytest.fixture
def stems(site: Site) -> list[str]:
    """Three questions in the bank, one of each type."""
    editor = site.person("editor", Role.EDITOR)
    add(site, editor, "电梯应当多久检查一次（　　）。", difficulty=2, topics=["日常检查"])
    many = content(
        "哪些属于日常检查（　　）。",
        type=QuestionType.MULTIPLE_CHOICE,
        answer_key="ACD",
        citation="《某条例》第一条",
    )
    add(site, editor, "", content=many, scope=Scope.SECTOR)
    truth = QuestionContent(type=QuestionType.TRUE_FALSE, stem=text_blocks("应当每日检查。"), answer_key="F")
    add(site, editor, "", content=truth, state=ItemState.IN_REVIEW)
    return ["电梯应当多久检查一次（　　）。", "哪些属于日常检查（　　）。", "应当每日检查。"]


def export(client: FlaskClient, ending: str = "xlsx", query: str = "") -> str:
    """The address of the page that shows the export."""
    answer = client.post(f"/bank/export.{ending}?{query}")
    assert answer.status_code == 302
    waiting = client.get(answer.headers["Location"])
    assert waiting.status_code == 302
    return waiting.headers["Location"]


def read(folder: Path, client: FlaskClient, page: str, ending: str) -> list[importers.DraftItem]:
    path = folder / f"export.{ending}"
    path.write_bytes(client.get(f"{page}/file").data)
    return list(importers.read(path).items)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_the_whole_bank_is_written_with_its_answers_and_reads_back(
    site: Site, stems: list[str], tmp_path: Path, ending: str
) -> None:
    editor = site.as_person("editor", Role.EDITOR)
    page = export(editor, ending)
    assert "导出 3 道题" in editor.get(page).text
    items = read(tmp_path, editor, page, ending)
    assert [item.stem for item in items] == stems
    assert [item.answer for item in items] == ["B", "ACD", "F"]
    assert (items[0].difficulty, items[0].topics, items[1].citation) == (2, ("日常检查",), "《某条例》第一条")


def test_only_what_the_filters_show_is_written_and_the_trail_keeps_who_and_how_many(
    site: Site, stems: list[str], tmp_path: Path
) -> None:
    editor = site.as_person("editor", Role.EDITOR)
    page = export(editor, "xlsx", "type=multiple_choice&state=accepted")
    assert [item.stem for item in read(tmp_path, editor, page, "xlsx")] == [stems[1]]
    sheet = load_workbook(BytesIO(editor.get(f"{page}/file").data)).worksheets[0]
    assert [cell.value for cell in sheet[2]][-3:] == [site.office, "行业法", "通过"]
    with site.services.database.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "bank.export")).one()
        assert entry.who == "editor先生"
        assert entry.details == {"questions": 1, "left_out": 0, "kind": "xlsx"}


def test_a_question_that_no_file_carries_is_named_with_the_reason(site: Site, stems: list[str]) -> None:
    editor = site.person("editor", Role.EDITOR)
    add(site, editor, "有空行\n\n的题干")
    pictured = content("看图（　　）。")
    pictured.stem.append(
        {"kind": "image", "href": f"figures/{'0' * 64}", "alt": "图", "width": 4, "height": 3}
    )
    add(site, editor, "", content=pictured)
    client = site.as_person("editor", Role.EDITOR)
    page = client.get(export(client, "docx")).text
    assert "没有写进文件的 2 道" in page
    assert "题干读回来和原来不一样" in page
    assert "有一个图的文件已丢失" in page


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_question_with_figures_is_loaded_from_its_export_as_the_same_question(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setenv("QBANK_DATA", str(site.services.settings.data))
    site.unit(site.office)
    formula = "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    body = (
        "<w:p><w:r><w:t>1. 图中标志表示（　　）。</w:t></w:r>" + drawing("p1", "警示牌") + "</w:p>",
        paragraph("A. 停车"),
        f"<w:p><w:r><w:t>B. 缓行</w:t></w:r>{formula if ending == 'docx' else ''}</w:p>",
        paragraph("答案：A"),
    )
    source = word(tmp_path / "a.docx", paragraph("一、单选题"), *body, parts=pictures(p1=png()))
    target = tmp_path / f"题库.{ending}"
    for arguments in (["load", str(source), "--scope", "public"], ["export", str(target)]):
        done = CliRunner().invoke(command, arguments)
        assert done.exit_code == 0, done.output
    assert "写了 1 道题，没有写进的 0 道" in done.output
    again = CliRunner().invoke(command, ["load", str(target), "--scope", "public", "--dry-run"])
    assert "读到 1 道题，重复的 1 道，有错的 0 道。" in again.output


def test_a_question_whose_picture_nobody_can_see_is_not_loaded(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QBANK_DATA", str(site.services.settings.data))
    site.unit(site.office)
    golden = Path(__file__).parents[1] / "importers" / "golden" / "containers" / "with-figures.docx"
    done = CliRunner().invoke(command, ["load", str(golden), "--scope", "public"])
    assert "载入 0 道题，没有载入 1 道。" in done.output
    assert "〔图2〕是 WMF 图形" in done.output


def test_an_export_is_for_the_person_who_asked_and_nobody_else(site: Site, stems: list[str]) -> None:
    page = export(site.as_person("editor", Role.EDITOR))
    other = site.as_person("chief", Role.CHIEF_EDITOR)
    assert other.get(page).status_code == 404
    assert other.get(f"{page}/file").status_code == 404


@pytest.mark.parametrize("role", [Role.SUBMITTER, Role.RELEASER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_see_the_bank_may_not_export_it(site: Site, stems: list[str], role: Role) -> None:
    assert site.as_person("other", role).post("/bank/export.xlsx").status_code == 403


def test_too_many_questions_for_one_file_are_said_before_anything_is_made(
    site: Site, stems: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOST, "docx", 2)
    editor = site.as_person("editor", Role.EDITOR)
    answer = editor.post("/bank/export.docx?scope=public", follow_redirects=True)
    assert "导出" in answer.text
    answer = editor.post("/bank/export.docx", follow_redirects=True)
    assert "有 3 道题，一个文件最多写 2 道。" in answer.text
    assert "没有题可以导出。" in editor.post("/bank/export.docx?topic=没有", follow_redirects=True).text
    with site.services.database.reading() as session:
        assert len(session.scalars(select(BankExport)).all()) == 1


def test_the_command_writes_the_same_file(
    site: Site, stems: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QBANK_DATA", str(site.services.settings.data))
    target = tmp_path / "题库.docx"
    done = CliRunner().invoke(command, ["export", str(target), "--scope", "public"])
    assert done.exit_code == 0, done.output
    assert "写了 2 道题，没有写进的 0 道" in done.output
    assert [item.stem for item in importers.read(target).items] == [stems[0], stems[2]]
    refused = CliRunner().invoke(command, ["export", str(tmp_path / "题库.pdf")])
    assert refused.exit_code == 1 and "要以 .docx 或 .xlsx 结尾" in refused.output
