"""Reading a file in a child process that may be killed without harm to the caller."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from importers.draft import (
    DraftItem,
    DraftOption,
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
    path: Path | str, *, key_path: Path | str | None = None, limits: Limits | None = None
) -> ImportResult:
    """Like `importers.read`, but in a child process with limits on memory, processor and wall time.

    Raises Unreadable also where the child is killed or dies.
    """
    limits = limits or Limits()
    files = [str(Path(name).resolve()) for name in (path, key_path) if name is not None]
    try:
        run = subprocess.run(
            [*_command(), json.dumps(asdict(limits)), *files],
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_SLOW, "too-slow") from error
    try:
        said = json.loads(run.stdout)
    except ValueError as error:
        raise Unreadable(_HARMFUL, "reader-died") from error
    if run.returncode == REFUSED:
        raise Unreadable(str(said["sentence"]), str(said["code"]))
    return result_from_json(said)


def _command() -> list[str]:
    """Start `importers.child` with this package on the path, but neither the caller's folder nor its environment."""
    root = str(Path(__file__).resolve().parent.parent)
    start = f"import sys; sys.path.insert(0, {root!r}); from importers.child import main; main()"
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
