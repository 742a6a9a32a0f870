"""`qbank parse` and `qbank law` on files alone."""

import json
from pathlib import Path

from click.testing import CliRunner

from qbank.cli import main

_TEXT = "单选题\n1. 何者正确（  ）。\nA. 甲\nB. 乙\n答案：A\n2. 何者错误（  ）。\nA. 甲\nB. 丙"


def _file(folder: Path, text: str, name: str = "a.txt") -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def test_parse_prints_one_json_object(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["parse", _file(tmp_path, _TEXT), "--json"])
    said = json.loads(run.stdout)
    assert run.exit_code == 0
    assert said["reader"] == "text/numbered"
    assert said["items"][0]["answer"] == "A"
    assert said["items"][1]["problems"] == [
        {"code": "answer-missing", "severity": "error", "message": "第 2 题缺答案", "place": {"line": 6}}
    ]


def test_parse_takes_the_answers_of_a_second_file(tmp_path: Path) -> None:
    text = _TEXT.replace("答案：A\n", "")
    key = _file(tmp_path, "1. A 2. B", "key.txt")
    run = CliRunner().invoke(main, ["parse", _file(tmp_path, text), "--key", key, "--json"])
    assert [item["answer"] for item in json.loads(run.stdout)["items"]] == ["A", "B"]


def test_parse_shows_people_a_table_with_the_problems(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["parse", _file(tmp_path, _TEXT)])
    assert "第 2 题缺答案（第 6 行）" in run.stdout
    assert "共读到 2 题（单选题 2）" in run.stdout


def test_an_unreadable_file_is_one_sentence_and_status_two(tmp_path: Path) -> None:
    for arguments in (["parse", str(tmp_path / "none.docx")], ["law", _file(tmp_path, "短文")]):
        run = CliRunner().invoke(main, arguments)
        assert run.exit_code == 2
        assert run.stdout == ""
        assert run.stderr.strip().count("\n") == 0 and run.stderr.strip().endswith("。")


def test_law_prints_its_articles(tmp_path: Path) -> None:
    path = _file(tmp_path, "示例条例\n第一条　为了示范。\n第二条　自公布之日起施行。")
    said = json.loads(CliRunner().invoke(main, ["law", path, "--json"]).stdout)
    assert [article["number"] for article in said["articles"]] == ["1", "2"]
    assert "共 2 条" in CliRunner().invoke(main, ["law", path]).stdout
