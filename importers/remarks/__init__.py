"""Remarks written into a copy of the clerk's own file: as comments in Word and Excel, as a list for all others.

Pure data in, bytes out. Only the parts of the package that must change are changed; all others stay byte for byte.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from importers.draft import Place, Unreadable
from importers.registry import recognise
from importers.remarks.listed import listed
from importers.remarks.remark import Remark
from importers.safety import Limits, check_file
from importers.sandbox import ask_child

__all__ = ["Remark", "Remarked", "annotate", "annotated_or_listed", "can_annotate", "listed"]

_ENDINGS: dict[str, Literal["docx", "xlsx"]] = {"word": "docx", "sheet": "xlsx"}


@dataclass(frozen=True, slots=True)
class Remarked:
    """The clerk's file with the remarks in it, or (`in_file` false) an .xlsx that lists them with their places."""

    content: bytes
    ending: Literal["docx", "xlsx"]
    in_file: bool


def can_annotate(path: Path) -> bool:
    """Whether the file is one that takes comments, told by its content."""
    return recognise(path).name in _ENDINGS


def annotate(path: Path, remarks: Sequence[Remark], when: datetime, limits: Limits | None = None) -> bytes:
    """A copy of the .docx or .xlsx at `path` with a comment for each remark; those of an earlier copy are taken out.

    `when` is written as it is: a local time. Raises Unreadable for other files, and for what breaks a limit.
    """
    limits = limits or Limits()
    check_file(path, limits)
    kind = recognise(path).name
    if kind == "word":
        from importers.remarks import word  # loaded when wanted: the child must start quickly

        return word.annotate(path, remarks, when, limits)
    if kind == "sheet":
        from importers.remarks import sheet

        return sheet.annotate(path, remarks, limits)
    raise Unreadable("这种文件里写不进批注，只有 .docx 和 .xlsx 可以。", "not-supported")


def annotated_or_listed(
    path: Path, remarks: Sequence[Remark], when: datetime, limits: Limits | None = None
) -> Remarked:
    """The remarks in the clerk's own file where it takes comments, made in a limited child process; else their list."""
    limits = limits or Limits()
    kind = recognise(path).name
    if kind in _ENDINGS:
        try:
            return Remarked(_annotated_in_child(path, remarks, when, limits), _ENDINGS[kind], in_file=True)
        except Unreadable:
            pass  # it could be read, but not within the limits of being written anew
    return Remarked(listed(remarks), "xlsx", in_file=False)


def _annotated_in_child(path: Path, remarks: Sequence[Remark], when: datetime, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="qbank-remark-", ignore_cleanup_errors=True) as scratch:
        asked, made = Path(scratch) / "asked.json", Path(scratch) / "made"
        wanted = {"remarks": [asdict(remark) for remark in remarks], "when": when.isoformat()}
        asked.write_text(json.dumps(wanted), "utf-8")
        files = [str(path.resolve()), str(asked), str(made)]
        ask_child("importers.remarks.child", files, limits, scratch)
        return made.read_bytes()


def read_asked(text: str) -> tuple[list[Remark], datetime]:
    """What `_annotated_in_child` wrote for the child."""
    said = json.loads(text)
    remarks = [
        Remark(one["text"], Place(**one["place"]) if one["place"] is not None else None)
        for one in said["remarks"]
    ]
    return remarks, datetime.fromisoformat(said["when"])
