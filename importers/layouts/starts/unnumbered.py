"""Questions without numbers: a stem is what stands between the end of one question and the first option of the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from importers.layouts.evidence import EVIDENCE
from importers.layouts.shapes import ANSWER, ANSWER_LABEL, OPTION, OPTION_ALONE
from importers.layouts.starts.explained import behind_explanations
from importers.layouts.text import Start, Text

_OPTION_LINE = re.compile(
    r"\s*(?:[〔\[]图.?[〕\]])?\s*[(\[]?\s*([A-La-l])\s*(?:[.、:)\]]|\s+\S|(?=[^\x00-\x7f]))"
)
_BOX = re.compile(r"\s*[☐☑□■○●√]\s*\S")  # a box before each option instead of its letter
_FIRST_OPTION = re.compile(r"\s*(?:[〔\[]图.?[〕\]])?\s*[(\[]?\s*[Aa]\s*(?:[.、:)\]]|\s+\S|(?=[^\x00-\x7f]))")
_LABEL_LINE = re.compile(
    r"\s*(?:\[?(?:正确|参考|标准|试题|[我你您]的|考生|学[生员]|用户)?(?:答案|选项)|(?i:answer)\s*:|\[?(?:答案|试题|题目|参考|本题)?解析|\[?本题(?:解释|思路)|\[?法律依据|\[?依据|\[?难|\[?知识点|\[?考点|\[?分[值数]|答\s*:)"
)
_EXPLANATION_LINE = re.compile(r"\s*\[?(?:(?:答案|试题|题目|参考|本题)?解析|本题(?:解释|思路))")
_LABEL_ALONE = re.compile(r"\s*\[?(?:正确|参考|标准|试题|题目)?(?:答案|解析|答案解析)\]?\s*:?\s*")
_SENTENCE = re.compile(r"[。.?!;:,]\s*$|[(\[]\s*[)\]]|_{2,}")
_TWO_OPTIONS = re.compile(r".*\sA[.、:)].*\sB[.、:)]")
_SIDE_ALONE = re.compile(
    r"\s*(?:[(\[]\s*)?(?:√|×|对|错|正确|错误)(?:\s*[)\]])?[\s。.]*"
)  # below the statement
_LETTER_ALONE = re.compile(r"\s*[AB]\s*")
_JUDGED = re.compile(r".*[(\[]\s*(?:√|×|对|错|正确|错误)\s*[)\]]\s*[。.]?\s*$")


# 甲证由谁发放？ 答案：B: the line is the whole stem where most such lines stand behind options or one another.
_ENDED = re.compile(
    rf"(?=\s*\S{{3}})(?!{OPTION.pattern}).*\S\s+(?:正确|参考|标准)?答案\s*:\s*(?P<said>{ANSWER})\s*$"
)
_FEWEST_ENDED = 3


def unnumbered(text: Text) -> dict[int, Start]:
    """The lines that stems begin with."""
    walk = _Walk(_whole_stems(text))
    for at, folded in enumerate(text.folded):
        if heading := text.headings.get(at):
            walk.head(judged=walk.judged if heading.continued else heading.type == "true_false")
        elif folded.strip():
            walk.step(at, folded)
    starts = {at: Start("") for at in sorted(walk.begun)}
    starts = behind_explanations(starts, walk.stems_of(starts), text.folded)
    return _without_title(starts, walk.stems_of(starts), text)


def _whole_stems(text: Text) -> dict[int, bool]:
    """The lines that are stems by themselves, for they end with 答案：B; each with whether options may follow."""
    ended = {
        at: match["said"]
        for at, folded in enumerate(text.folded)
        if not _LABEL_LINE.match(folded) and (match := _ENDED.match(folded))
    }
    filled = [at for at, folded in enumerate(text.folded) if folded.strip()]
    behind = sum(
        at in ended
        and (above in ended or OPTION.match(text.folded[above]) is not None or above in text.headings)
        for above, at in pairwise([*filled[:1], *filled])
    )
    if len(ended) < _FEWEST_ENDED or 2 * behind < len(ended):
        return {}
    return {at: re.match("[A-L]", said) is not None for at, said in ended.items()}


@dataclass(slots=True)
class _Walk:
    """What is known of the question that the walk down the lines stands in."""

    whole: Mapping[int, bool]  # the lines that are stems by themselves
    begun: set[int] = field(default_factory=set)
    stems: list[list[int]] = field(default_factory=list)  # the lines of each
    stem: int | None = None  # the stem that waits for its options or its answer
    explained: int | None = None  # the stem whose 解析： stands before its answer
    fresh: bool = True  # nothing stands behind the heading
    judged: bool = False  # the heading names statements to judge
    announced: bool = False  # 解析： or B. alone on its line: the next one is the explanation, or the option

    def head(self, *, judged: bool) -> None:
        self.stem, self.explained, self.fresh, self.announced = None, None, True, False
        self.judged = judged

    def step(self, at: int, folded: str) -> None:
        if self.announced:
            self.announced = False
        elif at in self.whole:
            self._close(at)
        elif self._opens(folded) or _OPTION_LINE.match(folded) or _BOX.match(folded):
            if self.stem is not None and self._opens(folded):
                self.begun.add(self.stem)
            self.stem, self.explained, self.fresh = None, None, False
            self.announced = OPTION_ALONE.fullmatch(folded) is not None
        elif _LABEL_LINE.match(folded):
            self._label(folded)
        elif self.stem is not None and self._judges(folded):
            self.begun.add(self.stem)
            self.stem = None
        elif _JUDGED.match(folded) and EVIDENCE.search(folded):
            self.begun.add(at)
            self.stems.append([at])
            self.stem = None
        elif self.stem is None:
            self.stem, self.explained = at, None
            self.stems.append([at])
        else:
            self.stems[-1].append(at)

    def _judges(self, folded: str) -> bool:
        """Whether nothing but a judgement stands on the line, below one line or in a part of statements; prose may say 正确."""
        if self.judged and _LETTER_ALONE.fullmatch(folded):
            return True
        below = self.judged or len(self.stems[-1]) == 1
        return below and _SIDE_ALONE.fullmatch(folded) is not None

    def _close(self, at: int) -> None:
        """A line that is a stem by itself; several lines above it, which wait for options, are a question of their own."""
        if self.stem is not None and self.stem not in self.begun and len(self.stems[-1]) > 1:
            self.begun.add(self.stem)
        self.begun.add(at)
        self.stems.append([at])
        self.stem = at if self.whole[at] else None

    def _opens(self, folded: str) -> bool:
        """Whether the options of a question begin on the line."""
        box = self.stem is not None and _BOX.match(folded)
        return bool(_FIRST_OPTION.match(folded) or box or (not self.fresh and _TWO_OPTIONS.match(folded)))

    def _label(self, folded: str) -> None:
        asked = self.explained if self.stem is None else self.stem
        if asked is not None and ANSWER_LABEL.match(folded):
            self.begun.add(asked)
            asked = None
        self.stem, self.fresh = None, False
        self.explained = asked if _EXPLANATION_LINE.match(folded) else None
        self.announced = _LABEL_ALONE.fullmatch(folded) is not None

    def stems_of(self, starts: dict[int, Start]) -> list[list[int]]:
        return [stem for stem in self.stems if stem[0] in starts]


def _without_title(starts: dict[int, Start], stems: Sequence[Sequence[int]], text: Text) -> dict[int, Start]:
    """The starts, the first behind the title of the file: where all other stems have one line, so has the first.

    Where they are titles of Markdown, whatever stands above the last title is none of the stem.
    """
    lines = text.lines
    first, *others = stems or [[]]
    own = [at for at in first if lines[at].place == lines[first[-1]].place]  # a line may hold breaks
    alone = len(others) > 0 and all(len({lines[at].place for at in stem}) == 1 for stem in others)
    above = first[: len(first) - len(own)]
    titles = all(lines[at].title for stem in (own, *others) for at in stem)
    if not above or not alone or not (titles or all(not _SENTENCE.search(text.folded[at]) for at in above)):
        return starts
    return {own[0] if at == above[0] else at: start for at, start in starts.items()}
