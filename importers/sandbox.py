"""Reading a file in a child process that may be killed without harm to the caller."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from importers.draft import (
    DraftItem,
    DraftOption,
    Figure,
    ImportResult,
    ItemType,
    Place,
    Problem,
    Skipped,
    Unreadable,
)
from importers.safety import Limits

REFUSED = 2
_HARMFUL = "读取这个文件时出了问题，未能读完，请用 Word 或 Excel 打开后另存一份，或复制到征题模板里再上传。"
_SLOW = "这个文件读了太久，未能读完，请分成几个文件后再上传。"


def read_in_child(
    path: Path | str,
    *,
    key_path: Path | str | None = None,
    limits: Limits | None = None,
    pictures: Path | None = None,
) -> ImportResult:
    """Like `importers.read`, but in a child process with limits on memory, processor and wall time.

    Raises Unreadable also where the child is killed or dies.
    """
    limits = limits or Limits()
    files = [str(Path(name).resolve()) for name in (path, key_path) if name is not None]
    with tempfile.TemporaryDirectory(prefix="qbank-read-", ignore_cleanup_errors=True) as scratch:
        folder = str(pictures.resolve()) if pictures is not None else ""
        return result_from_json(ask_child("importers.child", [folder, *files], limits, scratch))


def ask_child(module: str, arguments: list[str], limits: Limits, scratch: str) -> dict[str, Any]:
    """What `module.main()` says as one JSON object, run in a child with these limits and arguments.

    Its temporary files lie in the folder `scratch`. Raises Unreadable where it refuses, is killed or dies.
    """
    output, status = _run(
        [*_command(module), json.dumps(asdict(limits)), *arguments], limits.seconds, scratch
    )
    try:
        said: dict[str, Any] = json.loads(output)
    except ValueError as error:
        raise Unreadable(_HARMFUL, "reader-died") from error
    if status == REFUSED:
        raise Unreadable(str(said["sentence"]), str(said["code"]))
    return said


def _run(command: list[str], seconds: float, scratch: str) -> tuple[bytes, int]:
    """What the child says. It leads a process group, so that whatever it started is killed with it."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=os.environ | {"TMPDIR": scratch, "TEMP": scratch, "TMP": scratch},
    ) as child:
        try:
            output, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            _kill(child)
            raise Unreadable(_SLOW, "too-slow") from error
        _kill(child)  # a program that it gave up waiting for may still be there
    return output, child.returncode


def _kill(child: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        child.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _command(module: str) -> list[str]:
    """Start a module of this package with this package on the path, but neither the caller's folder nor its environment."""
    root = str(Path(__file__).resolve().parent.parent)
    start = f"import sys; sys.path.insert(0, {root!r}); from {module} import main; main()"
    return [sys.executable, "-I", "-c", start]


def _place(said: dict[str, Any] | None) -> Place | None:
    return Place(**said) if said is not None else None


def _problem(said: dict[str, Any]) -> Problem:
    return Problem(said["code"], said["severity"], said["message"], _place(said["place"]))


def _item(said: dict[str, Any]) -> DraftItem:
    kind = said["type"]
    if kind is not None and kind not in get_args(ItemType):
        raise ValueError(f"unknown item type {kind!r}")
    return DraftItem(
        type=kind,
        stem=said["stem"],
        options=tuple(DraftOption(option["label"], option["text"]) for option in said["options"]),
        answer=said["answer"],
        explanation=said["explanation"],
        citation=said["citation"],
        difficulty=said["difficulty"],
        topics=tuple(said["topics"]),
        place=_place(said["place"]),
        number=said["number"],
        problems=tuple(_problem(entry) for entry in said["problems"]),
        figures=tuple(Figure(**entry) for entry in said.get("figures", ())),
        indefinite=said.get("indefinite", False),
    )


def result_from_json(said: dict[str, Any]) -> ImportResult:
    """The inverse of `ImportResult.as_json`."""
    return ImportResult(
        file=said["file"],
        reader=said["reader"],
        items=tuple(_item(entry) for entry in said["items"]),
        problems=tuple(_problem(entry) for entry in said["problems"]),
        skipped=tuple(
            Skipped(Place(**entry["place"]), entry["text"], entry["reason"]) for entry in said["skipped"]
        ),
    )
