"""Which of the numbered lines of a text are questions: the chain of them that explains the lines best.

Each question reaches from its line to that of the next one. It gains by what it holds (options, a blank, an answer: the
evidence of one question, not of several), and by a number that counts on from the one before. The best chain is found by
dynamic programming (Viterbi 1967); the gains below are weighed against each other, one sound question being 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from importers.layouts.text import Start, Text

WEAK = {"bare", "decimal"}
_SEPARATED = {"sep.", "sep、", "sep:", "sep,"}  # 1) counts points of a stem as well
_ESSAYS = {"essay", "blank"}
_NEAREST = 16  # candidates before one of which each is tried

_OWN, _LATER = 1.0, 0.6  # evidence of its own, or below a numbered line inside it: 1.下列说法：1)甲 2)乙 A. …
_FURTHER, _PASSED = -0.85, -0.9  # evidence of another question inside it, or that no question takes
_NONE, _STATEMENT, _ESSAY = -0.4, 0.0, -0.3  # without evidence: a question, a statement, an essay
_ABOVE_PARTS = -1.5  # without evidence above the first part: how to answer
_SURE = 3.0  # told by its mark, or by what stands around it
_OTHER_STYLE, _BARE_OTHER_STYLE, _WEAK_STYLE = -0.5, -1.5, -0.3
_COUNTS_ON, _CHANGES_STYLE, _LEAVES_OUT, _GOES_BACK = 0.5, -0.3, -0.55, -1.0
_SKIPS, _FEW_LEFT_OUT = 0.1, 3  # among statements, which hold no numbers of their own that are so near
_FIRST, _GOES_ON, _BARE_FIRST = (
    0.35,
    0.4,
    -1.5,
)  # at the head of a part: 1, the next number, a number that may be none
_NEVER = -1e6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A numbered line that may begin a question; `evidence` tells whether it holds that of one, up to the next such line."""

    line: int
    value: int
    style: str
    start: Start
    evidence: bool
    marked: bool
    closed: bool  # behind another question, with options and an answer of its own
    whole: bool  # with options and an answer line of its own

    @property
    def sure(self) -> bool:
        return self.marked or self.closed

    def alike(self, style: str) -> bool:
        """Whether it may be numbered in that style: people change separators (1、 2． 3、) where questions follow."""
        return self.style == style or (self.evidence and {self.style, style} <= _SEPARATED)


def best_chain(candidates: Sequence[Candidate], text: Text) -> dict[int, Start]:
    """The lines of the candidates that are questions."""
    if not candidates:
        return {}
    chain = _Chain(candidates, text)
    return {candidates[at].line: candidates[at].start for at in chain.best()}


class _Chain:
    def __init__(self, candidates: Sequence[Candidate], text: Text) -> None:
        self._part, self._kind = zip(*_parts(candidates, text), strict=True)
        self._main = list(_main_styles(candidates, self._part))
        # Essays hold what they like: evidence tells nothing of them.
        self._candidates = [
            replace(entry, evidence=entry.evidence and kind not in _ESSAYS)
            for entry, kind in zip(candidates, self._kind, strict=True)
        ]
        self._before = [0, *accumulate(entry.evidence for entry in self._candidates)]
        ends = {part: at + 1 for at, part in enumerate(self._part)}
        self._end = [ends[part] for part in self._part]
        alone = [self._alone(at, entry) for at, entry in enumerate(self._candidates)]
        self._with = [gain for gain, _ in alone]
        self._without = [gain for _, gain in alone]

    def best(self) -> list[int]:
        """The candidates of the best chain, in order."""
        size = len(self._candidates)
        gains = [0.0] * size
        links: list[int | None] = [None] * size
        far, far_gain = -1, 0.0  # the best end before the nearest candidates
        for at in range(size):
            passed = _PASSED * self._before[at]
            gains[at] = passed + self._joint(None, at)
            near = max(0, at - _NEAREST)
            if near and ((gain := self._ended(gains, near - 1, at) - passed) > far_gain or far < 0):
                far, far_gain = near - 1, gain
            if far >= 0 and (gain := far_gain + passed + self._joint(far, at)) > gains[at]:
                gains[at], links[at] = gain, far
            for last in range(near, at):
                gain = self._ended(gains, last, at) + self._joint(last, at)
                if gain > gains[at]:
                    gains[at], links[at] = gain, last
        gain, end = max((self._ended(gains, last, size), last) for last in range(size))
        link: int | None = end if gain > _PASSED * self._before[size] else None
        found: list[int] = []
        while link is not None:
            found.append(link)
            link = links[link]
        return found[::-1]

    def _ended(self, gains: Sequence[float], at: int, until: int) -> float:
        """What a chain gains up to its last question `at`, which reaches to `until`; what lies behind its part is passed."""
        end = min(until, self._end[at])
        held = self._before[end] - self._before[at]
        passed = self._before[until] - self._before[end]
        return (
            gains[at]
            + _PASSED * passed
            + (self._with[at] + _FURTHER * (held - 1) if held else self._without[at])
        )

    def _alone(self, at: int, entry: Candidate) -> tuple[float, float]:
        """What a question gains with evidence, and without, whatever its number."""
        gain = _SURE * entry.sure + _WEAK_STYLE * (entry.style in WEAK)
        if not entry.alike(self._main[at]):
            gain += _OTHER_STYLE if entry.evidence else _BARE_OTHER_STYLE
        kind = self._kind[at]
        if kind in _ESSAYS:
            return gain + _ESSAY, gain + _ESSAY
        without = {"above": _ABOVE_PARTS, "true_false": _STATEMENT}.get(kind, _NONE)
        return gain + (_OWN if entry.evidence else _LATER), gain + without

    def _joint(self, last: int | None, at: int) -> float:
        """What the number gains by the one before, at the head of a part by itself."""
        entry = self._candidates[at]
        before = self._candidates[last] if last is not None else None
        counts_on = before is not None and entry.value == before.value + 1
        if before is None or last is None or self._part[last] != self._part[at]:
            opens = entry.value in {0, 1}
            if entry.style == "bare" and not (opens or counts_on or entry.sure):
                return _NEVER
            return _FIRST if opens else _GOES_ON if counts_on else 0.0
        if counts_on:
            alike = entry.sure or entry.alike(self._main[at]) or entry.alike(before.style)
            return _COUNTS_ON if alike else _CHANGES_STYLE
        if entry.sure:
            return 0.0
        if not entry.alike(self._main[at]) or (entry.style == "bare" and not entry.evidence):
            return _NEVER
        if self._kind[at] == "true_false" and 0 < entry.value - before.value <= _FEW_LEFT_OUT:
            return _SKIPS
        return _LEAVES_OUT if entry.value > before.value else _GOES_BACK


def _parts(candidates: Sequence[Candidate], text: Text) -> Iterator[tuple[int, str]]:
    """The part that each candidate stands in, and its kind; `above` where the parts name kinds and it stands above them.

    A part of essays is left where whole questions count anew.
    """
    heads = sorted(text.headings)
    kinds = [text.headings[at].type or "" for at in heads]
    part, kind, place = 0, "above" if any(kinds) else "", 0
    for entry in candidates:
        while place < len(heads) and heads[place] < entry.line:
            part += not text.headings[heads[place]].type_line
            kind = kinds[place] or ("" if kind == "above" else kind)
            place += 1
        if kind in _ESSAYS and entry.whole and entry.value == 1:
            part, kind = part + 1, ""
        yield part, kind


def _main_styles(candidates: Sequence[Candidate], parts: Sequence[int]) -> Iterator[str]:
    """How the questions of each candidate's part are numbered: as most of the text, or in a style of the part's own."""
    most = _most_common(candidates)
    held: dict[int, list[Candidate]] = {}
    for entry, part in zip(candidates, parts, strict=True):
        held.setdefault(part, []).append(entry)
    own = {
        part: most if any(entry.style == most for entry in inside) else _most_common(inside)
        for part, inside in held.items()
    }
    return (own[part] for part in parts)


def _most_common(candidates: Sequence[Candidate]) -> str:
    """The style of most candidates that hold evidence, up to the next one in the same style; of several, the surest."""
    held: Counter[str] = Counter()
    every: Counter[str] = Counter()
    seen, before = 0, dict[str, int]()
    for entry in reversed(candidates):
        seen += entry.evidence
        held[entry.style] += seen > before.get(entry.style, 0)
        every[entry.style] += 1
        before[entry.style] = seen
    inside = [style for style in every if style in _SEPARATED]
    family = {style: inside if style in _SEPARATED else [style] for style in every}

    def worth(style: str) -> tuple[int, bool, float, int]:
        alike = sum(held[each] for each in family[style])
        return alike, style not in WEAK, alike / sum(every[each] for each in family[style]), held[style]

    return max(dict.fromkeys(entry.style for entry in candidates), key=worth)
