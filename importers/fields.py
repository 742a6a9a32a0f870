"""Difficulty and topics from what a file says."""

from __future__ import annotations

import re

from importers.normalise import fold

# Five steps where five words are in use; the three-step words take the ends and the middle.
_WORDS = {
    "易": 1, "容易": 1, "简单": 1, "低": 1, "较易": 2, "较容易": 2, "较简单": 2, "中": 3, "中等": 3, "一般": 3, "适中": 3,
    "普通": 3, "较难": 4, "较高": 4, "难": 5, "困难": 5, "高": 5, "很难": 5,
}  # fmt: skip


def difficulty_of(text: str) -> int | None:
    """1 (easy) to 5 (hard). A value between 0 and 1 may mean either direction and stays None."""
    plain = (
        re.sub(r"[\s。.;]+$", "", fold(text)).strip().removesuffix("级").removesuffix("星").removesuffix(".0")
    )
    if plain in {"1", "2", "3", "4", "5"}:
        return int(plain)
    return _WORDS.get(plain) or _WORDS.get(plain.removesuffix("题").removesuffix("度"))


def topics_of(text: str) -> tuple[str, ...]:
    """The topics named in one text, separated by commas, semicolons or lines."""
    return tuple(part for part in (piece.strip() for piece in re.split(r"[,，;；、|\n]+", text)) if part)
