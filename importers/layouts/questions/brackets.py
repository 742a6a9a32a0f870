"""Answers that stand in the stem: （A）, __B__, （√）, or the text of an option in the bracket."""

from __future__ import annotations

import re

from importers.answers import by_text, letters_of, truth_of
from importers.layouts.questions.asked_for import ASKED_FOR
from importers.layouts.questions.parsed import Parsed
from importers.layouts.questions.programs import goes_on
from importers.normalise import fold, tidy

_BRACKET = re.compile(
    r"[(\[]([^()\[\]\n]{0,60}|[A-L\s,、;/]{1,30})[)\]]|_+[ ]*([A-L](?:[\s,、;/]*[A-L])*|[√×✓✗✔✘]|对|错|正确|错误)[ ]*_+"
)
BLANK = "（　　）"
_SIGN = re.compile("[√×✓✔✗✘✅❌Xx]\ufe0f?")
# （答：B）, （答案：C）, （正确答案是AB）
_ANNOUNCED = re.compile(
    r"\s*(?:(?:正确|参考|标准|试题|对[的旳]|正确旳)?答案\s*(?:是|为|选)?|(?:答|故选|应选|选)(?=\s*:|\s*[A-L]))\s*:?\s*"
)
LETTERS_AT_END = re.compile(r"(?<=[。.?!)\]:”\"])[ \t]*([A-L](?:[,、; ]?[A-L])*)\s*[。.]?$")
_SMALL_AT_END = re.compile(r"(?<=[。.?!)\]:])[ \t]*([a-l](?:[,、; ]?[a-l])*)\s*$")
# Its bracket may be left open: （X, or be another one than the empty bracket before it: （）（√.
_SIGN_AT_END = re.compile(r"[ \t]*(?:[(\[]\s*)?([√×✓✔✗✘✅❌]|(?<=[(\[])[XxVv])[\s。.\ufe0f]*$")
# ()V as scanned papers have it for √; A or B alone on the last line: only where statements are judged.
_LETTER_AT_END = re.compile(
    r"(?:(?<=[)\]])\s*(?=[VvXx])|(?<=[。.!?;])\s{2,}(?=[YN]))([VvXxYN])[\s。.]*$|\n[^\S\n]*([AB])[^\S\n]*$"
)
_WORD_AT_END = re.compile(r"(?<=[\s。.!?;)\]])[ \t]*((?:[√×✓✔✗✘]\s*)?(?:对|错|正确|错误|[TF]))[\s。.]*$")
# …，对吗？ 错 3月12日: behind the judgement what would be right.
_SAID = re.compile(
    r"(?<=[。.!?;)\]\n])[\s—–-]*(?P<word>对|正确|错误?)[\s。.!]*$|"
    r"(?<=[。.!?;)\]])[\s—–-]*(?P<wrong>错误?)(?:\s*[。.,;:(]|\s)\s*(?P<mended>(?=[^\n]*\w)[^\n]*[^\s)])\s*\)?\s*$"
)
# The law behind the answer: （错）（《行政处罚法》第六十四条）
_CITED = re.compile(r"\([^()]*《[^()]*\)")
_CALLS = re.compile(r"[A-Za-z0-9_]\($")
# O(n), f(x), T(N), fib(n): terms, and no answers; 使用 TCP(T) may be judged, and 维生素 C(B) answered.
_TERM = re.compile(r"(?:(?<![A-Za-z0-9_])[A-Za-z]\((?:[a-z]|N)|[a-z0-9_]\(n)\)$")
_OF_PROGRAM = re.compile(r"[A-Za-z_]\w*\.[a-z_]\w*\([^()]*\)$")  # list.add("A") calls, and answers nothing
_LONGEST_NAME = 60
_EMPTY_CALL = re.compile(r"(?<=[A-Za-z\d_])\(\s*\)\s*(?:[;.{]|方法|函数)")  # new Set();
_ENDS_LINE = re.compile(r"[^\S\n]*[。.]?[^\S\n]*(?:\n|$)")
# Behind a judgement that ends its sentence and its line: 应当登记。（√） 注：…
# What would be right stands in the bracket too: （错 是甲局）, （×，应为乙局）, （错误。丙局）
_CORRECTED = re.compile(
    r"[(\[]\s*(?P<side>正确|错误|[对错√×✓✗✔✘])(?:\s*[,;:、。.—-]+\s*|\s+|(?=应[当该为是]|改为))(?P<why>(?![或且并而])[\w《“](?:[^()\[\]\n]|\([^()\n]*\))*)"
    r"[)\]][\s。.]*$"
)
_ENDS_SENTENCE = re.compile(r"[。.!;]\s*\Z")
_LINES_BEHIND = re.compile(r"[^\S\n]*[。.]?[^\S\n]*\n\s*(?P<note>注\s*:\s*)?")
_NOT_PUNCTUATION = re.compile(r"[^\s。.!?;,:、)\]]")
# （B）是最高国家权力机关。 says who; （B）下列哪项是对的？ and （B）关于…： ask by themselves.
_LACKS_SUBJECT = re.compile(
    r"\s*(?!下列|以下|关于|根据|按照|依照)(?![^。]*(?:哪|什么|何|几|多少|谁)).*[。.]\s*\Z|\s*[是为](?!否)",
    re.S,
)


def take(parsed: Parsed) -> None:
    """Move an answer from the stem of `parsed` to what was said of the answer, leaving the blank."""
    judged = parsed.type == "true_false" or (parsed.type is None and not parsed.options)
    if parsed.type in {"blank", "essay"}:
        return
    if judged:
        _part_explanation(parsed)
    folded = fold(parsed.stem)
    matches = _brackets(parsed.stem)
    inner = [_inner(match) for match in matches]
    empty = any(not text for text in inner)
    hits = []
    for match, text in zip(matches, inner, strict=True):
        if not text:
            continue
        line, _, below = ASKED_FOR.sub("", _CITED.sub("", folded[match.end() :])).partition("\n")
        ends = not _NOT_PUNCTUATION.search(line) and (
            not _NOT_PUNCTUATION.search(below) or (not judged and goes_on(below))
        )
        begins = not folded[: match.start()].strip()
        sentence = folded[: match.start()].rstrip().endswith(("。", "."))
        said = _judges(text, parsed, sentence) if judged else _chooses(text, parsed)
        announced = _ANNOUNCED.match(match[1] or "") is not None
        if said and (announced or ends or (begins if judged else not empty)):
            hits.append(match)
    hits = _without_calls(hits, parsed.stem)
    if judged and not hits:
        hits = _only_sign(matches, inner, empty)
    if not judged and not hits and not parsed.said:
        hits = [
            match
            for match, text in zip(matches, inner, strict=True)
            if _filled_in(match) and _chooses(text, parsed)
        ]
        empty = empty and not hits  # each of several gaps stays one
    if not hits:
        _take_other(parsed, [match for match in matches if match[1]], judged, empty, folded)
        return
    answer = _inner(hits[-1]) if judged else _union(hits, parsed)
    if not parsed.said or (not _agrees(answer, parsed) and len(hits) == 1):
        parsed.said.append(answer)
    elif not _agrees(answer, parsed):
        return
    _empty(parsed, hits[-1:] if judged else hits, empty)
    if judged:
        _empty(parsed, _same_before(hits[-1], matches, folded), True)


def answers(parsed: Parsed) -> bool:
    """Whether a bracket of the stem answers it, and none is empty."""
    inner = [_inner(match) for match in _brackets(parsed.stem)]
    judged = parsed.type == "true_false" or (parsed.type is None and not parsed.options)
    return all(inner) and any(
        _judges(text, parsed, True) if judged else _chooses(text, parsed) for text in inner
    )


def _brackets(stem: str) -> list[re.Match[str]]:
    """The brackets and blanks that may hold an answer; those of terms (O(n), f(x)) and of calls do not."""
    found = _BRACKET.finditer(fold(stem))
    return [
        match
        for match in found
        if not _TERM.search(stem, max(match.start() - 1, 0), match.end())
        and not _OF_PROGRAM.search(stem, max(match.start() - _LONGEST_NAME, 0), match.end())
        and not _EMPTY_CALL.match(stem, match.start())
    ]


def _without_calls(hits: list[re.Match[str]], stem: str) -> list[re.Match[str]]:
    """The brackets without those of programs, right behind a name: def change(a): asks nothing.

    One in capitals may still answer where no other does: 以下使用 UDP(B)。
    """
    names = [hit for hit in hits if _CALLS.search(stem[: hit.start() + 1])]
    if len(names) < len(hits):
        return [hit for hit in hits if hit not in names]
    return [hit for hit in hits if not _inner(hit).islower() or _ENDS_LINE.match(stem, hit.end())]


def _same_before(hit: re.Match[str], matches: list[re.Match[str]], folded: str) -> list[re.Match[str]]:
    """The brackets right before that of a judgement that say the same: …（错）（错）"""
    same: list[re.Match[str]] = []
    end = hit.start()
    for before in reversed(matches[: matches.index(hit)]):
        if _inner(before) != _inner(hit) or folded[before.end() : end].strip():
            break
        same.insert(0, before)
        end = before.start()
    return same


def _part_explanation(parsed: Parsed) -> None:
    """What stands in or behind the bracket of a judgement besides it."""
    _part_correction(parsed)
    if parsed.type == "true_false":
        _part_lines_behind(parsed)


def _part_correction(parsed: Parsed) -> None:
    """What stands behind the judgement in its bracket goes to the explanation: it says what would be right."""
    match = _CORRECTED.search(fold(parsed.stem))
    if match is None or truth_of(match["why"]) is not None:
        return
    why = parsed.stem[match.start("why") : match.end("why")]
    parsed.explain(tidy(why))
    parsed.taken.append(parsed.stem[match.end("side") : match.start("why")])
    parsed.stem = parsed.stem[: match.end("side")] + parsed.stem[match.end("why") :]


def _part_lines_behind(parsed: Parsed) -> None:
    """Lines behind the judgement of a statement go to its explanation: a note (注：…), else a running head, and that is told.

    Behind a sign they may go on with the statement: one may be judged in its middle.
    """
    folded = fold(parsed.stem)
    matches = _brackets(parsed.stem)
    if len(matches) != 1 or not _judges(_inner(matches[0]), parsed, True):
        return
    end = matches[0].end()
    behind = _LINES_BEHIND.match(folded, end)
    if behind is None or not (_ENDS_SENTENCE.search(folded[: matches[0].start()]) or folded[end] in "。."):
        return
    if _SIGN.fullmatch(_inner(matches[0])) and not behind["note"]:
        return
    rest = tidy(parsed.stem[behind.end() :])
    parsed.taken.append(behind[0])
    parsed.stem = parsed.stem[:end]
    parsed.explain(rest)
    if not behind["note"]:
        parsed.tell_behind_answer(rest)


def word_behind(folded: str) -> str:
    """The bare word behind a sentence that judges it, with what would be right perhaps; empty where none does."""
    match = _SAID.search(folded)
    return match["word"] or match["wrong"] if match else ""


def _part_said(parsed: Parsed, said: re.Match[str]) -> None:
    """错 3月12日 behind a statement: the answer, and what would be right as its explanation."""
    parsed.said.append(said["word"] or said["wrong"])
    parsed.explain(tidy(parsed.stem[said.start("mended") : said.end("mended")]) if said["mended"] else "")
    parsed.stem = tidy(parsed.stem[: said.start()])


def _inner(match: re.Match[str]) -> str:
    """What a bracket holds, without the word that announces an answer."""
    held = re.sub(r"^[\s_]+|[\s_.。]+$", "", match[1] or match[2] or "")
    return _ANNOUNCED.sub("", held)


def _filled_in(match: re.Match[str]) -> bool:
    """Whether the letters stand between blanks, as in a gap of the form; （A） may be a name."""
    return match[1] is not None and match[1].startswith(" ") and match[1].endswith(" ")


def _only_sign(matches: list[re.Match[str]], inner: list[str], empty: bool) -> list[re.Match[str]]:
    """A statement may be judged in its middle: the one bracket that holds a sign, where none is empty."""
    found = [match for match, text in zip(matches, inner, strict=True) if _SIGN.fullmatch(text)]
    return found if len(found) == 1 and not empty else []


def _chooses(text: str, parsed: Parsed) -> bool:
    labels = "".join(option.label for option in parsed.options)
    letters = letters_of(parsed.lettered(text), labels) if labels else None
    return bool(letters) and all(letter in labels for letter in letters or "")


def _judges(text: str, parsed: Parsed, behind_sentence: bool) -> bool:
    """Whether a bracket judges a statement; a letter alone does where a heading says so, and （T） or （F） behind a full stop."""
    if parsed.type == "true_false":
        labels = "AB" if len(parsed.options) in {0, 2} else ""
        return truth_of(text) is not None or (text.upper() in labels and text != "")
    word = "(?![TF]$)[A-Za-z是否]+" if behind_sentence else "[A-Za-z是否]+"
    return truth_of(text) is not None and not re.fullmatch(word, text)


def _union(hits: list[re.Match[str]], parsed: Parsed) -> str:
    labels = "".join(option.label for option in parsed.options)
    letters = {letter for hit in hits for letter in letters_of(parsed.lettered(_inner(hit)), labels) or ""}
    return "".join(sorted(letters))


def _agrees(said: str, parsed: Parsed) -> bool:
    return any(
        said == other
        or (letters_of(said) is not None and letters_of(said) == letters_of(other))
        or (truth_of(said) is not None and truth_of(said) == truth_of(other))
        for other in parsed.said
    )


def lacks_subject(stem: str) -> bool:
    """Whether the bracket before a stem is its subject: （B）是最高国家权力机关。"""
    return _LACKS_SUBJECT.match(fold(stem)) is not None


def _empty(parsed: Parsed, hits: list[re.Match[str]], blank_elsewhere: bool) -> None:
    stem = parsed.stem
    for hit in reversed(hits):
        # What stands before the stem is no gap in it, but for letters on a line (__A__是总抓手。) and where it is the subject.
        leads = not stem[: hit.start()].strip() and not letters_of(hit[2] or "")
        leads = leads and not (parsed.options and lacks_subject(stem[hit.end() :]))
        shape = "" if blank_elsewhere or leads else "____" if hit[2] else BLANK
        stem = stem[: hit.start()] + shape + stem[hit.end() :]
    parsed.taken += [hit[0] for hit in hits]
    parsed.stem = tidy(stem)


def _take_other(parsed: Parsed, matches: list[re.Match[str]], judged: bool, empty: bool, folded: str) -> None:
    """A sign without brackets at the end; or the words of an option in the only filled bracket."""
    if judged:
        match = _SIGN_AT_END.search(folded)
        if match is None and parsed.type == "true_false":
            if not parsed.said and (said := _SAID.search(folded)):
                _part_said(parsed, said)
                return
            match = _WORD_AT_END.search(folded) or _LETTER_AT_END.search(folded)
        if not parsed.said and match:
            parsed.said.append(match[1] or match[2])
            parsed.stem = tidy(parsed.stem[: match.start()])
        return
    if parsed.said or not parsed.options:
        return
    match = LETTERS_AT_END.search(folded) or (_SMALL_AT_END.search(folded) if empty else None)
    if match and _chooses(match[1], parsed):
        parsed.said.append(match[1])
        parsed.stem = tidy(parsed.stem[: match.start()])
        return
    if empty:
        return
    found = [match for match in matches if by_text(match[1], parsed.options)]
    if len(found) == 1:
        parsed.said.append(found[0][1].strip())
        parsed.told_by = "text"
        _empty(parsed, found, False)
