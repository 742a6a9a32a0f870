"""Damaged files of every kind: read, or refused by one sentence. `python -m tests.importers.fuzz` goes on for longer."""

import os
import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from importers import Limits, read, read_in_child
from tests.importers.fuzz import cases, fault

_ROUNDS = 40
_IN_CHILDREN = 8


@pytest.mark.parametrize("seed", [11, 12])
def test_no_damaged_file_is_more_than_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # what no reader of ours can do goes to no other program here
    found = []
    for number, (source, data) in enumerate(islice(cases(seed), _ROUNDS)):
        path = tmp_path / f"{number}-{source.name}"
        path.write_bytes(data)
        if said := fault(path, read, Limits()):
            found.append(f"{path.name}: {said}")
    assert found == []


def test_a_child_keeps_within_its_memory(tmp_path: Path) -> None:
    """In a process of its own, for the kernel measures the children of a process together."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "tests.importers.fuzz", "--rounds", str(_IN_CHILDREN), "--seed", "21"]
    run = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = re.search(rf"{_IN_CHILDREN} files, 0 faults, (\d+) MB at most", run.stdout)
    assert run.returncode == 0 and said is not None, run.stdout + run.stderr
    assert 8 < int(said[1]) <= Limits().memory >> 20


def test_a_child_that_took_too_much_memory_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("1. 甲证由谁发放（A）\nA. 甲局\nB. 乙局\n", "utf-8")
    monkeypatch.setattr("tests.importers.fuzz.most_resident", lambda: Limits().memory + (1 << 20))
    assert fault(path, read_in_child, Limits()) == "513 MB"
    assert fault(path, read, Limits()) == ""
