"""Loops as machine code: kept once, loaded without the compiler, and the same as Python's."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assembler import native
from assembler.engine import can_compile

pytestmark = pytest.mark.skipif(not can_compile(), reason="Numba is not installed")


def total(count: int, numbers: "np.typing.NDArray[np.int64]", squares: "np.typing.NDArray[np.uint32]") -> int:
    """Writes squares, returns the sum."""
    found = 0
    for k in range(count):
        found += numbers[k]
        squares[k] = numbers[k] * numbers[k]
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(native, "_folders", lambda: iter([tmp_path / "kept"]))
    return tmp_path / "kept"


def test_a_loop_is_compiled_once_for_each_choice_of_types_and_then_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    squares = np.zeros(3, dtype=np.uint32)
    first = native.Compiler([])
    assert not first.has_kept(total)
    assert first.loop(total)(3, np.array([1, -2, 3]), squares) == 2
    assert squares.tolist() == [1, 4, 9]
    assert len(list(folder.iterdir())) == 1 and first.has_kept(total)

    monkeypatch.setattr(native.Compiler, "_compiled", None)
    assert native.Compiler([]).loop(total)(2, np.array([5, 6, 7]), squares) == 11
    assert squares.tolist() == [25, 36, 9]


def test_where_nothing_can_be_kept_a_loop_still_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(native, "_folders", lambda: iter([tmp_path / "file" / "below"]))
    assert native.Compiler([]).loop(total)(1, np.array([7]), np.zeros(1, dtype=np.uint32)) == 7


@pytest.mark.usefixtures("folder")
def test_an_array_in_pieces_is_refused() -> None:
    with pytest.raises(ValueError, match="in pieces"):
        native.Compiler([]).loop(total)(2, np.arange(4)[::2], np.zeros(2, dtype=np.uint32))


def test_a_kept_loop_is_loaded_without_numba(folder: Path) -> None:
    numbers, squares = np.array([5]), np.zeros(1, dtype=np.uint32)
    native.Compiler([]).loop(total)(1, numbers, squares)
    script = f"""
import sys
from pathlib import Path
import numpy as np
from assembler import native
from tests.assembler.test_native import total
native._folders = lambda: iter([Path({str(folder)!r})])
print(native.Compiler([]).loop(total)(1, np.array([5]), np.zeros(1, dtype=np.uint32)), "numba" in sys.modules)
"""
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(  # our own interpreter and script
        [sys.executable, "-c", script], check=True, cwd=root, capture_output=True, text=True
    )
    assert ran.stdout.split() == ["5", "False"]
