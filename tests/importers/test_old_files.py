"""Programs that read old files for us: killed with the child, replaced by lesser ones, never left behind."""

import os
import sys
import time
from pathlib import Path

import pytest

from importers import Limits, Unreadable, read, read_in_child

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "WordDocument".encode("utf-16-le")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def _program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def _old_file(folder: Path) -> Path:
    path = folder / "试题.doc"
    path.write_bytes(OLD_WORD)
    return path


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text("utf-8").rsplit(")", 1)[1].split()[0] == "Z")


@pytest.mark.parametrize("helped", [True, False], ids=["another one reads the file", "no other one does"])
def test_a_program_that_hangs_is_killed_with_the_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, helped: bool
) -> None:
    note = tmp_path / "pid"
    _program(tmp_path, "soffice", f"/bin/sleep 60 &\necho $! > {note}\nwait")
    _program(
        tmp_path,
        "antiword",
        "printf '判断题\\n1. 甲证可以转让。（×）\\n'" if helped else "exec /bin/sleep 60",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    if helped:
        assert read_in_child(_old_file(tmp_path), limits=Limits(seconds=8)).items  # also on a busy machine
    else:
        with pytest.raises(Unreadable) as refused:
            read_in_child(_old_file(tmp_path), limits=Limits(seconds=4))
        assert refused.value.code == "too-slow"
    pid = int(note.read_text("utf-8"))
    deadline = time.monotonic() + 10
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(pid)


def test_without_libreoffice_the_bare_text_is_read_and_the_reading_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "单选题\\n1. 甲证由（ ）发放。\\nA. 甲局\\nB. 乙局\\n答案：B\\n"
    _program(tmp_path, "antiword", f"printf '{text}'")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = read(_old_file(tmp_path))
    assert [(item.type, item.answer) for item in result.items] == [("single_choice", "B")]
    assert [problem.code for problem in result.problems] == ["read-plainly"]


def test_a_program_that_fails_gives_way_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "soffice", "exit 1")
    _program(tmp_path, "antiword", "exit 1")
    _program(tmp_path, "catdoc", "printf '判断题\\n1. 甲证可以转让。（×）\\n'")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [item.answer for item in read(_old_file(tmp_path)).items] == ["F"]
