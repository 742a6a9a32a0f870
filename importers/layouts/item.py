"""One question from the lines that belong to it. Every character of the lines ends in a field, a piece or a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.answers import (
    LETTERS,
    TYPE_WORDS,
    beside_type,
    by_text,
    letters_of,
    truth_of,
    truth_options,
    type_of,
)
from importers.checks import called, check_item
from importers.containers.blocks import Line
from importers.draft import DraftItem, DraftOption, ItemType, Place, Problem, Skipped
from importers.fields import difficulty_of, topics_of
from importers.layouts import brackets, emphasis, trailing, truths
from importers.layouts.labels import Segment, cut
from importers.layouts.options import Found, find_options
from importers.normalise import fold, tidy
from importers.problems import problem

# (单选题), 【多选】, [判断题，2分] at the head of a stem; a mark with nothing but letters after it is an answer.
_MARK = re.compile(
    rf"\s*[\[(<]\s*(?:[^\[\]()<>\n]{{0,6}})(?:{TYPE_WORDS}|[单多判])(?:[^\[\]()<>\n]{{0,10}})[\])>]\s*[.、:]?"
)
_ANSWER_MARK = re.compile(
    r"[ \t]*[\[(]\s*([A-L](?:[\s,、]*[A-L])*|[√×对错是非]|正确|错误)\s*[\])][ \t]*(?=\n)"
)
_PROSE_AFTER = re.compile(
    r"([A-La-l](?:[\s,、]*[A-La-l])*|[√×✓✗]|对|错|正确|错误)(?:项|选项)?[\s。.;；，,(（]+(?=\S)"
)
_CHOSEN = re.compile(
    r"(?:故|本题|因此|所以)(?:答案)?(?:应)?(?:为|是)?(?:选择|选)?[:：]?\s*([A-L](?:[\s,、]*[A-L])*)(?![A-Za-z])"
)


# An empty E or F is a place that nobody needed; an empty C or D is more likely forgotten.
_ORDINARY_OPTIONS = 4


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one question, its number taken off; `type` from its heading.

    `section` counts the headings, `at` the lines; `note` is what the heading says besides.
    """

    number: str
    lines: tuple[Line, ...]
    type: ItemType | None
    section: int
    at: int = 0
    note: str = ""

    @property
    def place(self) -> Place:
        return self.lines[0].place

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class Parsed:
    """A question while it is being read."""

    block: Block
    type: ItemType | None = None
    inferred: bool = False
    stem: str = ""
    options: tuple[DraftOption, ...] = ()
    answer: str | None = None
    said: list[str] = field(default_factory=list)
    told_by: str = ""
    by_letter: str = ""
    explanation: str = ""
    citation: str = ""
    difficulty: int | None = None
    topics: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def warn(self, code: str, message: str) -> None:
        self.problems.append(problem(code, f"{self.name}{message}", self.block.place))

    @property
    def name(self) -> str:
        return called(self.item())

    def item(self) -> DraftItem:
        return DraftItem(
            self.type, self.stem, self.options, self.answer, self.explanation, self.citation, self.difficulty,
            self.topics, self.block.place, self.block.number, tuple(self.problems),
        )  # fmt: skip

    def finished(self) -> DraftItem:
        item = self.item()
        found = check_item(item)
        unread = any(entry.code.startswith("answer-") for entry in self.problems)
        kept = [entry for entry in found if not (unread and entry.code == "answer-missing")]
        self.problems += kept
        return self.item()


def parse(block: Block) -> Parsed:
    """The question in `block`; a type or an answer that a key at the end may still give is left open."""
    parsed = Parsed(block, block.type)
    text = _take_marks(emphasis.ticks_behind_labels(block.text), parsed)
    segments = cut(text)
    _take_stem_and_options(segments, parsed)
    trailing.take(parsed)
    answers = [segment.text for segment in segments if segment.field == "answer"]
    for segment in segments:
        _take_field(segment, parsed)
    parsed.said += [_answer_line(answer, parsed) for answer in answers]
    parsed.said = [said for said in parsed.said if said.strip()]
    return parsed


def is_blank_form(block: Block) -> bool:
    """A place of the template that nobody filled: labels without anything behind them."""
    head, *rest = cut(block.text)
    if any(
        segment.text.strip() for segment in rest if segment.field not in {"options", "type", "difficulty"}
    ):
        return False
    bodies = [head.text, *(segment.text for segment in rest if segment.field == "options")]
    return not re.sub(r"(?m)^\s*[A-L]\s*[.．、:：)）]|[\s()（）。_]", "", "\n".join(bodies))


def _take_marks(text: str, parsed: Parsed) -> str:
    """The type and the answer that stand in brackets before the stem; what remains is returned."""
    folded = fold(text)
    match = _MARK.match(folded)
    if match and (kind := type_of(match[0])):
        parsed.type = kind
        if rest := re.sub(rf"{TYPE_WORDS}|[\[\]()<>\s.、:题,项单多判]", "", match[0]):
            parsed.skipped.append(Skipped(parsed.block.place, rest, "题型后的标注"))
        text, folded = text[match.end() :], folded[match.end() :]
        if answer := _ANSWER_MARK.match(folded):
            parsed.said.append(answer[1])
            text = text[answer.end() :]
    return text


def _take_stem_and_options(segments: Sequence[Segment], parsed: Parsed) -> None:
    parts = [segment.text for segment in segments if segment.field == "stem"]
    head = "\n".join(part for part in parts if part.strip())
    own = [segment.text for segment in segments if segment.field == "options"]
    wants_options = parsed.type not in {"true_false", "blank", "essay"}
    found = find_options(head) or (find_options(head, glued=True) if wants_options and not own else None)
    later = find_options("\n".join(own)) if own else None
    if found and (not later or len(found.options) >= len(later.options)):
        parsed.stem = "\n".join([head[: found.start], *own]).strip()
        _set_options(found, parsed)
    elif later:
        parsed.stem = "\n".join([head, "\n".join(own)[: later.start]]).strip()
        _set_options(later, parsed)
    else:
        parsed.stem = "\n".join([head, *own]).strip()
        if parsed.type in {"single_choice", "multiple_choice"}:
            _take_unlabelled(parsed)
    parsed.stem = tidy(parsed.stem)


def _set_options(found: Found, parsed: Parsed) -> None:
    parsed.options = _without_empty_places(
        found.options, 0 if parsed.type == "true_false" else _ORDINARY_OPTIONS
    )
    for option in parsed.options:
        if re.search(rf"[,;\s]{option.label}\s*[.、:]", fold(option.text)):
            parsed.warn("option-labels", f"的选项 {option.label} 里又有编号 {option.label}，请核对。")
    place = parsed.block.place
    parsed.skipped += [Skipped(place, label, "后面紧跟另一个编号的选项编号") for label in found.idle]
    if found.glued:
        parsed.warn("options-glued", "的选项连写在一行里，是推断着分开的，请核对。")


def _without_empty_places(options: tuple[DraftOption, ...], least: int) -> tuple[DraftOption, ...]:
    """A form offers more labels than a question needs: those left empty at the end are no options."""
    while options and not options[-1].text and LETTERS.index(options[-1].label) >= least:
        options = options[:-1]
    return options


def _take_unlabelled(parsed: Parsed) -> None:
    """Lines after a stem that asks something, in a choice question without labels."""
    lines = [line for line in parsed.stem.split("\n") if line.strip()]
    if 3 <= len(lines) <= 9 and re.search(r"[)?:_。]\s*$", fold(lines[0])):
        parsed.stem = lines[0]
        parsed.options = tuple(
            DraftOption(letter, tidy(line)) for letter, line in zip("ABCDEFGH", lines[1:], strict=False)
        )
        parsed.warn("options-unlabelled", "的选项没有编号，按行依次编为 A、B、C……，请核对。")


def _take_field(segment: Segment, parsed: Parsed) -> None:
    text = tidy(segment.text)
    if not text:
        return
    if segment.field == "explanation":
        parsed.explanation = "\n".join(part for part in (parsed.explanation, text) if part)
    elif segment.field == "citation":
        parsed.citation = "\n".join(part for part in (parsed.citation, text) if part)
    elif segment.field in {"difficulty", "topics", "type", "other"}:
        text = _after_short_field(segment, parsed)
        if segment.field == "topics":
            parsed.topics += topics_of(text)
        elif segment.field == "difficulty":
            parsed.difficulty = difficulty_of(text)
            if parsed.difficulty is None:
                parsed.warn("difficulty-unreadable", f"的难度“{text}”认不出，请填 1 到 5。")
        elif segment.field == "type" and (kind := type_of(text)):
            parsed.type = kind
            if beside_type(text):
                parsed.skipped.append(Skipped(parsed.block.place, text, "题型后的标注"))
        else:
            parsed.skipped.append(Skipped(parsed.block.place, tidy(segment.label + text), "没有用到的栏目"))


def _after_short_field(segment: Segment, parsed: Parsed) -> str:
    """The first line of a field that holds one line; what follows it is kept as explanation, and said."""
    first, _, rest = segment.text.strip().partition("\n")
    _keep_rest(rest, parsed)
    return tidy(first)


def _keep_rest(rest: str, parsed: Parsed) -> None:
    rest = tidy(rest)
    if re.sub(r"[\W_]+", "", rest):
        parsed.explanation = "\n".join(part for part in (parsed.explanation, rest) if part)
        shown = rest if len(rest) <= 20 else rest[:20] + "…"
        parsed.warn("text-after-answer", f"的答案后面还有文字“{shown}”，已记入解析，请核对。")


def _answer_line(text: str, parsed: Parsed) -> str:
    """The answer proper out of what follows 答案：; prose behind it goes to the explanation."""
    first, _, rest = text.strip().partition("\n")
    if parsed.type in {"blank", "essay"}:
        parsed.explanation = "\n".join(part for part in (tidy(text), parsed.explanation) if part)
        return ""
    if letters_of(first) is None and truth_of(first) is None and not by_text(first, parsed.options):
        if match := _PROSE_AFTER.match(first):
            first, prose = match[1], tidy(first[match.end() :])
            parsed.explanation = "\n".join(part for part in (prose.rstrip(")）"), parsed.explanation) if part)
        elif letters_of(text) is not None:
            return text
    _keep_rest(rest, parsed)
    return first


def resolve(parsed: Parsed) -> None:
    """Settle answer and type from all that was said."""
    truth = truth_options(parsed.options)
    if parsed.type is None and truth:
        parsed.type = "true_false"
    brackets.take(parsed)
    if not parsed.said and (match := _CHOSEN.search(fold(parsed.explanation))):
        parsed.said.append(match[1])
        parsed.warn("answer-in-explanation", "的答案是从解析里读到的，请核对。")
    if not parsed.said:
        emphasis.take(parsed)
    answers = [_meaning(said, parsed, truth) for said in parsed.said]
    known = [answer for answer in answers if answer]
    if len(set(known)) > 1:
        parsed.warn("answer-contradiction", f"有互相矛盾的答案：{'、'.join(parsed.said)}，请核对。")
    elif known:
        parsed.answer = known[0]
    for said, answer in zip(parsed.said, answers, strict=True):
        if not answer:
            parsed.warn("answer-unreadable", f"的答案“{tidy(said)}”读不出来，请改成选项字母或对、错。")
    if parsed.type is None:
        _infer_type(parsed)
    if parsed.type == "true_false" and truth:
        parsed.options = ()


def _meaning(said: str, parsed: Parsed, truth: dict[str, str] | None) -> str | None:
    labels = "".join(option.label for option in parsed.options)
    letters = letters_of(said, labels) if labels else letters_of(said)
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
