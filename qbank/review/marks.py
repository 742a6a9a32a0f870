"""Which words two texts share. Pure."""

from collections.abc import Iterable

Marks = list[tuple[str, str]]

LEAST_SHARED = 4
"""Characters in a row that two texts must share before the run is marked."""


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
