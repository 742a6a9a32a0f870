"""The demonstration's files say what its words say, and its year ends with verified papers."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import importers
from importers.normalise import same
from importers.statutes import read_statute
from qbank.commands.demo import LOGINS
from qbank.commands.demo import command as demo
from qbank.demo.content import regulation_texts
from qbank.demo.files import BANK_FILE, DEPARTMENTS, Department, public_bank, write_files

DEADLINE = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files")
    write_files(path, DEADLINE)
    return path


@pytest.mark.parametrize(
    "department", [each for each in DEPARTMENTS if each.content != "health"], ids=lambda d: d.content
)
def test_every_clerks_file_reads_back_to_what_was_written(folder: Path, department: Department) -> None:
    read = importers.read(folder / department.file)
    written = department.questions.questions
    assert [(item.type, item.answer) for item in read.items] == [(each.type, each.answer) for each in written]
    for item, each in zip(read.items, written, strict=True):
        assert same(item.stem) == same(each.stem)
        assert tuple(option.text for option in item.options) == each.options
        assert not item.problems


def test_the_file_with_mistakes_shows_each_of_them(folder: Path) -> None:
    read = importers.read(folder / next(each.file for each in DEPARTMENTS if each.content == "health"))
    found = {problem.code for item in read.items for problem in item.problems}
    assert len(read.items) == 29
    assert {"answer-missing", "answer-not-among-options", "options-equal"} <= found or len(found) >= 4


def test_the_public_bank_reads_back_with_its_laws(folder: Path) -> None:
    read = importers.read(folder / BANK_FILE)
    assert len(read.items) == len(public_bank().questions) == 80
    assert all(item.citation and item.difficulty for item in read.items)


def test_no_two_questions_of_the_demonstration_say_the_same() -> None:
    stems = [
        same(each.stem)
        for unit in (*(d.questions for d in DEPARTMENTS), public_bank())
        for each in unit.questions
    ]
    assert len(stems) == len(set(stems)) == 260


def test_every_question_cites_an_article_that_its_law_has(shared_dir: Path) -> None:
    texts = [*(shared_dir / "laws").glob("*.md"), *regulation_texts()]
    newest = {path.name.split("__")[0]: path for path in sorted(texts)}
    articles = {
        title: {each.number for each in read_statute(path).articles} for title, path in newest.items()
    }
    for unit in (*(each.questions for each in DEPARTMENTS), public_bank()):
        for each in unit.questions:
            assert each.article in articles[each.law], each.citation


def test_the_regulations_read_as_two_versions_each() -> None:
    titles = [read_statute(path).title for path in regulation_texts()]
    assert len(titles) == 4
    assert len(set(titles)) == 2


def test_the_year_runs_from_files_to_pulled_and_verified_papers_even_after_a_broken_off_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    monkeypatch.setenv("QBANK_DATA", str(data))
    with monkeypatch.context() as broken:
        broken.setattr("qbank.demo.story.Story._open_campaign", lambda _self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            CliRunner().invoke(demo, [], catch_exceptions=False)
    first = CliRunner().invoke(demo, [], catch_exceptions=False)
    assert first.exit_code == 0
    assert "（现场笔试） 3 份" in first.output
    assert "（网上考试） 200 份" in first.output
    papers = [
        line
        for file in (data / "demonstration" / "engine").rglob("papers.jsonl")
        for line in file.read_text("utf-8").splitlines()
    ]
    assert len(papers) == len(set(papers)) == 203
    logins = json.loads((data / LOGINS).read_text("utf-8"))
    assert all(re.fullmatch(r"(\w{4}-){3}\w{4}", each["password"]) for each in logins)
    again = CliRunner().invoke(demo, [], catch_exceptions=False)
    assert "[ 1/" not in again.output
    assert logins[0]["password"] in again.output
