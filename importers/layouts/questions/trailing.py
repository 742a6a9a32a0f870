"""An answer that stands behind the last option: D、丁  答：ABD, D. 丁（答案：C）, D. 丁【C】, or in a bracket on the line below; and a note there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from importers.answers import letters_of
from importers.draft import DraftOption
from importers.field_words import WORDS
from importers.layouts.questions import brackets
from importers.layouts.questions.parsed import Parsed
from importers.layouts.shapes import CHOICE
from importers.normalise import fold, tidy

_TRAILING = re.compile(
    rf"\s*[(\[]?\s*(?:{'|'.join(WORDS['answer'])}|答)\s*(?:是|为|选)?\s*:\s*"
    r"([A-La-l](?:[\s,、;/]*[A-La-l])*)\s*[)\]]?[\s。.;]*$|"
    r"\n\s*[(\[]\s*(?P<below>[A-L](?:[\s,、;/]*[A-L])*)\s*[)\]][\s。.;]*$|"
    r"[^\S\n]*\[\s*(?P<framed>[A-L](?:[\s,、;/]*[A-L])*)\s*\][\s。.;]*$"
)

_BOXES = re.compile("[○◯□☐●■☑√]+")
_NOTE = re.compile(r"\s*(?:注|注意|备注|补充|说明|提示|解释)\s*:\s*(?=\S)")

# D. 丁（C） on one line: also names end so (维生素（C）); sure only where nearly every question without an answer does.
# So 丁答C and 丁标准答案C, without a colon or a stop.
_WORD = rf"(?P<word>{'|'.join(word for word in WORDS['answer'] if word.endswith('答案'))})"
_ROUND = re.compile(
    rf"(?<=\S)[^\S\n]*(?:\(\s*(?P<round>{CHOICE})\s*\)|(?:{_WORD}|(?<![抢回解问应作])答)[^\S\n]*(?P<bare>{CHOICE}))[\s。.;]*$"
)
_FEWEST, _MOST = 2, 0.8


def take(parsed: Parsed) -> None:
    """Move the answer from the end of the last option to what was said, where its letters are labels of options; a note
    below boxes goes to the explanation."""
    if not parsed.options or parsed.type in {"blank", "essay"}:
        return
    if _BOXES.fullmatch(parsed.signs):
        _part_note(parsed)
    match = _TRAILING.search(fold(parsed.options[-1].text))
    said = (match[1] or match["below"] or match["framed"]) if match else ""
    if match and _fits(said, parsed):
        _move(match, said, parsed)


def _part_note(parsed: Parsed) -> None:
    """A note below the last option behind boxes, of which each is one line, explains the question."""
    *others, last = parsed.options
    text, newline, rest = last.text.partition("\n")
    if not newline or any("\n" in option.text for option in others) or not (note := _NOTE.match(fold(rest))):
        return
    parsed.options = (*others, DraftOption(last.label, text))
    parsed.explain(rest[note.end() :])
    parsed.taken.append(note[0])


def take_round(parsed: Sequence[Parsed]) -> None:
    """So also answers in round brackets, or behind 答 alone, of questions that have no other. Call behind the keys.

    Where options before the last end so too (甲级（A）), the brackets belong to their names.
    """
    asked = [
        entry for entry in parsed if len(entry.options) > 1 and not entry.said and not brackets.answers(entry)
    ]
    found = [(entry, match) for entry in asked if (match := _ROUND.search(fold(entry.options[-1].text)))]
    found = [(entry, match) for entry, match in found if _fits(_said(match), entry) and not _named_so(entry)]
    if len(found) < max(_FEWEST, _MOST * len(asked)):
        return
    words = Counter(match["word"] for _, match in found if match["word"])
    usual = words.most_common(1)[0][0] if words else ""
    for entry, match in found:
        _move(match, _said(match), entry, _kept(match, words, usual))


def _kept(match: re.Match[str], words: Counter[str], usual: str) -> int:
    """How much of the match belongs to the option: of 超出登记标准答案C the head of the word, where all others say 答案."""
    word = match["word"] or ""
    once = words[word] == 1 < words[usual] and word.endswith(usual)
    return len(word) - len(usual) if once else 0


def _said(match: re.Match[str]) -> str:
    return match["round"] or match["bare"]


def _named_so(parsed: Parsed) -> bool:
    return any(_ROUND.search(fold(option.text)) for option in parsed.options[:-1])


def _fits(said: str, parsed: Parsed) -> bool:
    labels = "".join(option.label for option in parsed.options)
    letters = letters_of(said, labels)
    return letters is not None and letters != "" and set(letters) <= set(labels)


def _move(match: re.Match[str], said: str, parsed: Parsed, kept: int = 0) -> None:
    """Take the answer off the last option, but for the first `kept` characters of the match."""
    last = parsed.options[-1]
    at = match.start() + kept
    parsed.options = (*parsed.options[:-1], DraftOption(last.label, tidy(last.text[:at])))
    parsed.said.append(said)
    parsed.taken.append(match[0][kept:])
