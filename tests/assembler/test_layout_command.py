"""`qbank layout`: papers in, printed orders out."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from qbank.commands import layout


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A pool of eight questions, one paper of six of them, and their options."""

    def write(name: str, lines: list[object]) -> None:
        (tmp_path / name).write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")

    write("pool.jsonl", [{"id": f"q{k}", "type": "single_choice"} for k in range(8)])
    write("blueprint.json", [{"sections": [{"type": "single_choice", "items": 6}]}])
    write("papers.jsonl", [{"paper": 3, "items": [f"q{k}" for k in range(6)]}])
    write(
        "options.jsonl",
        [{"id": f"q{k}", "options": ["甲", "乙", "丙", "丁"], "answer": "B"} for k in range(8)],
    )
    return tmp_path


def run(desk: Path, *more: str) -> tuple[int, str]:
    files = [str(desk / name) for name in ("papers.jsonl", "pool.jsonl", "blueprint.json")]
    done = CliRunner().invoke(
        layout.command, [*files, "--seed", "s", "--out", str(desk / "out.jsonl"), *more]
    )
    return done.exit_code, done.stderr.strip()


def test_two_variants_of_a_paper_hold_the_same_questions_in_other_orders(desk: Path) -> None:
    assert run(desk, "--variants", "2", "--options", str(desk / "options.jsonl")) == (0, "")
    one, other = [json.loads(line) for line in (desk / "out.jsonl").read_text().splitlines()]
    assert (one["paper"], one["variant"], other["variant"]) == (3, "A", "B")
    assert sorted(one["sections"][0]) == sorted(other["sections"][0]) == [f"q{k}" for k in range(6)]
    assert all(a != b for a, b in zip(one["sections"][0], other["sections"][0], strict=True))
    assert all(sorted(order) == list("ABCD") for order in one["options"].values())
    first = (desk / "out.jsonl").read_bytes()
    assert run(desk, "--variants", "2", "--options", str(desk / "options.jsonl")) == (0, "")
    assert (desk / "out.jsonl").read_bytes() == first


def test_papers_of_another_pool_or_blueprint_are_refused_with_their_line(desk: Path) -> None:
    (desk / "papers.jsonl").write_text('{"paper": 1, "items": ["q1", "消失"]}', encoding="utf-8")
    assert run(desk) == (2, "试卷文件第 1 行的试题“消失”不在候选题集里，请用组卷时的候选题集。")
    (desk / "papers.jsonl").write_text('{"paper": 1, "items": ["q1"]}', encoding="utf-8")
    assert run(desk)[1].startswith("试卷文件第 1 行有 1 道题，双向细目表要 6 道")
    (desk / "papers.jsonl").write_text('{"paper": 1}', encoding="utf-8")
    assert run(desk)[0] == 2


def test_a_line_of_options_with_an_answer_that_is_no_option_is_named(desk: Path) -> None:
    (desk / "options.jsonl").write_text(
        '{"id": "q1", "options": ["甲", "乙"], "answer": "D"}', encoding="utf-8"
    )
    code, said = run(desk, "--options", str(desk / "options.jsonl"))
    assert (code, said.startswith("选项文件第 1 行应写明")) == (2, True)
