"""`qbank assemble` and `qbank replay`: files in, files out, exit states and sentences."""

import json
import stat
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assembler import Pool
from qbank.commands import assemble, replay
from tests.assembler.making import office_blueprint, office_pool


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a pool and a blueprint."""
    pool: Pool = office_pool()
    lines = [
        json.dumps(
            {
                "id": q.id,
                "type": q.type,
                "scope": q.scope,
                "law": q.law,
                "article": q.article,
                "topics": list(q.topics),
                "difficulty": q.difficulty,
                "facility": (q.facility or 0) / 10_000,
                "true": q.true,
                "enemies": list(q.enemies),
            },
            ensure_ascii=False,
        )
        for q in pool.items
    ]
    (tmp_path / "pool.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "blueprint.json").write_text(json.dumps(office_blueprint().as_json()), encoding="utf-8")
    return tmp_path


def run(desk: Path, *more: str) -> Result:
    return CliRunner().invoke(
        assemble.command, [str(desk / "pool.jsonl"), str(desk / "blueprint.json"), *more]
    )


def again(desk: Path, *more: str) -> Result:
    return CliRunner().invoke(replay.command, [str(desk / "m.json"), str(desk / "pool.jsonl"), *more])


def test_papers_are_made_and_made_again_byte_for_byte(desk: Path) -> None:
    done = run(
        desk,
        "--papers",
        "30",
        "--out",
        str(desk / "p.jsonl"),
        "--report",
        str(desk / "r.json"),
        "--manifest",
        str(desk / "m.json"),
    )
    assert done.exit_code == 0, done.output
    assert again(desk, "--out", str(desk / "q.jsonl")).exit_code == 0
    assert (desk / "p.jsonl").read_bytes() == (desk / "q.jsonl").read_bytes()
    assert again(desk, "--paper", "17", "--out", str(desk / "one.jsonl")).exit_code == 0
    assert (desk / "one.jsonl").read_bytes() == (desk / "p.jsonl").read_bytes().splitlines(keepends=True)[16]
    assert stat.S_IMODE((desk / "m.json").stat().st_mode) == 0o600
    assert (
        json.loads((desk / "m.json").read_text())["seed"] not in (desk / "r.json").read_text() + done.output
    )


def test_the_array_form_holds_lines_of_the_pool_from_zero(desk: Path) -> None:
    for name in ("p.npy", "p.jsonl"):
        assert run(desk, "--papers", "4", "--seed", "s", "--out", str(desk / name)).exit_code == 0
    table = np.load(desk / "p.npy")
    assert table.dtype == np.int32
    first = json.loads((desk / "p.jsonl").read_text().splitlines()[0])
    assert first == {"paper": 1, "items": [f"q{place}" for place in table[0]]}


def test_a_blueprint_that_cannot_be_met_ends_with_three_and_says_why(desk: Path) -> None:
    (desk / "blueprint.json").write_text(
        json.dumps(office_blueprint(laws={"消防法": 2}).as_json()), encoding="utf-8"
    )
    done = run(desk, "--papers", "3", "--out", str(desk / "p.jsonl"), "--report", str(desk / "r.json"))
    assert done.exit_code == 3
    assert "法律“消防法”的题：需要 2，最多只有 0" in done.stderr
    told = json.loads((desk / "r.json").read_text(encoding="utf-8"))["infeasible"]
    assert told[0]["need"] == 2 and told[0]["have"] == 0
    assert not (desk / "p.jsonl").exists()


def test_papers_to_avoid_and_earlier_use_are_read(desk: Path) -> None:
    assert run(desk, "--papers", "2", "--parallel", "--out", str(desk / "a.jsonl")).exit_code == 0
    (desk / "used.jsonl").write_text('{"id": "q1", "uses": 3}\n', encoding="utf-8")
    done = run(
        desk,
        "--papers",
        "2",
        "--parallel",
        "--out",
        str(desk / "b.jsonl"),
        "--avoid",
        str(desk / "a.jsonl"),
        "--used",
        str(desk / "used.jsonl"),
    )
    assert done.exit_code == 0, done.output
    first, second = (
        {name for line in (desk / f).read_text().splitlines() for name in json.loads(line)["items"]}
        for f in ("a.jsonl", "b.jsonl")
    )
    assert not first & second


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--papers", "0", "--out", "p.jsonl"], "份数"),
        (["--papers", "2", "--out", "p.txt"], ".jsonl 或 .npy"),
        (["--papers", "2", "--out", "/nowhere/p.jsonl"], "写不了试卷文件"),
        (["--papers", "2", "--out", "p.jsonl", "--used", "none"], "读不到使用记录"),
        (["--papers", "2", "--out", "p.jsonl", "--avoid", "none"], "读不到试卷文件"),
    ],
)
def test_bad_input_is_one_sentence_and_ends_with_two(
    desk: Path, more: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    done = run(desk, *more)
    assert done.exit_code == 2
    assert said in done.stderr and done.stderr.count("\n") == 1


def test_a_manifest_that_was_cut_off_is_refused(desk: Path) -> None:
    (desk / "m.json").write_text('{"algorithm": "euler-4"', encoding="utf-8")
    assert again(desk, "--out", str(desk / "q.jsonl")).exit_code == 2
    (desk / "m.json").write_text('{"algorithm": "euler-4", "pool": "x"}', encoding="utf-8")
    done = again(desk, "--out", str(desk / "q.jsonl"))
    assert done.exit_code == 2 and "摘要不符" in done.stderr
