"""The answer and the type of one question, out of all that was said of them."""

from __future__ import annotations

import re

from importers.answers import (
    by_text,
    called_type,
    chosen_in,
    letters_of,
    truth_of,
    truth_options,
    type_of,
)
from importers.layouts.evidence import ASKS
from importers.layouts.questions import asked_for, brackets, emphasis, truths
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold, tidy

# 一、选择题 says no more than that there are options.
_OPEN_HEADING = re.compile(r"(?<![单多项])选择题")
# The answer alone before the first stop: D。…, D；…, 答案选A。…
_CHOSEN_FIRST = re.compile(
    r"(?:(?:[本此该]题)?(?:正确|参考)?答案)?\s*[选为是]?\s*(?P<letters>[A-L](?:[\s,、]*[A-L])*)\s*(?:[。.;；]|$)",
    re.M,
)
# A statement judged at once: 正确。…, 错误；…, 本题说法错误。…, 答案为错误。…; no word that goes on (正确的做法…), no mended form (正确：…).
_JUDGED_FIRST = re.compile(
    r"(?:(?:(?:[本此该]题)?的?(?:正确|参考)?答案|(?:本题|题干|此|该|上述)?(?:题|说法|表述|观点)?)\s*[应该]{0,2}[是为选]?)\s*:?\s*(?P<side>正确|错误|[对错√×])的?\s*(?:[。.;；!]|$)",
    re.M,
)
_LABEL_LINE = re.compile(r"^\s*[(\[]?\s*[A-H]\s*[.、:)\]]", re.M)
_PROSE = re.compile(r"[^\x00-\x7f][^\n]{5}")
# 哪些, 错误的有（　　）, 包括（　　）: such a stem asks for several options.
_ASKS_SEVERAL = re.compile(r"哪[些几]|(?:有|包括|包含)[\s:,_()]*[。.?]?\s*$")


def only_chooses(note: str) -> bool:
    """Whether a heading says 选择题, or 我会选, and neither single nor multiple."""
    return _OPEN_HEADING.search(fold(note)) is not None or (
        type_of(note) is None and called_type(note) == "single_choice"
    )


def resolve(parsed: Parsed) -> None:
    """Settle answer and type from all that was said."""
    emphasis.take_ticks(parsed)
    truth = truth_options(parsed.options)
    open_type = parsed.type is None or (not parsed.marked and only_chooses(parsed.block.note))
    if open_type and truth:
        parsed.type = "true_false"
    asked_for.take(parsed)
    brackets.take(parsed)
    if not parsed.said:
        _take_chosen(parsed)
    if not parsed.said:
        emphasis.take(parsed)
    _keep_prose(parsed)
    answers = [_meaning(said, parsed, truth) for said in parsed.said]
    known = [answer for answer in answers if answer]
    if len(set(known)) > 1:
        parsed.warn("answer-contradiction", f"有互相矛盾的答案：{'、'.join(parsed.said)}，请核对。")
    elif known:
        parsed.answer = known[0]
    by_words = parsed.answer and all(letters_of(said) is None for said in parsed.said)
    if (
        parsed.unlabelled and not by_words and parsed.told_by != "tick"
    ):  # the words of lines prove these to be options
        how = "编号不全或不依次" if _LABEL_LINE.search(fold(parsed.block.text)) else "没有编号"
        parsed.warn("options-unlabelled", f"的选项{how}，按行依次编为 A、B、C……，请核对。")
    for said, answer in zip(parsed.said, answers, strict=True):
        if not answer:
            parsed.warn("answer-unreadable", f"的答案“{tidy(said)}”读不出来，请改成选项字母或对、错。")
    several = parsed.type == "single_choice" and len(parsed.answer or "") > 1
    if parsed.type is None or (several and only_chooses(parsed.block.note)):
        _infer_type(parsed)
        if several and _ASKS_SEVERAL.search(fold(parsed.stem)):
            parsed.inferred = False
    if parsed.type == "true_false" and truth:
        parsed.taken += [option.label + option.text for option in parsed.options]
        parsed.options = ()


def _keep_prose(parsed: Parsed) -> None:
    """A sentence behind 正确答案：: the reason of a judgement that is told already, or the answer of an open question."""
    told = any(truth_of(said) for said in parsed.said) if parsed.type == "true_false" else False
    open_question = parsed.type is None and not parsed.options and not ASKS.search(fold(parsed.stem))
    if not told and not open_question:
        return
    prose = [
        said for said in parsed.said if _PROSE.search(fold(said)) and not (truth_of(said) or letters_of(said))
    ]
    if open_question and prose and len(prose) == len(parsed.said):
        parsed.type = "essay"
    parsed.said = [said for said in parsed.said if said not in prose]
    parsed.explanation = "\n".join(part for part in (*map(tidy, prose), parsed.explanation) if part)


def _take_chosen(parsed: Parsed) -> None:
    """解析：D。… or 因此，本题选D。 in the explanation; doubtful where no 选 or 答案 says it, or two of them differ."""
    if parsed.type == "true_false" and (judged := _JUDGED_FIRST.match(fold(parsed.explanation))):
        parsed.said.append(judged["side"])
        return
    if match := _CHOSEN_FIRST.match(fold(parsed.explanation)):
        parsed.said.append(match["letters"])
        return
    sure, vague = chosen_in(parsed.explanation)
    if not sure and not vague:
        return
    parsed.said.append((sure or vague)[0])
    if not sure or len({letters_of(said) for said in sure}) > 1:
        parsed.warn("answer-in-explanation", "的答案是从解析里读到的，请核对。")


def _meaning(said: str, parsed: Parsed, truth: dict[str, str] | None) -> str | None:
    labels = "".join(option.label for option in parsed.options)
    said = parsed.lettered(said)
    letters = letters_of(said, labels) if labels else letters_of(said)
    if letters == labels and not re.search("[A-La-l]", fold(said)):  # 以上都是 may itself be an option
        letters = by_text(said, parsed.options) or letters
    if parsed.type == "true_false":
        if truth:
            return truth.get(letters or "") or truth_of(said)
        if (side := truth_of(said)) is None and letters in {"A", "B"} and not parsed.options:
            return truths.by_letter(letters, parsed)
        return side
    if letters:
        return letters
    if label := by_text(said, parsed.options):
        return label
    if parsed.type is None and not parsed.options and (side := truth_of(said)):
        return side
    return None


def _infer_type(parsed: Parsed) -> None:
    answer = parsed.answer or ""
    if answer in {"T", "F"} and not parsed.options:
        parsed.type = "true_false"
    elif len(parsed.options) >= 2 and answer:
        parsed.type = "single_choice" if len(answer) == 1 else "multiple_choice"
    parsed.inferred = parsed.type is not None
