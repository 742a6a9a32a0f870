"""Words that announce a field (答案：, 【解析】, 难度：): a text is cut into fields at them, without a gap between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.answers import LETTERS, TYPE_WORDS
from importers.field_words import (
    FRAMED,
    OF_ANSWERS,
    OF_ATTEMPT,
    OWNERS,
    REASONS,
    TOPICS,
    WORDS,
    Field,
    composed_field,
)
from importers.layouts.evidence import ANSWER_AND_REASON
from importers.layouts.questions.options import find_options
from importers.layouts.shapes import BRACKET
from importers.normalise import fold

# Between brackets alone: a stem may well go on with 课程：… on a line.
_BRACKETED = ("科目", "学科", "课程", "专业", "年级", "适学年级", "适用年级", "教材", "版本", "状态")
_OWN_WORDS = next(at for at, word in enumerate(OF_ATTEMPT) if not word.startswith(OWNERS))
_SURE = WORDS["explanation"][
    : WORDS["explanation"].index("解析") + 1
]  # that no sentence contains before a colon
_FIELD_OF = {word: field for field, words in WORDS.items() for word in words}
_ALL = "|".join(sorted(_FIELD_OF, key=len, reverse=True))
_FIELD_OF.update(dict.fromkeys(_BRACKETED, "other"))
_IN_BRACKETS = "|".join(sorted(_FIELD_OF, key=len, reverse=True))
# Behind an answer alone: a stem may well tell a reason or note something on a line.
_FIELD_OF.update(dict.fromkeys(("原因", "注", "题解"), "explanation"))
_FIELD_OF["类型"] = "type"  # before the name of a type alone
_FIELD_OF["题"] = "stem"  # at the head of a line alone: 本题： is no label
# 难 度：, 答　案：: two characters with a blank between.
_PARTED = "|".join(rf"{word[0]}[^\S\n]+{word[1]}" for word in _FIELD_OF if len(word) == 2)
_AFTER_WORD = r"(?:是|为|\([a-zà-ǜ]{1,6}\))?"  # 【選項(xiàng)】: how it is read, where a page was turned into traditional characters
_STRONG = "|".join(sorted(WORDS["answer"] + _SURE + WORDS["other"][:5], key=len, reverse=True))
_HEADS = "".join({word[0] for word in _STRONG.split("|")})
_ALONE = "|".join(sorted(WORDS["answer"][:8] + _SURE, key=len, reverse=True))
# Whoever gives it, 【司法部答案】 and 【人工解析】; not what a candidate answered.
_OWNED = r"\[(?![^\]\n]*[我你您考学员生用户作做提交误])[^\[\]\n:]{0,6}(答案|解析|详解)\][^\S\n]*:?"
_TRUTH = r"[√×✓✗✔✘✅❌对错]\ufe0f?|正确|错误"
# 【答案及解析】C 根据…: one label, the answer first; A 项错误 explains.
_PROMISED = rf"(?=[^\S\n]*(?:[A-La-l](?:[^\S\n]?[,、;/]?[^\S\n]?[A-La-l])*+|{_TRUTH})(?:[。.;,:(]|[^\S\n]+(?!项)|(?<=[√×✓✗✔✘])(?![√×])|\n|\Z))"
_STARS = "★☆☞✦◆◇■●▲△※◎▶►➤"
_ORNAMENT = rf"[^\S\n]*(?:[{_STARS}*•✅✔✘❌✨❗⭐\U0001f300-\U0001faff]+\ufe0f?[^\S\n]*)?"
_ARROW = r"(?:>{2,}|[=-]+>|[→⇒➔➜»])"
# An answer that fills its line: >> A, → ABD, A1：B.
_WHOLE = rf"(?=(?:[A-La-l](?:[,、;/ ]*[A-La-l])*|{_TRUTH})[。.]?[^\S\n]*$)"
_SHORT_ANSWER = r"(?i:ans|key)|正确|标答|正选|应选|选"  # before nothing but an answer
# At the head of a line: 答案：B, 【答案】B, 答案是：b, 答案 B, 答案 对, 解 析：, 答：B, ★ 正确答案 B, 答案；D, 考点解析：.
_LINE = re.compile(
    rf"^{_ORNAMENT}(?:(?:\[(?P<both>{ANSWER_AND_REASON})\][^\S\n]*:?|(?P<pair>{ANSWER_AND_REASON}|解答(?=\s*:))[^\S\n]*(?::|(?=\s))){_PROMISED}|"
    rf"({ANSWER_AND_REASON}|(?:详细)?解答)[^\S\n]*:|\[({_IN_BRACKETS}){_AFTER_WORD}\][^\S\n]*:?|{_OWNED}|({_PARTED})[^\S\n]*:|\[({_PARTED})\][^\S\n]*:?|({_ALL})(?:\(.{{1,8}}?\))?[^\S\n]*(?:是|为)?[^\S\n]*:|"
    rf"[^\s:\[\]()]{{0,4}}?([本该此试]题(?:解释|分析|说明)|解析|详解)[^\S\n]*:|({_ARROW})[^\S\n]*:?[^\S\n]*{_WHOLE}|({_SHORT_ANSWER})[^\S\n]*:[^\S\n]*{_WHOLE}|([A答])\d{{1,4}}[^\S\n]*[.、:][^\S\n]*{_WHOLE}|"
    rf"(题)[^\S\n]*:|(类型)[^\S\n]*:(?=[^\S\n]*(?:{TYPE_WORDS})题?(?:\([^()\n]{{2,8}}\))?[^\S\n]*$)|((?:标准|参考)?答案选项)[^\S\n]*:[^\S\n]*{_WHOLE}|"
    rf"({'|'.join(WORDS['answer'])})[^\S\n]*[;,。.、=→—-]+(?=[^\S\n]*(?:[A-L](?:[,、;/ ]*[A-L])*(?![A-Za-z])|(?:{_TRUTH})(?=[\s。.,;(]|$)))|"
    rf"({'|'.join(WORDS['answer'])})[^\S\n]*(?=[A-Ha-h,、;/ ]+$|(?:(?<=\s)(?:{_TRUTH})|[√×✓✗])[。.]?[^\S\n]*$)|({_ALONE})[^\S\n]*$|(答)[^\S\n]*:|(正确的答案)[^\S\n]*[是为]:?|(The correct answer)s? (?:is|are)[^\S\n]*:?|"
    r"((?:[我你您]的|考生|学生|用户)答案)[^\S\n]*(?=(?:[A-H][A-H,、 ]*|[√×对错]|正确|错误|未作?答)[^\S\n]*$)|"
    r"([正参标][确考准]答案|答案)[^\S\n]*(?=\[[^\[\]\n]+\][^\S\n]*$)|"
    rf"[(\[][^\S\n]*({_ALL})[^\S\n]*:(?=[^()\[\]\n]*[)\]][^\S\n]*$)|"
    r"((?:故|因此|所以)?(?:[本此]题)?(?:的)?(?:正确)?(?:答案)?(?:应该?)?(?:选(?:择)?|(?<=答案)[为是]))[^\S\n]*:?[^\S\n]*(?=[A-L][A-L,、;/ ]*项?[。.]?$)|"
    r"(故(?:[本此]题)?(?:的)?(?:正确)?(?:答案)?(?:应该?)?[选为是])[^\S\n]*:?[^\S\n]*(?=[A-L][A-L,、]*项?[。.;,]))",
    re.M,
)
# Inside a line only what cannot be part of a sentence: 【解析】, 答案：; （答案：B） is a bracket like any other.
_ANSWERED = r"[^\S\n]*(?:[A-La-l](?:[\s,、;/]*[A-La-l])*|[√×✓✗对错TF]|正确|错误)[^\S\n]*[。.]?[)\]]"
_INLINE = re.compile(
    rf"(?=[\[{_HEADS}错我你您考学用])(?:\[({_ALL}){_AFTER_WORD}\][^\S\n]*:?|{_OWNED}|(?<![(\[确考准旳])(?<![(\[] )({_STRONG})[^\S\n]*(?:是|为)?[^\S\n]*:|"
    rf"(?<=[(\[])({_STRONG})[^\S\n]*(?:是|为)?[^\S\n]*:(?!{_ANSWERED})|"
    # 正确 您的作答: C: behind a stem on its line, with the verdict.
    rf"(?<=\s)(?:(?:正确|错误)[^\S\n]+)?({'|'.join(OF_ATTEMPT[:_OWN_WORDS])})[^\S\n]*:(?=[^\S\n]*(?:[A-L]+|{_TRUTH})\s)|"
    r"(?<=[\s。.;])(答)(?:[^\S\n]*:)?[^\S\n]*(?=[A-D](?:[,、 ]*[A-D])*[。.]?[^\S\n]*(?:\n|\Z)))"  # others may name no option
)
# 【解题分析】, 命题意图：: names made of known words, behind what was asked or answered.
_COMPOSED = re.compile(
    rf"^{_ORNAMENT}(?:(?P<sure>\[(?:{OF_ANSWERS})\]|(?:{OF_ANSWERS})[^\S\n]*:)|"
    rf"\[(?P<framed>{TOPICS}|{FRAMED})\][^\S\n]*:?|(?P<topic>{TOPICS})[^\S\n]*:|(?P<plain>{REASONS})[^\S\n]*:)|"
    rf"(?<=[\s。;A-L√×)\]])\[({TOPICS}|{REASONS})\][^\S\n]*:?",  # 【答案】B【名师点拨】…
    re.M,
)
_ASKED = re.compile(rf"{BRACKET}|^[^\S\n]*[(\[]?[Bb]\s*[.、:)\]]|(?<=\s)B\s*[.、:]|答案", re.M)
_NEXT = re.compile(rf"[^\S\n]*(?:{_INLINE.pattern}|\[({TOPICS}|{FRAMED})\][^\S\n]*:?)")
# 解析：…格局。答案：B: the answer at the end of its reason, where none stands before.
_CLOSING = re.compile(
    rf"(?<=[\s。.;!?)\]”\"])(?=\[?[正参标答试题])(?:\[({'|'.join(WORDS['answer'])})\][^\S\n]*:?|({'|'.join(WORDS['answer'])})[^\S\n]*:)"
    rf"(?=[^\S\n]*(?:[A-L](?:[,、;/ ]*[A-L])*|{_TRUTH})[。.]?[^\S\n]*(?:$|(?<=\s)[^\s:]{{2,6}}:))",
    re.M,
)
# 错。理由：…: behind a judgement these words begin the reason.
_REASON = re.compile(r"(?<=[对错√×误确)\]])[。.;,\s]{0,2}(理由|改正|更正|说明|注释|解析)[^\S\n]*:")
_INLINE_AFTER_ANSWER = re.compile(
    # 答案解析根据…: behind the answer such a word needs no colon.
    rf"({_ALL})[^\S\n]*:|^[^\S\n]*(?:(原因|注)[^\S\n]*:|(题解)[^\S\n]*:?|({'|'.join(_SURE)})(?=[^\x00-\x7f]))|"
    rf"(?<=[A-L])[^\x00-\x7f]{{2}}(解析)[^\S\n]*:",  # B参若解析：…: misread
    re.M,
)
_OPTION_LINE = re.compile(
    r"^[^\S\n]*[(\[]?\s*(?:A\s*(?:[.、:)\]]|[^\S\n]+\S|(?=[^\x00-\x7f]))|a\s*[.、:)\]])", re.M
)
_LABELLED_LINE = re.compile(r"^[^\S\n]*[(\[]?([A-L])[^\S\n]?[.、:)\]]", re.M)
# 得分: 4 A、甲 B、乙: options behind what another field says, on its line.
_OPTIONS_BEHIND = re.compile(r"(?<=\S)[^\S\n]+(?=A[^\S\n]?[.、:][^\n]*\sB[^\S\n]?[.、:])")
_LETTER_ALONE = re.compile(r"^[^\S\n]*[A-L][^\S\n]*[.、:)\]][^\S\n]*\Z", re.M)
_Search = Callable[[str, int], re.Match[str] | None]
_WORD_BEFORE = re.compile(r"(?:(?<=\n)|(?<=\s\s))(?!正确|错误|[对错])[\u4e00-\u9fff]{1,4}\Z")
SHORT: frozenset[Field] = frozenset({"answer", "difficulty", "type", "other", "topics"})


_NUMBER_AGAIN = re.compile(r"\s*(?:第\s*\d{1,4}\s*题|[(\[]?\d{1,4}[)\]]?)\s*[.、:]?\s*")
_HEAD = re.compile(
    rf"\s*(?:\[({_IN_BRACKETS}|{TOPICS}|{FRAMED})\][^\S\n]*:?|({_ALL}|{TOPICS}|{REASONS})[^\S\n]*:)"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A field's text and where it begins (its label excluded) in the whole."""

    field: Field
    start: int
    text: str
    label: str = ""


def field_of(word: str) -> Field | None:
    """The field that `word` announces."""
    return _FIELD_OF.get(word) or composed_field(word)


def is_label(word: str) -> bool:
    """Whether `word` alone announces a field."""
    return field_of(word) is not None


def label_of(folded: str) -> str:
    """The word at the head of a line that announces a field; empty where none does."""
    match = _HEAD.match(folded)
    return match[1] or match[2] if match else ""


def reason_label(text: str) -> str:
    """The label at the head of `text` that stands for all of it as an explanation; empty where none does."""
    match = _HEAD.match(fold(text))
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
    bare = text.rstrip(_STARS)
    return at + len(bare.rstrip(" ") if not bare or bare[-1].isspace() else text)


def _add_options(folded: str, at: int, stop: int, marks: list[tuple[int, int, Field]]) -> bool:
    """Options that follow the answer line, or another field on its line: a segment of their own."""
    newline = folded.find("\n", at, stop)
    ends = stop if newline < 0 else newline
    if marks[-1][2] == "other" and (behind := _OPTIONS_BEHIND.search(folded, at, ends)):
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
            found.append(_NEXT.match(self._folded, at))
            if not answered:
                found.append(self._search(_CLOSING.search, at))
        hits = [match for match in found if match is not None]
        if not hits:
            return None
        match = min(hits, key=lambda hit: (hit.start(), -hit.end()))
        word = "".join(next(group for group in match.groups() if group).split())
        if match.re is _LINE and (match["both"] or match["pair"]):
            return match.start(), match.end(), "answer"
        named = field_of(word.strip("[]:")) or ("explanation" if "解" in word else "answer")
        return match.start(), match.end(), named

    def _search(self, search: _Search, at: int) -> re.Match[str] | None:
        if search in self._ahead:
            hit = self._ahead[search]
            if hit is None or hit.start() >= at:
                return hit
        self._ahead[search] = search(self._folded, at)
        return self._ahead[search]


def _inline(folded: str, at: int) -> re.Match[str] | None:
    """The first label inside a line; what stands right behind the letter of an option (A. 答案：只有一个) is its text."""
    hits = _INLINE.finditer(folded, at)
    return next((hit for hit in hits if not _LETTER_ALONE.search(folded, at, hit.start())), None)


def _composed(folded: str, at: int) -> re.Match[str] | None:
    """The first label made of known words, where something was asked above it."""
    hits = _COMPOSED.finditer(folded, at)
    return next((hit for hit in hits if hit["sure"] or _is_asked(folded, at, hit)), None)


def _is_asked(folded: str, at: int, hit: re.Match[str]) -> bool:
    """Whether something was asked above a label; before a colon the words are those of a stem if its options follow."""
    start = hit.start()
    if hit["plain"] and _OPTION_LINE.search(folded, hit.end()) and not _OPTION_LINE.search(folded, 0, start):
        return False
    return bool(_ASKED.search(folded, 0, start)) and not _LETTER_ALONE.search(folded, at, start)


def _framed(folded: str, at: int) -> re.Match[str] | None:
    """The same in brackets: a line of an explanation may well begin with such words before a colon."""
    return next((hit for hit in _COMPOSED.finditer(folded, at) if hit["framed"] or hit["topic"]), None)


def _searches(field: str) -> Iterator[_Search]:
    """What may find a label in the text of a field: explanations hold them at the heads of lines alone."""
    yield _LINE.search
    yield _framed if field == "explanation" else _composed
    if field != "explanation":
        yield from (_inline, _REASON.search)
    if field in SHORT:
        yield _INLINE_AFTER_ANSWER.search
