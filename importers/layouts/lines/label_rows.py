"""Small letters that label options with nothing behind them, a甲 b乙 c丙: only their row tells so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.answers import LETTERS
from importers.containers.blocks import Line
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import BRACKET, number_of
from importers.normalise import fold

_SMALL = re.compile(r"([a-l])(?=[^\S\n]?[一-鿿\d《“])")
_BLANK = rf"(?:{BRACKET}|[(\[]\s*[a-l]+\s*[)\]]|_{{2,}})"
_BEHIND_BLANK = re.compile(rf"{_BLANK}\s*[。.:?,;]?\s*\Z")
_ASKS = re.compile(rf"{_BLANK}|\?\s*\Z")
_FIELD = re.compile(r"\s*\[?[一-鿿]{0,4}(?:答案|解析|分析|说明|依据|答)\s*[\]:]")
_LABEL = re.compile(r"\s*[(\[]?A\s*[.、:)\]]")
_LETTER = re.compile(r"(?<![A-Za-z])[a-l](?![A-Za-z])")
_FEWEST = 3
_FAR = 4  # lines above the first label among which the stem begins

_Texts = Sequence[tuple[int, str]]
"""The filled lines, each with its index among all."""
_TRACES = Traces(r"a[^\S\n]?[一-鿿\d《“]")


@dataclass(frozen=True, slots=True)
class _Label:
    """A letter on the filled line `place`."""

    place: int
    match: re.Match[str]

    @property
    def ahead(self) -> str:
        return self.match.string[: self.match.start()]


def labels_restored(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with `A.` for such letters, where they run on from the first one below or behind a stem."""
    if not _TRACES.stand_in(lines):
        return lines
    texts = [(at, fold(line.text)) for at, line in enumerate(lines) if line.text.strip()]
    kept = list(lines)
    for row in _rows(texts):
        if len(row) >= _FEWEST and _is_asked(row[0], texts) and _names_nothing(row, texts):
            for label in reversed(row):
                at, start = texts[label.place][0], label.match.start()
                text = kept[at].text
                capital = replace(kept[at], text=text[:start] + text[start].upper() + text[start + 1 :])
                kept[at] = capital.inserted(start + 1, ".")
    return kept


def _rows(texts: _Texts) -> Iterator[list[_Label]]:
    """Letters that run on from a over lines that each begin with one."""
    row: list[_Label] = []
    for place, (_, folded) in enumerate(texts):
        labels = [_Label(place, match) for match in _SMALL.finditer(folded)]
        if row and (not labels or labels[0].ahead.strip()):
            yield row
            row = []
        for label in labels:
            head = not label.ahead.strip()
            if label.match[1] == "a" and (head or _BEHIND_BLANK.search(label.ahead)):
                yield row
                row = [label]
            elif row and label.match[1].upper() == LETTERS[len(row) % len(LETTERS)]:
                row += [label] if head or label.ahead[-1].isspace() else []
    yield row


def _is_asked(first: _Label, texts: _Texts) -> bool:
    """Whether the first label stands below a stem, and not in what explains an answer."""
    above = [folded for _, folded in texts[max(0, first.place - _FAR) : first.place]]
    for text in (first.ahead, *reversed(above)):
        if _FIELD.match(text):
            return False
        if _ASKS.search(text) or number_of(text):
            return True
    return False


def _names_nothing(row: Sequence[_Label], texts: _Texts) -> bool:
    """Whether no such letter stands in the texts behind the labels as a name, and no A. … follows."""
    for label, following in zip(row, [*row[1:], None], strict=True):
        beside = following is not None and following.place == label.place
        end = following.match.start() if following is not None and beside else None
        if _LETTER.search(label.match.string[label.match.end() : end]):
            return False
    below = row[-1].place + 1
    return below >= len(texts) or _LABEL.match(texts[below][1]) is None
