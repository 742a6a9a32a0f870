"""The child process that writes remarks into a file: `ask_child` starts it with file, remarks and where to write."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from importers.child import answer

if TYPE_CHECKING:
    from importers.safety import Limits


def main() -> None:
    answer(_annotate)


def _annotate(limits: Limits, path: str, asked: str, made: str) -> dict[str, object]:
    from importers.remarks import annotate, read_asked

    remarks, when = read_asked(Path(asked).read_text("utf-8"))
    content = annotate(Path(path), remarks, when, limits)
    Path(made).write_bytes(content)
    return {"size": len(content)}
