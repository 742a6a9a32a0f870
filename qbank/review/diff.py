"""What changed between two texts, character by character, and which words two texts share. Pure."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["equal", "insert", "delete"]
Runs = list[tuple[Op, str]]
Marks = list[tuple[str, str]]

LEAST_SHARED = 4
"""Characters in a row that two texts must share before the run is marked."""
MOST_COMPARED = 4_000_000
"""Product of the lengths above which two texts are told as replaced: the comparison grows with it."""


def text_diff(old: str, new: str) -> Runs:
    """The runs that lead from `old` to `new`; one deletion and one insertion where over half changed."""
    if old == new:
        return [("equal", new)] if new else []
    whole = _runs(("delete", old), ("insert", new))
    if len(old) * len(new) > MOST_COMPARED:
        return whole
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    blocks = _worthwhile(matcher.get_opcodes())
    kept = sum(end - start for op, start, end, _, _ in blocks if op == "equal")
    if 2 * kept < max(len(old), len(new)):
        return whole
    runs: Runs = []
    for op, a_start, a_end, b_start, b_end in blocks:
        if op == "equal":
            runs.append(("equal", new[b_start:b_end]))
        else:
            runs.extend(_runs(("delete", old[a_start:a_end]), ("insert", new[b_start:b_end])))
    return runs


def _runs(*pairs: tuple[Op, str]) -> Runs:
    return [(op, text) for op, text in pairs if text]


Block = tuple[str, int, int, int, int]


def _worthwhile(opcodes: Iterable[Block]) -> list[Block]:
    """The opcodes without single equal characters between two changes, which a reader sees as noise."""
    blocks: list[Block] = []
    opcodes = list(opcodes)
    for place, (op, a_start, a_end, b_start, b_end) in enumerate(opcodes):
        inside = 0 < place < len(opcodes) - 1
        is_noise = op == "equal" and inside and a_end - a_start == 1
        kind = "equal" if op == "equal" and not is_noise else "replace"
        if blocks and kind == "replace" and blocks[-1][0] == "replace":
            _, a_first, _, b_first, _ = blocks[-1]
            blocks[-1] = ("replace", a_first, a_end, b_first, b_end)
        else:
            blocks.append((kind, a_start, a_end, b_start, b_end))
    return blocks


def before(runs: Runs) -> str:
    """The old text that `runs` were made from."""
    return "".join(text for op, text in runs if op != "insert")


def after(runs: Runs) -> str:
    """The new text that `runs` lead to."""
    return "".join(text for op, text in runs if op != "delete")


def shared_marks(text: str, said: Iterable[str], keyed: Iterable[str]) -> Marks:
    """`text` in runs, marked `same` where `said` has the same words, `key` where the keyed options have them.

    Only runs of `LEAST_SHARED` characters or more count, and none that goes over a punctuation mark.
    """
    same, key = _pieces(said), _pieces(keyed)
    kinds = [""] * len(text)
    for start in range(len(text) - LEAST_SHARED + 1):
        piece = text[start : start + LEAST_SHARED]
        for kind, pieces in (("same", same), ("key", key)):
            if piece in pieces:
                for place in range(start, start + LEAST_SHARED):
                    kinds[place] = kind if kinds[place] != "key" else "key"
    marks: Marks = []
    for kind, character in zip(kinds, text, strict=True):
        if marks and marks[-1][0] == kind:
            marks[-1] = (kind, marks[-1][1] + character)
        else:
            marks.append((kind, character))
    return marks


def _pieces(texts: Iterable[str]) -> set[str]:
    return {
        piece
        for text in texts
        for start in range(len(text) - LEAST_SHARED + 1)
        if (piece := text[start : start + LEAST_SHARED]).isalnum()
    }
