import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from qbank.access import Role
from qbank.cli import main
from qbank.items.models import Item
from qbank.laws.models import Law
from tests.items.support import add, row, sheet
from tests.support.people import Site


@pytest.fixture
def run(site: Site, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("QBANK_DATA", str(site.services.settings.data))
    site.unit(site.office)
    return CliRunner()


def test_the_command_loads_a_file_and_lists_what_was_left_out(
    site: Site, run: CliRunner, tmp_path: Path
) -> None:
    path = sheet(tmp_path, [row(1), row(2, 题干="=第2题（　　）。", 答案=""), row(3)])
    listed = tmp_path / "没有载入.csv"
    given = ["bank", "load", str(path), "--scope", "public", "--unit", site.office, "--state", "accepted"]
    said = run.invoke(main, [*given, "--left-out", str(listed)])
    assert said.exit_code == 0, said.output
    assert "载入 2 道题，没有载入 1 道" in said.output
    with listed.open(encoding="utf-8-sig") as stream:
        rows = list(csv.reader(stream))
    assert "第 3 行" in rows[1][1]
    assert rows[1][2].startswith("'=")
    assert "缺答案" in rows[1][3]
    assert "2 道题缺法规或难度" in said.output
    assert "其中 2 道缺法规或难度，没有直接通过" in said.output
    with site.services.database.reading() as session:
        assert {item.state for item in session.query(Item)} == {"in_review"}


def test_a_dry_run_loads_nothing(site: Site, run: CliRunner, tmp_path: Path) -> None:
    given = ["bank", "load", str(sheet(tmp_path, [row(1)])), "--scope", "public", "--dry-run"]
    said = run.invoke(main, given)
    assert said.exit_code == 0, said.output
    assert "读到 1 道题" in said.output
    with site.services.database.reading() as session:
        assert session.query(Item).count() == 0


def test_the_command_registers_the_cited_laws_where_it_is_told_to(
    site: Site, run: CliRunner, tmp_path: Path
) -> None:
    given = ["bank", "load", str(sheet(tmp_path, [row(1)])), "--scope", "public", "--state", "accepted"]
    said = run.invoke(main, [*given, "--dry-run", "--add-laws"])
    assert "1 部法规还没有登记：云州市电梯安全条例。" in said.output
    with site.services.database.reading() as session:
        assert session.query(Law).count() == 0
    said = run.invoke(main, [*given, "--add-laws"])
    assert said.exit_code == 0, said.output
    assert "已按名称登记 1 部法规：云州市电梯安全条例。" in said.output
    with site.services.database.reading() as session:
        assert [item.state for item in session.query(Item)] == ["accepted"]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--unit", "没有的局"], "没有名为“没有的局”的单位"),
        (["--law", "没有的法"], "没有登记“没有的法”"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(
    run: CliRunner, tmp_path: Path, more: list[str], sentence: str
) -> None:
    said = run.invoke(main, ["bank", "load", str(sheet(tmp_path, [row(1)])), "--scope", "public", *more])
    assert said.exit_code == 1
    assert sentence in said.output


def test_a_file_that_is_not_there_is_said_so(run: CliRunner) -> None:
    said = run.invoke(main, ["bank", "load", "没有.xlsx", "--scope", "public"])
    assert said.exit_code == 1
    assert "打不开“没有.xlsx”" in said.output


def test_the_index_is_rebuilt_by_one_command(site: Site, run: CliRunner) -> None:
    editor = site.person("shenti", Role.EDITOR)
    public_id = add(site, editor, "电梯多久检查一次（　　）。")
    folder = site.services.settings.data / "index"
    shutil.rmtree(folder, ignore_errors=True)
    with site.services.database.transaction() as session:
        from qbank.search.models import IndexOutbox, SearchDocument

        session.query(IndexOutbox).delete()
        session.query(SearchDocument).delete()
    said = run.invoke(main, ["index", "rebuild"])
    assert said.exit_code == 0, said.output
    assert "1 道题" in said.output
    assert any(folder.glob("bank-*/*.toc"))
    assert public_id in site.as_person("shenti", Role.EDITOR).get("/bank?q=电梯").text
