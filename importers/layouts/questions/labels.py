"""Words that announce a field (答案：, 【解析】, 难度：): a text is cut into fields at them, without a gap between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.answers import LETTERS
from importers.field_words import Field, field_of
from importers.layouts.questions import label_forms as forms
from importers.layouts.questions.options import find_options
from importers.layouts.shapes import BRACKET
from importers.normalise import fold

_ASKED = re.compile(rf"{BRACKET}|^[^\S\n]*[(\[]?[Bb]\s*[.、:)\]]|(?<=\s)B\s*[.、:]|答案", re.M)
_OPTION_LINE = re.compile(
    r"^[^\S\n]*[(\[]?\s*(?:A\s*(?:[.、:)\]]|[^\S\n]+\S|(?=[^\x00-\x7f]))|a\s*[.、:)\]]|[Aa],(?=[^\n]+\n[^\S\n]*[Bb],))",
    re.M,
)
_LABELLED_LINE = re.compile(r"^[^\S\n]*[(\[]?([A-L])[^\S\n]?[.、:)\]]", re.M)
# 得分: 4 A、甲 B、乙 and 答案：B A.甲 above B.乙: options behind what another field says, on its line.
_OPTIONS_BEHIND = re.compile(r"(?<=\S)[^\S\n]+(?=A[^\S\n]?[.、:][^\n]*(?:\s|\n\s*)B[^\S\n]?[.、:])")
_LETTER_ALONE = re.compile(r"^[^\S\n]*[A-L][^\S\n]*[.、:)\]][^\S\n]*\Z", re.M)
_Search = Callable[[str, int], re.Match[str] | None]
_WORD_BEFORE = re.compile(r"(?:(?<=\n)|(?<=\s\s))(?!正确|错误|[对错])[\u4e00-\u9fff]{1,4}\Z")
SHORT: frozenset[Field] = frozenset({"answer", "difficulty", "type", "other", "topics"})


_NUMBER_AGAIN = re.compile(r"\s*(?:第\s*\d{1,4}\s*题|[(\[]?\d{1,4}[)\]]?)\s*[.、:]?\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A field's text and where it begins (its label excluded) in the whole."""

    field: Field
    start: int
    text: str
    label: str = ""


def label_of(folded: str) -> str:
    """The word at the head of a line that announces a field; empty where none does."""
    match = forms.HEAD.match(folded)
    return match[1] or match[2] if match else ""


def reason_label(text: str) -> str:
    """The label at the head of `text` that stands for all of it as an explanation; empty where none does."""
    match = forms.HEAD.match(fold(text))
    return text[: match.end()] if match and field_of(match[1] or match[2]) == "explanation" else ""


@lru_cache(maxsize=4096)  # asked whether the block is filled at all and where it is read, in each reading
def cut(text: str) -> tuple[Segment, ...]:
    """`text` as segments that cover it without gap; the part before the first label is the stem."""
    marks = _marks(text, fold(text))
    segments = [Segment("stem", 0, text[: marks[0][0] if marks else len(text)])]
    for at, (start, end, field) in enumerate(marks):
        stop = marks[at + 1][0] if at + 1 < len(marks) else len(text)
        segments.append(Segment(field, end, text[end:stop], text[start:end]))
    return tuple(segments)


def _marks(text: str, folded: str) -> list[tuple[int, int, Field]]:
    """(start of the label, end of the label, field), in order."""
    marks: list[tuple[int, int, Field]] = []
    labels = _Labels(folded)
    first = labels.next(0, "stem", False)
    options_seen = first is None or _holds_options(text[: first[0]].rstrip(" "), folded[first[1] :])
    at, field = 0, "stem"
    answered = False
    while match := labels.next(at, field, answered):
        start, end, name = match
        start = _behind(folded, at, start, short=field in SHORT)
        if not options_seen and field in SHORT | {"explanation"}:
            options_seen = _add_options(folded, at, start, marks)
        marks.append((start, end, name))
        at, field, answered = end, name, answered or name == "answer"
        options_seen = options_seen or name == "options"
    if not options_seen and field in SHORT | {"explanation"}:
        _add_options(folded, at, len(folded), marks)
    return marks


def _holds_options(head: str, behind: str) -> bool:
    """Whether the options stand in `head`, before the first label; in a program letters may look so (class A), then more
    of them head the lines behind the answer."""
    if (found := find_options(head)) is None:
        return False
    listed = "".join(match[1] for match in _LABELLED_LINE.finditer(behind))
    return not listed.startswith(LETTERS[: len(found.options) + 1])


def _behind(folded: str, at: int, start: int, *, short: bool) -> int:
    """Where what stands before a label ends: blanks, the ornament of the label (B  ★考生答案：), a stutter at the
    head of its line (难难度：) and, behind a `short` field, the beginning of its word are none of it."""
    if folded[at:start].endswith(folded[start : start + 1]):
        begin = folded.rfind("\n", at, start) + 1 or at
        start -= not folded[begin : start - 1].strip()
    head = folded.rfind("\n", at, start) + 1
    if head and _NUMBER_AGAIN.fullmatch(
        folded, head, start
    ):  # 3.【答案】C: the number of the question once more
        return head
    if short and (
        word := _WORD_BEFORE.search(folded, at, start)
    ):  # of 课本来源： the label is the whole word
        return word.start()
    text = folded[at:start].rstrip(" ")
    bare = text.rstrip(forms.STARS)
    return at + len(bare.rstrip(" ") if not bare or bare[-1].isspace() else text)


def _add_options(folded: str, at: int, stop: int, marks: list[tuple[int, int, Field]]) -> bool:
    """Options that follow the answer line, or another field on its line: a segment of their own."""
    newline = folded.find("\n", at, stop)
    ends = stop if newline < 0 else newline
    behind = _OPTIONS_BEHIND.search(folded, at, stop) if marks[-1][2] in {"other", "answer"} else None
    if behind and behind.end() <= ends:
        marks.append((behind.end(), behind.end(), "options"))
        return True
    match = _OPTION_LINE.search(folded, at, stop)
    if match is None or newline < 0 or match.start() <= newline:
        return False
    marks.append((match.start(), match.start(), "options"))
    return True


class _Labels:
    """The labels of a text in order. What a pattern finds next is kept until the text before it has been passed."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self._ahead: dict[_Search, re.Match[str] | None] = {}

    def next(self, at: int, field: str, answered: bool) -> tuple[int, int, Field] | None:
        """The first label behind `at`, where the text belongs to `field`: its start, its end and its own field."""
        found = [self._search(search, at) for search in _searches(field)]
        if field == "explanation":  # 解析：【答案】B: a label right before another one
            found.append(forms.NEXT.match(self._folded, at))
            if not answered:
                found.append(self._search(forms.CLOSING.search, at))
        hits = [match for match in found if match is not None]
        if not hits:
            return None
        match = min(hits, key=lambda hit: (hit.start(), -hit.end()))
        return match.start(), match.end(), forms.announced(match)

    def _search(self, search: _Search, at: int) -> re.Match[str] | None:
        if search in self._ahead:
            hit = self._ahead[search]
            if hit is None or hit.start() >= at:
                return hit
        self._ahead[search] = search(self._folded, at)
        return self._ahead[search]


def _inline(folded: str, at: int) -> re.Match[str] | None:
    """The first label inside a line; what stands right behind the letter of an option (A. 答案：只有一个) is its text."""
    hits = forms.INLINE.finditer(folded, at)
    return next((hit for hit in hits if not _LETTER_ALONE.search(folded, at, hit.start())), None)


def _composed(folded: str, at: int) -> re.Match[str] | None:
    """The first label made of known words, where something was asked above it."""
    hits = forms.COMPOSED.finditer(folded, at)
    return next((hit for hit in hits if hit["sure"] or _is_asked(folded, at, hit)), None)


def _is_asked(folded: str, at: int, hit: re.Match[str]) -> bool:
    """Whether something was asked above a label; before a colon the words are those of a stem if its options follow."""
    start = hit.start()
    if hit["plain"] and _OPTION_LINE.search(folded, hit.end()) and not _OPTION_LINE.search(folded, 0, start):
        return False
    return bool(_ASKED.search(folded, 0, start)) and not _LETTER_ALONE.search(folded, at, start)


def _framed(folded: str, at: int) -> re.Match[str] | None:
    """The same in brackets: a line of an explanation may well begin with such words before a colon."""
    return next(
        (hit for hit in forms.COMPOSED.finditer(folded, at) if hit["framed"] or hit["other"] or hit["topic"]),
        None,
    )


def _searches(field: str) -> Iterator[_Search]:
    """What may find a label in the text of a field: explanations hold them at the heads of lines alone."""
    yield forms.LINE.search
    yield _framed if field == "explanation" else _composed
    if field != "explanation":
        yield from (_inline, forms.REASON.search)
    if field in SHORT:
        yield forms.BEHIND_ANSWER.search
