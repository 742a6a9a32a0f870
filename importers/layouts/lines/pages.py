"""What pages add to a text that was taken from them: a number before the first line, a running head with the number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence, Set
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Problem, Skipped
from importers.layouts.lines.headings import heading_of, names_bank
from importers.layouts.lines.heads import FIELD, LABEL, OWN, heads_anywhere, told
from importers.layouts.lines.traces import Traces
from importers.normalise import fold, squeeze, tidy

_RUNNING = re.compile(r"第\s*\d+\s*页")
_PAGED = Traces(_RUNNING.pattern)
_FEWEST_LISTED = 3
_LAST_NUMBER = re.compile(r"\s(\d{1,4})\s*$")
_ENDING_IN_NUMBERS = Traces(r"[^\S\n]\d{1,4}\s*\n")
_SHORTEST_TITLE = 4
_NUMBER_ALONE = re.compile(r"\s*(\d{1,4})\s*")
_NUMBERS_ALONE = Traces(r"\n\s*\d{1,4}\s*\n")
_NUMBERED = re.compile(r"\s*(?:第\s*)?[(\[]?\d{1,4}\s*[.、)\]题](?!\d)")
_FEWEST_PAGES = 3
_HEAD = 3  # lines of a file that may name it
_LINES_A_PAGE = 12
_PAGE_OF = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
# A label or a colon: what stands on the next line belongs to it.
AWAITS_TEXT = re.compile(r"\s*[(\[]?[A-La-l]\s*[.、:)\]]?\s*|.*[:=]\s*")
_BESIDE = 2  # a header beside that many page marks
_QUESTIONS_A_PAGE = 2


def without_pages(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Skipped], list[Problem]]:
    """The lines without what only pages brought in, that by name, and which heads are to be looked at."""
    kept: list[Line] = []
    pieces: list[Skipped] = []
    heads = _running_heads(lines)
    heads |= _beside_heads(lines, heads)
    anywhere = heads_anywhere(lines)
    titled = _titles_again(lines) | _names_again(lines) | anywhere | _numbers_of_pages(lines)
    for at, line in enumerate(lines):
        if at in titled or at in heads:
            pieces.append(Skipped(line.place, tidy(line.text), "页眉或页脚"))
        else:
            kept.append(line)
    return kept if pieces else lines, pieces, told(lines, anywhere)


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """The lines that come again with the number of another page; no option, no field (解析：见教材第115页), nor what stands behind answers."""
    if not _PAGED.stand_in(lines):
        return set()
    alike: dict[str, list[int]] = {}
    listed = pages_listed(lines)
    behind: set[int] = set()  # lines right behind an answer or another field
    before = ""
    for at, line in enumerate(lines):
        if not line.text.strip():
            continue
        if FIELD.match(before):
            behind.add(at)
        before = fold(line.text)
        if (
            at not in listed
            and _RUNNING.search(line.text)
            and not FIELD.match(before)
            and not LABEL.match(before)
        ):
            alike.setdefault(_words(line), []).append(at)
    return {
        at
        for places in alike.values()
        if len(places) > 1 and 2 * len(behind.intersection(places)) <= len(places)
        for at in places
    }


def _beside_heads(lines: Sequence[Line], heads: Set[int]) -> set[int]:
    """The lines that stand beside those with the numbers of pages, and nowhere else: names above the text of pages."""
    if not heads:
        return set()
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    beside: dict[str, set[int]] = {}
    for place, at in enumerate(filled):
        if at not in heads and any(near in heads for near in filled[max(place - 1, 0) : place + 2]):
            beside.setdefault(tidy(lines[at].text), set()).add(at)
    return {
        at
        for text, places in beside.items()
        if len(places) >= max(_BESIDE, len(heads) - 1)
        and not OWN.match(fold(text))
        and not heading_of(text)
        and len(places) == sum(tidy(lines[at].text) == text for at in filled)
        for at in places
    }


def pages_listed(lines: Sequence[Line]) -> set[int]:
    """第1页, 第2页, 第3页 right below each other: options without labels, for between two pages stands text."""
    if not _PAGED.stand_in(lines):
        return set()
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate(lines):
        run = [*run, at] if _RUNNING.fullmatch(line.text.strip()) else []
        if len(run) >= _FEWEST_LISTED:
            found.update(run)
    return found


def _words(line: Line) -> str:
    """The words of a line, its numbers aside: alike on all pages."""
    return re.sub(r"[\d\s]", "", line.text)


def _titles_again(lines: Sequence[Line]) -> set[int]:
    """The lines that repeat the first line of the file with the number of a page behind it; the numbers grow."""
    if not _ENDING_IN_NUMBERS.stand_in(lines):
        return set()
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


def _names_again(lines: Sequence[Line]) -> set[int]:
    """The lines that name the list of questions (甲工种考试题库（813题）) as one at the head of the file does, again and again."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    named = {tidy(lines[at].text) for at in filled[:_HEAD] if names_bank(lines[at].text)}
    again = [at for at in filled if tidy(lines[at].text) in named] if named else []
    return set(again[1:]) if len(again) > _FEWEST_PAGES else set()


def _numbers_of_pages(lines: Sequence[Line]) -> set[int]:
    """The lines that hold nothing but a number, where these count on one by one, far from each other, in a text whose
    questions have numbers of their own."""
    if not _NUMBERS_ALONE.stand_in(lines):
        return set()
    alone = {
        at: int(match[1]) for at, line in enumerate(lines) if (match := _NUMBER_ALONE.fullmatch(line.text))
    }
    apart = all(after - before >= _LINES_A_PAGE for before, after in pairwise(alone))
    counted = all(after == before + 1 for before, after in pairwise(alone.values()))
    if len(alone) < _FEWEST_PAGES or not apart or not counted:
        return set()
    numbered = sum(_NUMBERED.match(fold(line.text)) is not None for line in lines)
    return set(alone) if numbered >= _QUESTIONS_A_PAGE * len(alone) else set()


def _letters(text: str) -> str:
    return re.sub(r"\d", "", squeeze(text))


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
        if count >= max(_BESIDE, len(marks) - 1) and count == texts.count(text) and not OWN.match(fold(text))
    }
    return {at for at, _ in marks} | {at for at, text in enumerate(texts) if text in headers}


def page_numbers(folded: Sequence[str], starts: Collection[int], headings: Set[int]) -> set[int]:
    """Numbers alone on lines that begin no question, grow and are fewer than questions: those of the pages.

    Between a stem and its options a number is the stem's own, unless the page before or behind it counts on to it."""
    written = [at for at, text in enumerate(folded) if text.strip()]
    found: dict[int, int] = {}
    within: set[int] = set()  # in a stem, or beside another number
    stem = False
    for place, at in enumerate(written):
        before = folded[written[place - 1]] if place else ""
        following = written[place + 1] if place + 1 < len(written) else None
        match = _NUMBER_ALONE.fullmatch(folded[at])
        if at in starts or at in headings:
            stem = at in starts
        elif not match:
            stem = stem and not LABEL.match(folded[at]) and not FIELD.match(folded[at])
        elif place and not AWAITS_TEXT.fullmatch(before):
            found[at] = int(match[1])
            ends = following is None or following in starts or following in headings
            if (stem and not ends) or _NUMBER_ALONE.fullmatch(before):
                within.add(at)
    pages = _counted_on(found, within)
    growing = all(first < second for first, second in pairwise(pages.values()))
    return set(pages) if growing and len(pages) * _QUESTIONS_A_PAGE <= len(starts) else set()


def _counted_on(found: dict[int, int], within: Set[int]) -> dict[int, int]:
    """The numbers without those `within` stems to which no sure page beside them counts on."""
    sure = [at for at in found if at not in within]
    return {
        at: number
        for at, number in found.items()
        if at not in within
        or any(found[page] + (1 if page < at else -1) == number for page in _beside(sure, at))
    }


def _beside(sure: Sequence[int], at: int) -> list[int]:
    """The last of `sure` before `at` and the first behind it."""
    return [page for page in sure if page < at][-1:] + [page for page in sure if page > at][:1]
