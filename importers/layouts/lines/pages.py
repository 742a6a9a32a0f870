"""What pages add to a text that was taken from them: a number before the first line, a running head with the number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence, Set
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.evidence import MARKED
from importers.layouts.lines.headings import heading_of
from importers.normalise import fold, squeeze, tidy

_NUMBER = re.compile(r"\s*(\d{1,3})\s*、\s*")
_RUNNING = re.compile(r"第\s*\d+\s*页")
_LAST_NUMBER = re.compile(r"\s(\d{1,4})\s*$")
_SHORTEST_TITLE = 4
_SHORTEST_PAGE = 200  # a question of one line is shorter
_NUMBER_ALONE = re.compile(r"\s*(\d{1,4})\s*")
_PAGE_OF = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_OWN = re.compile(
    r"\s*$|\s*[(\[]?(?:[A-La-l]|\d+)\s*[.、:)\]]|.*(?:答案|解析|[(\[]\s*[)\]])|\s*[√×对错]|\s*(?:正确|错误)"
)  # that belongs to a question
# A label or a colon: what stands on the next line belongs to it.
AWAITS_TEXT = re.compile(r"\s*[(\[]?[A-La-l]\s*[.、:)\]]?\s*|.*[:=]\s*")
_BESIDE = 2  # a header beside that many page marks
_QUESTIONS_A_PAGE = 2
_INNER = re.compile(r"(?<!\d)(\d{1,3})\s?[、.](?!\d)")
# A head without a number is known by where it stands: anywhere, as the pages broke.
_FEWEST_HEADS = 3
_SURROUNDINGS = 3
_HEAD_LETTERS = re.compile(r"[\u4e00-\u9fff]")
_SHORTEST_HEAD = 6
_GOES_ON = re.compile(r"[,，、;；:：.。?？!！]\s*$")
_LABEL = re.compile(r"\s*[(\[]?([A-L])\s*[.、:)\]]\s*(\S?)")
_QUESTION = re.compile(r"\s*(?:[(\[]?\d{1,4}\s*[.、:)\]]|\[?第\s*\d+\s*题)")
_FIELD = re.compile(r"\s*\[?\S{0,4}?(答案|解析|依据|难度|知识点|考点|出处|来源|参见|详见)")


def without_pages(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Skipped]]:
    """The lines without what only pages brought in, and that by name."""
    kept: list[Line] = []
    pieces: list[Skipped] = []
    heads = _running_heads(lines)
    titled = _titles_again(lines) | _heads_anywhere(lines)
    numbers = _page_numbers(lines)
    for at, line in enumerate(lines):
        if at in titled or at in heads:
            pieces.append(Skipped(line.place, tidy(line.text), "页眉或页脚"))
        elif numbers and (match := _NUMBER.match(fold(line.text))):
            pieces.append(Skipped(line.place, match[0].strip(), "页码"))
            kept.append(line.without(0, match.end()))
        else:
            kept.append(line)
    return (kept, pieces) if pieces else (lines, pieces)


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """The lines that come again with the number of another page; a field (解析：见教材第115页) or what stands behind answers does not."""
    alike: dict[str, list[int]] = {}
    behind: set[int] = set()  # lines right behind an answer or another field
    before = ""
    for at, line in enumerate(lines):
        if not line.text.strip():
            continue
        if _FIELD.match(before):
            behind.add(at)
        before = fold(line.text)
        if _RUNNING.search(line.text) and not _FIELD.match(before):
            alike.setdefault(_words(line), []).append(at)
    return {
        at
        for places in alike.values()
        if len(places) > 1 and 2 * len(behind.intersection(places)) <= len(places)
        for at in places
    }


def _words(line: Line) -> str:
    """The words of a line, its numbers aside: alike on all pages."""
    return re.sub(r"[\d\s]", "", line.text)


def _titles_again(lines: Sequence[Line]) -> set[int]:
    """The lines that repeat the first line of the file with the number of a page behind it; the numbers grow."""
    title = next((line for line in lines if line.text.strip()), None)
    name = _letters(title.text) if title else ""
    if title is None or len(name) < _SHORTEST_TITLE or _LAST_NUMBER.search(fold(title.text)):
        return set()
    again = {
        at: int(match[1])
        for at, line in enumerate(lines)
        if (match := _LAST_NUMBER.search(fold(line.text))) and _letters(line.text) == name
    }
    numbers = list(again.values())
    grow = all(before < after for before, after in pairwise(numbers))
    return set(again) if len(numbers) > 1 and grow else set()


def _heads_anywhere(lines: Sequence[Line]) -> set[int]:
    """A name that stands again and again in changing places (between two options, before an answer, within a stem)."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    names = [re.sub(r"\s", "", lines[at].text) for at in filled]
    counts = Counter(names)
    found: set[int] = set()
    for name, count in counts.items():
        if count < _FEWEST_HEADS or not _may_head(name):
            continue
        places = [place for place, other in enumerate(names) if other == name]
        around = {
            (_kind(names[at - 1]) if at else "", _kind(names[at + 1]) if at + 1 < len(names) else "")
            for at in places
        }
        befores, afters = {before for before, _ in around}, {after for _, after in around}
        if "label" not in befores and len(befores) > 1 and len(afters) >= _SURROUNDINGS:
            found |= {filled[place] for place in places}
    return found


def _may_head(name: str) -> bool:
    folded = fold(name)
    own = _OWN.match(folded) or MARKED.match(folded) or _QUESTION.match(folded) or _FIELD.match(folded)
    sentence = _GOES_ON.search(name) or heading_of(name)
    return not own and not sentence and len(_HEAD_LETTERS.findall(name)) >= _SHORTEST_HEAD


def _kind(text: str) -> str:
    """What a line is in a question: an option (its letter), a label without its text, a field, a start, or plain text."""
    folded = fold(text)
    if option := _LABEL.match(folded):
        return option[1] if option[2] else "label"
    if field := _FIELD.match(folded):
        return field[1]
    return "start" if _QUESTION.match(folded) or MARKED.match(folded) or heading_of(text) else "text"


def _letters(text: str) -> str:
    return re.sub(r"\d", "", squeeze(text))


def _page_numbers(lines: Sequence[Line]) -> bool:
    """Whether each line is a page behind its number: all are long, and the numbers of questions count on within them."""
    written = [fold(line.text) for line in lines if line.text.strip()]
    numbers = [match[1] if (match := _NUMBER.match(text)) else "" for text in written]
    counted = numbers == [str(at) for at in range(1, len(written) + 1)]
    if len(written) < 2 or not counted or any(len(text) < _SHORTEST_PAGE for text in written[:-1]):
        return False
    questions = 0
    for inner in _INNER.finditer(
        "\n".join(text[len(number) + 1 :] for number, text in zip(numbers, written, strict=True))
    ):
        questions += int(inner[1]) == questions + 1
    return questions >= _QUESTIONS_A_PAGE * len(written)


def page_marks(texts: Sequence[str]) -> set[int]:
    """1/22, 2/22 alone on lines, and the running headers beside them: what stands there again and again."""
    marks = [(at, match) for at, text in enumerate(texts) if (match := _PAGE_OF.fullmatch(text))]
    numbers = [int(match[1]) for _, match in marks]
    if len({match[2] for _, match in marks}) != 1 or any(
        after <= before for before, after in pairwise(numbers)
    ):
        return set()
    beside = Counter(texts[at + step] for at, _ in marks for step in (-1, 1) if 0 <= at + step < len(texts))
    headers = {
        text
        for text, count in beside.items()
        if count >= max(_BESIDE, len(marks) - 1) and count == texts.count(text) and not _OWN.match(fold(text))
    }
    return {at for at, _ in marks} | {at for at, text in enumerate(texts) if text in headers}


def page_numbers(folded: Sequence[str], starts: Collection[int], headings: Set[int]) -> set[int]:
    """Numbers alone on lines that begin no question, grow and are fewer than questions: those of the pages."""
    written = [at for at, text in enumerate(folded) if text.strip()]
    found: dict[int, int] = {}
    for before, at in pairwise(written):
        match = _NUMBER_ALONE.fullmatch(folded[at])
        if match and at not in starts and at not in headings and not AWAITS_TEXT.fullmatch(folded[before]):
            found[at] = int(match[1])
    growing = all(first < second for first, second in pairwise(found.values()))
    return set(found) if growing and len(found) * _QUESTIONS_A_PAGE <= len(starts) else set()
