"""What pages add to a text that was taken from them: a number before the first line, a running head with the number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence, Set
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Problem, Skipped
from importers.layouts.evidence import MARKED
from importers.layouts.lines.headings import heading_of
from importers.normalise import fold, squeeze, tidy
from importers.problems import problem

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
_LEAST_APART = 4  # lines from one head to the next; what wraps at the end of each option comes sooner
# What texts rightly name on a line of its own: a law, an office.
_NAMED = re.compile(r".*(?:法|条例|规定|办法|政府|法院|机关|部门|局)|《[^《》]*》")
_LONGEST_UNLABELLED = 20  # an option without a label; lines that pages broke are longer
_FEWEST_BESIDE = 2
_LABEL = re.compile(r"\s*[(\[]?([A-L])\s*[.、:)\]]\s*(\S?)")
_INNER_LABEL = re.compile(r"(?<![A-Za-z(\[])[A-L]\s*[.、:]|^\s*[(\[]?[A-L]\s*[)\]]")
_QUESTION = re.compile(r"\s*(?:[(\[]?\d{1,4}\s*[.、:)\]]|\[?第\s*\d+\s*题)")
_FIELD = re.compile(r"\s*\[?\S{0,4}?(答案|解析|依据|难度|知识点|考点|出处|来源|参见|详见)")


def without_pages(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Skipped], list[Problem]]:
    """The lines without what only pages brought in, that by name, and which heads are to be looked at."""
    kept: list[Line] = []
    pieces: list[Skipped] = []
    heads = _running_heads(lines)
    anywhere = _heads_anywhere(lines)
    titled = _titles_again(lines) | anywhere
    numbers = _page_numbers(lines)
    for at, line in enumerate(lines):
        if at in titled or at in heads:
            pieces.append(Skipped(line.place, tidy(line.text), "页眉或页脚"))
        elif numbers and (match := _NUMBER.match(fold(line.text))):
            pieces.append(Skipped(line.place, match[0].strip(), "页码"))
            kept.append(line.without(0, match.end()))
        else:
            kept.append(line)
    return kept if pieces else lines, pieces, _told(lines, anywhere)


def _told(lines: Sequence[Line], heads: Set[int]) -> list[Problem]:
    """Names without a number that were taken out of questions may belong there: each is told once."""
    places: dict[str, list[int]] = {}
    for at in sorted(heads):
        places.setdefault(tidy(lines[at].text), []).append(at)
    return [
        problem(
            "text-unread",
            f"“{name}”在文件里单独成行 {len(found)} 次，当作页眉或页脚略去（首次在{lines[found[0]].place.in_words()}），请核对是否属于试题。",
            lines[found[0]].place,
        )
        for name, found in places.items()
    ]


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """The lines that come again with the number of another page; no option, no field (解析：见教材第115页), nor what stands behind answers."""
    alike: dict[str, list[int]] = {}
    behind: set[int] = set()  # lines right behind an answer or another field
    before = ""
    for at, line in enumerate(lines):
        if not line.text.strip():
            continue
        if _FIELD.match(before):
            behind.add(at)
        before = fold(line.text)
        if _RUNNING.search(line.text) and not _FIELD.match(before) and not _LABEL.match(before):
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
    listed = _unlabelled(names)
    found: set[int] = set()
    for name, count in counts.items():
        if count < _FEWEST_HEADS or not _may_head(name):
            continue
        places = [place for place, other in enumerate(names) if other == name and place not in listed]
        if len(places) < _FEWEST_HEADS or any(
            after - before < _LEAST_APART for before, after in pairwise(places)
        ):
            continue
        around = {
            (_kind(names[at - 1]) if at else "", _kind(names[at + 1]) if at + 1 < len(names) else "")
            for at in places
        }
        befores, afters = {before for before, _ in around}, {after for _, after in around}
        if "label" not in befores and len(befores) > 1 and len(afters) >= _SURROUNDINGS:
            found |= {filled[place] for place in places}
    return found


def _unlabelled(texts: Sequence[str]) -> set[int]:
    """The short lines below stems without a labelled option, several of them: they may be options themselves."""
    found: set[int] = set()
    kinds = [_kind(text) for text in texts]
    starts = [at for at, kind in enumerate(kinds) if kind == "start"]
    for first, end in pairwise([*starts, len(texts)]):
        within = range(first + 1, end)
        plain = [at for at in within if kinds[at] == "text"]
        short = [at for at in plain if len(texts[at]) <= _LONGEST_UNLABELLED]
        labelled = any(_INNER_LABEL.search(fold(texts[at])) for at in range(first, end))
        if not labelled and len(short) == len(plain) > _FEWEST_BESIDE:
            found.update(plain)
    return found


def _may_head(name: str) -> bool:
    folded = fold(name)
    own = _OWN.match(folded) or MARKED.match(folded) or _QUESTION.match(folded) or _FIELD.match(folded)
    sentence = _GOES_ON.search(name) or _NAMED.fullmatch(name) or heading_of(name)
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
            stem = stem and not _LABEL.match(folded[at]) and not _FIELD.match(folded[at])
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
