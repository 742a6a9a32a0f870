"""What the cells of one row say: its lines, options and answer, in the ways in which sheets write them."""

from __future__ import annotations

import re
from dataclasses import replace

from importers.answers import LETTERS, by_letter_and_text, by_text, letters_of, truth_of
from importers.column_names import option_label, plain_heading
from importers.columns import Header
from importers.containers.blocks import Line, Row
from importers.containers.figures import SIGN
from importers.draft import DraftOption
from importers.layouts.lines.ticked import tick_behind_label
from importers.layouts.questions.answered import answer_line
from importers.layouts.questions.item import take_field
from importers.layouts.questions.labels import cut
from importers.layouts.questions.parsed import Parsed
from importers.layouts.sheets.cells import label as labelled
from importers.layouts.sheets.cells import plain_cell, right_in_json, signs_in, split_cell
from importers.layouts.sheets.idle import filled as held_by
from importers.layouts.sheets.option_signs import by_signs
from importers.normalise import fold, tidy

_NUMBERS_OF_OPTIONS = re.compile(r"(?:(?:选项|答案)?([1-9])[,，、;；/|\s]*)+")
_BY_PROGRAMS = re.compile(r"[A-L](?:[#$^·\\]+[A-L])+", re.I)
_JOINTS = ("##", "**", "&", "|", "@")
_BEGINS = re.compile(
    r"\s*(?:[A-L](?:[\s,、;/]*[A-L])*|[√×✓✗对错]|正确|错误)\s*(?:\Z|[\n。.;,(:《]|(?<=\s)(?=\S))"
)
_MARKS = re.compile(r"^\s*(?:#{1,4}|[-*+])\s+|\*\*", re.M)
_MARKED_ANSWER = re.compile(
    r"(?:\s*answer\s*\n)?\s*(?:(?:the )?correct (?:answer|option|choice)|answer|(?:正确|参考)?(?:答案|选项))\s*[:：]\s*([^\n]+?)\s*"
    r"(?:\n\s*((?:reason|explanation|rationale|解析|理由)\s*[:：])\s*(.*))?\Z",
    re.I | re.S,
)
_POINTS = re.compile(r"[+-]?\d+(?:\.\d+)?")
_SO = r"(?:(?:综上|因此|所以|故|则)(?:所述)?[,，]?\s*)?(?:[本此该]题)?的?"
_RIGHTLY = "(?:正确|参考|标准)?"
# 正确答案：, 故本题答案为, 应选 … before what answers; 项正确 behind it.
ANSWER_LABEL = re.compile(
    rf"\s*[\[【]?{_RIGHTLY}答案(?:[\]】]\s*[:：]?|\s*[:：])\s*|\s*ans(?:wer)?\s*[:：|=]\s*|"
    rf"\s*{_SO}(?:{_RIGHTLY}(?:答案|选项)(?:应当?|应该)?[是为选]|应当?选择?|应该选择?|选择?|应为)\s*[:：]?\s*"
    r"(?=[(（\[【“\"]?(?:[A-LＡ-Ｌ]|[对错√×]|正确|错误))",
    re.I,
)
_BEHIND_ANSWER = re.compile(r"(?<=[A-L])\s*(?:选?项)?(?:是|为)?(?:正确|对)(?:的|答案|选项)*[。.]?\s*\Z")


def lines_of(row: Row, header: Header) -> tuple[Line, ...]:
    """What the columns hold that a field takes, a line each; the other columns are named once for the whole grid."""
    return tuple(
        _line(row, at) for at in sorted(header.fields) if at < len(row.cells) and row.cells[at].strip()
    )


def _line(row: Row, at: int) -> Line:
    cell = row.cells[at]
    text, start = plain_cell(cell.strip()), len(cell) - len(cell.lstrip())
    spans = row.spans(at, start, start + len(text), 0) if text == cell.strip() else ()
    return Line(text, row.place, spans)


def loose_figures(row: Row, header: Header) -> str:
    """Pictures beside the columns that are read: they float over the row of their question."""
    beside = (cell for column, cell in enumerate(row.cells) if column not in header.fields)
    return "".join(sign[0] for cell in beside for sign in SIGN.finditer(cell))


def answer_of(row: Row, text: str, header: Header, parsed: Parsed) -> str:
    """Answers in several columns, on several lines of a cell, in a JSON array, or by the numbers of options, as one."""
    text = _unmarked(plain_cell(text.strip()), parsed)
    if by_text(text, parsed.options) is None:
        text = _answer_alone(text, parsed)
    if said := _said_twice(row, header, parsed):
        parsed.taken.append(text)
        return said
    numbers = header.numbered and parsed.options and _NUMBERS_OF_OPTIONS.fullmatch(text)
    if numbers and by_text(text, parsed.options) is None:
        parsed.taken.append(text)
        return "".join(LETTERS[int(digit) - 1] for digit in re.findall(r"\d", text))
    if by_text(text, parsed.options) is None and letters_of(text) is None:
        signs = header.signs or signs_in(header.text(row, "options"))
        told = _named_columns(text, header) or by_signs(text, signs)
        if letters := told or by_letter_and_text(text, parsed.options):  # A（甲局）
            parsed.taken.append(text)
            return letters
    if _BY_PROGRAMS.fullmatch(fold(text)):  # A#C, A$C
        return re.sub(r"[^A-Za-z]", "", fold(text))
    return "".join(text.split("\n")) if "\n" in text and letters_of("".join(text.split("\n"))) else text


def _answer_alone(text: str, parsed: Parsed) -> str:
    """The answer without the words that only say that it is one: 正确答案：C, 故本题选C, C项正确."""
    lead = ANSWER_LABEL.match(text)
    begin = lead.end() if lead else 0
    tail = _BEHIND_ANSWER.search(text, begin)
    end = tail.start() if tail else len(text)
    parsed.taken += [text[:begin], text[end:]]
    return text[begin:end]


def _unmarked(text: str, parsed: Parsed) -> str:
    """The answer of a cell of Markdown (# Answer, - **Correct option:** C, - **Reason:** …); its reason explains."""
    plain = _MARKS.sub("", text)
    if plain == text or not (said := _MARKED_ANSWER.match(plain)):
        return text
    parsed.taken += [plain[: said.start(1)], said[2] or ""]
    parsed.explain(tidy(said[3] or ""))
    return said[1]


def _named_columns(text: str, header: Header) -> str:
    """The letters of the columns of options that an answer names by their headings: 选项三, option3, 选项1、选项2; else nothing."""
    words = [plain_heading(word) for word in re.split(r"[,，、;；|\s]+", text.strip())]
    letters = [option_label(word) or "" for word in words if len(word) > 1]
    named = len(letters) == len(words) and {*header.labels.values()}.issuperset(letters)
    return "".join(letters) if named and len({*letters}) == len(letters) else ""


def _said_twice(row: Row, header: Header, parsed: Parsed) -> str:
    """The letters of two columns of answers, one with them and one with the words of their options; else nothing."""
    cells = [row.cells[at].strip() for at in header.columns("answer") if at < len(row.cells)]
    cells = [plain_cell(cell) for cell in cells if cell]
    meant = {by_text(cell, parsed.options) or letters_of(cell) or "" for cell in cells}
    return meant.pop() if len(cells) == 2 and len(meant) == 1 else ""


def explained(said: str, parsed: Parsed) -> str:
    """The answer of a cell that also tells its reason, which goes to the explanation: A（解析：…）, 错。应为三日。"""
    begins = _BEGINS.match(fold(said))
    if begins is None or letters_of(said) or truth_of(said) or by_text(said, parsed.options):
        return said
    if by_text(said[begins.end() :].strip("。（）() "), parsed.options):  # B.丙局, where C is 丙局
        return said
    _, answer, *others = cut("答案：" + said)
    opened = answer.text.rstrip().endswith(("（", "("))
    if opened and others and said.endswith(("）", ")")):
        others[-1] = replace(others[-1], text=others[-1].text[:-1])
    for segment in others:
        parsed.taken.append(segment.label)
        take_field(segment, parsed)
    return answer_line(answer.text, parsed)


def said_of(row: Row, header: Header) -> str:
    """What a row says of the right answer, wherever its columns do."""
    told = header.text(row, "answer") or ticked(row, header) or judged(row, header)
    told = told or right_in_json(header.text(row, "options"))
    # 判断内容 | 是否正确: beside no option it says whether the statement is right.
    return told or ("" if {"option", "options"} & {*header.fields.values()} else header.text(row, "right"))


def ticked(row: Row, header: Header) -> str:
    """The letters of the columns, one an option, that hold a tick, a 1, points or their own letter."""
    found = []
    for at, letter in sorted(header.ticks.items(), key=lambda entry: entry[1]):
        value = fold(row.cells[at]).strip().upper() if at < len(row.cells) else ""
        points = header.scored and _POINTS.fullmatch(value) and float(value) > 0
        if value in {"1", letter} or truth_of(value) == "T" or points:
            found.append(letter)
    return "".join(found)


def judged(row: Row, header: Header) -> str:
    """T or F by the column 对 or 错 in which a tick stands; what both cells hold where that does not tell."""
    said = {side: row.cells[at].strip() for at, side in header.sides.items() if at < len(row.cells)}
    filled = [side for side, text in said.items() if text]
    if len(filled) != 1 or (truth_of(said[filled[0]]) or filled[0]) not in {"T", filled[0]}:
        return "、".join(f"{'对' if side == 'T' else '错'}栏{said[side]}" for side in filled)
    return filled[0]


def options_of(row: Row, header: Header, idle: bool) -> tuple[DraftOption, ...]:
    """The options of a row; `idle`: signs stand where there is none."""
    columns = sorted(header.labels.items(), key=lambda entry: entry[1])
    if not columns:
        return split_cell(header.text(row, "options"))
    cells = [(label, row.cells[at].strip() if at < len(row.cells) else "") for at, label in columns]
    filled = held_by(cells, header.text(row, "answer"), idle)
    if not filled:
        return split_cell(header.text(row, "options"))
    truth = sorted(side for _, text in cells if (side := truth_of(text))) == ["F", "T"] and len(filled) == 2
    first = filled[0] if truth else 0
    kept = cells[first : filled[-1] + 1]
    signs = [sign for sign in (r"\s", "-") if all(re.match(label + sign, fold(text)) for label, text in kept)]
    return tuple(DraftOption(label, _without_label(text, label, signs)) for label, text in kept)


def joined_options(stem: str, answer: str) -> tuple[str, tuple[DraftOption, ...]] | None:
    """Stem and options of a cell that joins them by one sign, 题干&甲&乙&丙: sure where the answer repeats options of it."""
    for sign in _JOINTS:
        head, *texts = (part.strip() for part in stem.split(sign))
        options = labelled(texts)
        if head and len(options) >= 2 and all(texts) and by_text(answer, options):
            return head, options
    return None


def _without_label(text: str, label: str, signs: list[str]) -> str:
    """The text of an option cell without its own label: "A、…", "(A) …", or "A  …", "A-…" where all cells of the row do so."""
    text = tick_behind_label(text)
    sign = "|".join([r"[.、:)\]]", "[ ]{2}", *signs])
    match = re.match(rf"\s*[(\[]?\s*{label}\s*(?:{sign})[.、]?\s*", fold(text), re.I)
    return tidy(text[match.end() :] if match else text)


def take_bar(parsed: Parsed) -> None:
    """A: 三日; B: 五日 | B: the answer once more, behind the options of one cell."""
    if not parsed.options:
        return
    *options, last = parsed.options
    text, bar, again = last.text.rpartition("|")
    letters = letters_of(again)
    if bar and letters and set(letters) <= {option.label for option in parsed.options}:
        parsed.said.append(again.strip())
        parsed.options = (*options, DraftOption(last.label, text.rstrip()))
