"""One question from the lines that belong to it. Every character of the lines ends in a field, a piece or a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import (
    LETTERS,
    beside_type,
    is_indefinite,
    ticked_type_of,
    truth_options,
)
from importers.draft import DraftOption, Skipped
from importers.fields import difficulty_of, topics_of
from importers.layouts.questions import trailing, unlabelled
from importers.layouts.questions.answered import answer_line, keep_rest, take_glued
from importers.layouts.questions.labels import SHORT, Segment, cut
from importers.layouts.questions.marks import take_marks
from importers.layouts.questions.options import Found, find_options
from importers.layouts.questions.parsed import Block, Parsed
from importers.layouts.questions.programs import with_program
from importers.layouts.shapes import BRACKET
from importers.normalise import fold, tidy

_NUMBER = re.compile(r"\s*(\d{1,4})\s*[.、](?!\d)\s*")
_OWN_NUMBER = re.compile(r"\s*\*\s*(\d{1,4})\s*[.．、](?!\d)\s*(?=\S)")
_NUMBER_AGAIN = re.compile(r"\s*(?:第\s*)?[(\[]?(\d{1,4})")
# 答案：√ 2.…答案：×: the number of another question behind an answer that is not the last.
_NEXT_NUMBER = re.compile(r"[^\s\d][\s。.;；]*(?<!\d)\d{1,3}\s*[.．、](?!\d)")
# Options of another question that was not told apart.
_LABEL_AGAIN = re.compile(  # B、C权限 is a list of names, B... breaks off
    r"[,;\s]([A-L])\s*(?:[.:](?!\.\.)|、(?![A-L](?![A-Za-z])))|(?<=\s\s)[A-H]\s*[)\]]"
)
_FURTHER_LABEL = re.compile(r"(?<![A-Za-z])([A-L])\s?(?:[.:]|,(?=[^\x00-\x7f]))")
_OTHER_OPTIONS = re.compile(r"(?<![A-Za-z.])A[.:](?!\.\.).+(?<![A-Za-z.])B[.:](?!\.\.)")
# What a heading holds, and no stem that asks.
_ASIDE = re.compile(r"\s*[(\[][^()\[\]\n]{1,24}[)\]]\s*")  # (ID: 12)
_NAME = re.compile(r"\s*[^\s,。.;:?!()_][^\n,。;:?!()_]{0,7}\s*")
# An empty E or F is a place that nobody needed; an empty C or D is more likely forgotten.
_ORDINARY_OPTIONS = 4
_SEVERAL = 3  # answers that no one question has
_BLANK_BEHIND = re.compile(rf"[^\n]{{10}}(?:{BRACKET}|_{{2,}})")
# 【考点】本题主要考查…。 explains; a topic is a name.
_SENTENCE = re.compile(r"(?:[本此该]题|主要?考[查察核])|[^\n]{16,}。|[^\n]*。[^\S\n]*\S")


def parse(block: Block) -> Parsed:
    """The question in `block`; a type or an answer that a key at the end may still give is left open."""
    parsed = Parsed(block, block.type, indefinite=is_indefinite(block.note))
    marks, text = take_marks(block.text, parsed)
    whole = with_program(cut(take_glued(text, parsed)))
    segments = _with_stem(whole)
    if segments is not whole and not block.number:
        segments = _without_number(segments, parsed)
    segments = [_without_own_number(segment, parsed) for segment in segments]
    behind, segments = _without_marks(segments, parsed)
    marks = [*marks, *behind]
    if parsed.type == "true_false":
        segments = _without_prose_options(segments)
    parsed.taken += [segment.label for segment in (*marks, *segments)]
    _compare_numbers(segments, parsed)
    _take_stem_and_options(segments, parsed)
    trailing.take(parsed)
    answers = [segment.text for segment in (*marks, *segments) if segment.field == "answer"]
    for segment in (*marks, *segments):
        take_field(segment, parsed)
    if (
        any(_NEXT_NUMBER.search(answer) for answer in answers[:-1])
        or _asks_again(segments)
        or _answers_again(segments)
        or any(map(_field_asks, segments))
        or _differ(answers)
    ):
        parsed.warn("stem-doubtful", "里像是还并入了另一道题，请核对。")
    parsed.said += [answer_line(answer, parsed) for answer in answers]
    parsed.said = [said for said in parsed.said if said.strip()]
    return parsed


def _differ(answers: Sequence[str]) -> bool:
    """Whether so many answers stand in one question that it swallowed others."""
    said = [fold(answer).strip()[:1] for answer in answers if answer.strip()]
    return len(said) >= _SEVERAL and len(set(said)) > 1


def _compare_numbers(segments: Sequence[Segment], parsed: Parsed) -> None:
    """Say where an answer repeats another number than that of its question: 4.【答案】B below 3."""
    again = [match[1] for segment in segments if (match := _NUMBER_AGAIN.match(fold(segment.label)))]
    if parsed.block.number.isdigit() and any(int(number) != int(parsed.block.number) for number in again):
        parsed.warn("number-doubtful", f"的答案前写着第 {again[0]} 题，请核对。")


def _asks_again(segments: Sequence[Segment]) -> bool:
    """Whether a second stem stands behind an answer: 题目：… 答案：对 题目：…"""
    filled = [
        segment.field for segment in segments if segment.text.strip() and segment.field in {"stem", "answer"}
    ]
    return "answer" in filled and "stem" in filled[filled.index("answer") :] and filled[0] == "stem"


def _field_asks(segment: Segment) -> bool:
    """Whether a stem stands behind what a short field says: 分值：2分 3. 公文应当（　　）。"""
    return segment.field in SHORT - {"answer"} and _BLANK_BEHIND.search(fold(segment.text)) is not None


def _answers_again(segments: Sequence[Segment]) -> bool:
    """Whether the answer and explanation of another question stand behind its own, by the same labels."""
    filled = [segment for segment in segments if segment.text.strip()]
    labels = [segment.label for segment in filled if segment.field in {"answer", "explanation"}]
    again = len(labels) > 2 and labels[: len(labels) // 2] == labels[len(labels) // 2 :]
    return again and {"answer", "explanation"} <= {segment.field for segment in filled}


def _with_stem(segments: Sequence[Segment]) -> Sequence[Segment]:
    """The segments; where nothing stands before the first label, the stem is what follows the line of a short field."""
    if len(segments) < 2 or segments[0].text.strip():
        return segments
    last = next(
        (
            at
            for at, segment in enumerate(segments[1:], 1)
            if "\n" in segment.text.strip() or segment.field not in SHORT
        ),
        0,
    )
    first, newline, rest = segments[last].text.lstrip().partition("\n")
    if not newline or segments[last].field not in SHORT or not rest.strip():
        return segments
    stem = Segment("stem", segments[last].start, rest)
    return (stem, *segments[1:last], replace(segments[last], text=first), *segments[last + 1 :])


def _without_number(segments: Sequence[Segment], parsed: Parsed) -> Sequence[Segment]:
    """The segments without the number before a stem whose type and answer stand above it."""
    match = _NUMBER.match(fold(segments[0].text))
    if match is None:
        return segments
    parsed.block = replace(parsed.block, number=match[1])
    parsed.taken.append(match[0])
    return (replace(segments[0], text=segments[0].text[match.end() :]), *segments[1:])


def _without_own_number(segment: Segment, parsed: Parsed) -> Segment:
    """The segment; of 题目：*3、… without the number that a questionnaire gave, with its star for what must be answered."""
    match = _OWN_NUMBER.match(segment.text) if segment.field == "stem" and segment.label else None
    if match is None:
        return segment
    if parsed.block.number:
        parsed.skipped.append(Skipped(parsed.block.place, tidy(match[0]), "题号"))
    else:
        parsed.block = replace(parsed.block, number=match[1])
        parsed.taken.append(match[0])
    return replace(segment, text=segment.text[match.end() :])


def _without_marks(segments: Sequence[Segment], parsed: Parsed) -> tuple[list[Segment], Sequence[Segment]]:
    """The fields of the marks behind the label of the stem (题目：（多选）…), and the segments without them. Where a field
    names the type, such a mark is of the stem (题目：（多选的情形）…)."""
    at = next((at for at, segment in enumerate(segments) if segment.field == "stem" and segment.label), None)
    if at is None or parsed.marked or any(segment.field == "type" for segment in segments):
        return [], segments
    fields, text = take_marks(segments[at].text, parsed)
    return fields, [*segments[:at], replace(segments[at], text=text), *segments[at + 1 :]]


def _without_prose_options(segments: Sequence[Segment]) -> Sequence[Segment]:
    """The segments of a statement to judge; lettered lines behind its explanation go on with the explanation."""
    kept: list[Segment] = []
    for segment in segments:
        prose = segment.field == "options" and not segment.label and kept and kept[-1].field == "explanation"
        found = find_options(segment.text) if prose else None
        goes_on = found is not None and not truth_options(found.options)
        kept.append(replace(segment, field="explanation") if goes_on else segment)
    return kept


def is_blank_form(block: Block) -> bool:
    """A place of the template that nobody filled: labels without anything behind them."""
    head, *rest = cut(block.text)
    if any(
        segment.text.strip() for segment in rest if segment.field not in {"options", "type", "difficulty"}
    ):
        return False
    bodies = [head.text, *(segment.text for segment in rest if segment.field == "options")]
    return not re.sub(r"(?m)^\s*[A-L]\s*[.．、:：)）]|[\s()（）。_]", "", "\n".join(bodies))


def _take_stem_and_options(segments: Sequence[Segment], parsed: Parsed) -> None:
    parts = [segment.text for segment in _without_name(segments, parsed) if segment.field == "stem"]
    head = "\n".join(part for part in parts if part.strip())
    own = [segment.text for segment in segments if segment.field == "options"]
    wants_options = parsed.type not in {"true_false", "blank", "essay"}
    found = find_options(head) or (find_options(head, glued=True) if wants_options and not own else None)
    later = find_options("\n".join(own)) if own else None
    if found and parsed.type == "true_false" and found.counts and not truth_options(found.options):
        found = None  # ① … ② … or (1) … (2) … in a statement to judge
    if found and (not later or len(found.options) >= len(later.options)):
        parsed.stem = "\n".join([head[: found.start], *own]).strip()
        _set_options(found, parsed)
    elif later:
        parsed.stem = "\n".join([head, "\n".join(own)[: later.start]]).strip()
        _set_options(later, parsed)
    else:
        parsed.stem = "\n".join([head, *own]).strip()
        parsed.options = parsed.block.shared if wants_options else ()
        if not parsed.options:
            unlabelled.take(parsed)
    parsed.stem = tidy(parsed.stem)


def _without_name(segments: Sequence[Segment], parsed: Parsed) -> Sequence[Segment]:
    """The segments without the name of the question, or a bracket, on the line of its number, where 题目：… follows."""
    if len(segments) < 2 or segments[1].field != "stem":
        return segments
    head = fold(segments[0].text)
    if not _NAME.fullmatch(head) and not _ASIDE.fullmatch(head):
        return segments
    parsed.skipped.append(Skipped(parsed.block.place, tidy(segments[0].text), "标题"))
    return segments[1:]


def _set_options(found: Found, parsed: Parsed) -> None:
    least = 0 if parsed.type == "true_false" else _ORDINARY_OPTIONS
    parsed.options = _without_empty_places(found.options, least)
    parsed.taken += [found.signs, *(option.label for option in found.options[len(parsed.options) :])]
    parsed.signs = found.signs
    for option in parsed.options:
        folded = fold(option.text)
        again = any(match[1] in {None, option.label} for match in _LABEL_AGAIN.finditer(folded))
        if again or _OTHER_OPTIONS.search(folded):
            parsed.warn("option-labels", f"的选项 {option.label} 里又有选项的编号，请核对。")
    if parsed.options and (label := _label_inside(parsed.options[-1])):
        holder = parsed.options[-1].label
        parsed.warn("option-labels", f"的选项 {holder} 里又有编号 {label}，可能有选项没有分开，请核对。")
    place = parsed.block.place
    parsed.skipped += [Skipped(place, label, "后面紧跟另一个编号的选项编号") for label in found.idle]
    if found.glued:
        parsed.warn("options-glued", "的选项连写在一行里，是推断着分开的，请核对。")


def _label_inside(last: DraftOption) -> str | None:
    """A label in the last option that may be that of a further one: C.… E. …."""
    at = LETTERS.index(last.label) + 1
    later = LETTERS[at : at + 2]
    return next((match[1] for match in _FURTHER_LABEL.finditer(fold(last.text)) if match[1] in later), None)


def _without_empty_places(options: tuple[DraftOption, ...], least: int) -> tuple[DraftOption, ...]:
    """A form offers more labels than a question needs: those left empty at the end are no options."""
    while options and not options[-1].text and LETTERS.index(options[-1].label) >= least:
        options = options[:-1]
    return options


def take_field(segment: Segment, parsed: Parsed) -> None:
    """Keep what a field other than stem, options and answer holds; of a type, also what it says besides."""
    text = tidy(segment.text)
    framed = fold(segment.label).strip().startswith("(") and fold(text).count("(") < fold(text).count(")")
    if framed:  # （依据：《甲证条例》第一条）
        text = text.removesuffix("）").removesuffix(")")
    if not text:
        return
    if segment.field == "explanation":
        parsed.explain(text)
    elif segment.field == "citation":
        parsed.citation = "\n".join(part for part in (parsed.citation, text) if part)
    elif segment.field in {"difficulty", "topics", "type", "other"}:
        if segment.field == "topics" and _SENTENCE.match(fold(text)):
            parsed.explain(text)
            return
        text = _after_short_field(segment, parsed)
        if segment.field == "topics":
            parsed.topics += topics_of(text)
        elif segment.field == "difficulty":
            parsed.difficulty = difficulty_of(text)
            parsed.taken.append(text)
            if parsed.difficulty is None:
                parsed.warn("difficulty-unreadable", f"的难度“{text}”认不出，请填 1 到 5。")
        elif segment.field == "type" and (kind := ticked_type_of(text)):
            parsed.type = kind
            parsed.indefinite = is_indefinite(text)
            parsed.taken.append(text)
            if beside_type(text):
                parsed.skipped.append(Skipped(parsed.block.place, text, "题型后的标注"))
        else:
            parsed.skipped.append(Skipped(parsed.block.place, tidy(segment.label + text), "没有用到的栏目"))


def _after_short_field(segment: Segment, parsed: Parsed) -> str:
    """The first line of a field that holds one line; what follows it is kept as explanation, and said."""
    first, _, rest = segment.text.strip().partition("\n")
    if segment.field == "other" and fold(first).rstrip().endswith(
        ":"
    ):  # 备注：要点是： heads the lines below it
        return tidy(segment.text)
    keep_rest(rest, parsed)
    return tidy(first)
