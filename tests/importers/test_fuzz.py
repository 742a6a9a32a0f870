"""Damaged files of every kind: read, or refused by one sentence. `python -m tests.importers.fuzz` goes on for longer."""

from itertools import islice
from pathlib import Path

import pytest

from importers import Limits, read
from tests.importers.fuzz import cases, fault

_ROUNDS = 40


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
