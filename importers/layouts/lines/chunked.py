"""Labels that a site puts before the pieces into which it cuts a text, in the midst of questions: …相应（B），| 2、方可上岗。A …."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.answers import TYPE_WORDS
from importers.containers.blocks import Line, Span
from importers.draft import Skipped
from importers.normalise import fold

_LABEL = re.compile(r"\s*(\d{1,3})、\s*")
_LONG = 150  # characters of every piece but the last
# Within the first piece, behind its title, the numbers begin once more.
_FIRST_AGAIN = re.compile(
    rf".(?<!\d)1(?:[.、]|\s*(?=[一-鿿]))|[一二三四五六七八九十]\s*、[^,。:]{{0,10}}?(?:{TYPE_WORDS})"
)


@dataclass(frozen=True, slots=True)
class Joined:
    """The lines without such labels, each cut mended; `labels` name them, `moved` are the lines that went to the end of another."""

    lines: list[Line]
    labels: list[Skipped]
    moved: list[Line]


def without_chunk_labels(lines: Sequence[Line]) -> Joined | None:
    """The text as it was before a site cut it, or None where nothing looks so."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    first = next((place for place, at in enumerate(filled) if _value(lines[at]) == 1), None)
    if first is None:
        return None
    run = filled[first : first + 1]
    for at in filled[first + 1 :]:
        if _value(lines[at]) != len(run) + 1 or len(lines[run[-1]].text) < _LONG:
            break
        run.append(at)
    opening = "\n".join(fold(lines[at].text) for at in filled[first : first + 2])
    return _joined(lines, run) if _FIRST_AGAIN.search(opening) else None


def _value(line: Line) -> int | None:
    match = _LABEL.match(line.text)
    return int(match[1]) if match else None


def _joined(lines: Sequence[Line], run: Sequence[int]) -> Joined:
    """The lines of `run` as one, without their labels."""
    text, labels, spans = "", list[Skipped](), list[Span]()
    for at in run:
        match = _LABEL.match(lines[at].text)
        held = lines[at].without(0, match.end() if match else 0)
        labels.append(Skipped(held.place, lines[at].text[: match.end() if match else 0].strip(), "页码"))
        spans += ((low + len(text), high + len(text), kind) for low, high, kind in held.emphasis)
        text += held.text
    whole = replace(lines[run[0]], text=text, emphasis=tuple(spans))
    kept = [whole if at == run[0] else line for at, line in enumerate(lines) if at == run[0] or at not in run]
    return Joined(kept, labels, [lines[at] for at in run[1:]])
