"""Difficulty and topics from what a file says."""

from __future__ import annotations

import re

from importers.normalise import fold

# Five steps where five words are in use; the three-step words take the ends and the middle.
_WORDS = {
    "易": 1, "容易": 1, "简单": 1, "低": 1, "较易": 2, "较容易": 2, "较简单": 2, "中": 3, "中等": 3, "一般": 3, "适中": 3,
    "非常容易": 1, "很容易": 1, "非常简单": 1, "很简单": 1, "非常难": 5, "非常困难": 5, "很困难": 5, "普通": 3, "较难": 4, "较高": 4, "难": 5, "困难": 5, "高": 5, "很难": 5,
    "easy": 1, "simple": 1, "medium": 3, "normal": 3, "middle": 3, "hard": 5, "difficult": 5,
}  # fmt: skip


def difficulty_of(text: str) -> int | None:
    """1 (easy) to 5 (hard). A value between 0 and 1 may mean either direction and stays None."""
    plain = (
        re.sub(r"[\s。.;]+$", "", fold(text)).strip().removesuffix("级").removesuffix("星").removesuffix(".0")
    )
    plain = plain.rstrip(")]")
    if plain and not plain.strip("★☆"):
        return min(plain.count("★"), 5) or None
    if plain in {"1", "2", "3", "4", "5"}:
        return int(plain)
    plain = plain.lower()
    return _WORDS.get(plain) or _WORDS.get(plain.removesuffix("题").removesuffix("度"))


def topics_of(text: str) -> tuple[str, ...]:
    """The topics named in one text, separated by commas, semicolons or lines."""
    return tuple(part for part in (piece.strip() for piece in re.split(r"[,，;；、|\n]+", text)) if part)


def share_of(text: str) -> float | None:
    """0.65 or 65%; None for anything else, whole numbers above 1 among it."""
    match = re.fullmatch(r"(0?\.\d+|[01](?:\.0+)?)|(\d{1,3}(?:\.\d+)?)%", fold(text).strip())
    if not match:
        return None
    share = float(match[1]) if match[1] else float(match[2]) / 100
    return share if share <= 1 else None


def easy_when_high(heading: str) -> bool | None:
    """Whether a large share means an easy question: a facility (得分率, 通过率, P 值) does, 失分率 does not.

    难度系数 is used for both in practice; only a note as （越大越难） settles it.
    """
    plain = fold(heading)
    if re.search(
        "(?:越大|越高|数值大|值大)[^,;]{0,4}越?(?:容易|简单|易)|得分率|通过率|答对率|正确率|易度", plain
    ):
        return True
    if re.search("(?:越大|越高|数值大|值大)[^,;]{0,4}越?难|失分率|错误率|答错率", plain):
        return False
    return None


def level_of(share: float, easy_high: bool) -> int:
    """A share in five equal steps: 1 (easy) to 5 (hard)."""
    hardness = 1 - share if easy_high else share
    return min(int(hardness * 5 + 1e-9) + 1, 5)
