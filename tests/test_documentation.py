"""What exists is documented."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from qbank.cli import main
from qbank.config import Settings, SettingsError
from qbank.words import ACTION_WORDS, DETAIL_WORDS, SUBJECT_WORDS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def test_every_setting_is_documented() -> None:
    page = (DOCS / "settings.md").read_text("utf-8")
    for each in fields(Settings):
        assert f"`{each.metadata['variable']}`" in page, each.name


def test_every_command_is_documented() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    help_text = CliRunner().invoke(main, ["--help"]).output
    names = [line.split()[0] for line in help_text.split("Commands:")[1].splitlines() if line.strip()]
    assert names
    for name in names:
        assert f"`qbank {name}" in page, name


def test_settings_come_from_the_environment_and_a_wrong_one_is_named() -> None:
    settings = Settings.from_environment(
        {"QBANK_PORT": "9000", "QBANK_DATA": "elsewhere", "QBANK_HTTPS": "1"}
    )
    assert (settings.port, settings.data, settings.https) == (9000, Path("elsewhere"), True)
    with pytest.raises(SettingsError, match="QBANK_PORT"):
        Settings.from_environment({"QBANK_PORT": "eighty"})


def test_every_entry_of_the_audit_trail_is_said_in_words() -> None:
    action = re.compile(rf"(?:{'|'.join(SUBJECT_WORDS)}|login|bank)\.(?!one$|queue$)[a-z_]+")
    for node in _nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and action.fullmatch(node.value):
            assert node.value in ACTION_WORDS, node.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record":
            for keyword in node.keywords:
                assert keyword.arg in {*DETAIL_WORDS, "who", None}, keyword.arg


def _nodes() -> Iterator[ast.AST]:
    for path in (ROOT / "qbank").rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize(
    "words", [["laws", "load", "a.txt"], ["index", "rebuild"], ["audit", "verify"], ["worker"]]
)
def test_a_wrong_setting_is_one_sentence_for_every_command(words: list[str]) -> None:
    answer = CliRunner().invoke(main, words, env={"QBANK_PORT": "eighty"})
    assert answer.exit_code == 1
    assert "QBANK_PORT" in answer.output
    assert isinstance(answer.exception, SystemExit)
