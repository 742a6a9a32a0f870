"""Running text -> questions. Several readings are made, each is weighed by how well it explains the text, the best is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from importers.account import unread
from importers.containers.blocks import Line
from importers.draft import BLANK_FORM, TYPE_NAMES, ItemType, Problem, Skipped
from importers.layouts import run_on
from importers.layouts.division import Division, Section
from importers.layouts.exported import without_export
from importers.layouts.keys import key as keys
from importers.layouts.keys.apart import set_apart
from importers.layouts.keys.match import apply_key, number_in_order
from importers.layouts.lines.announced import answers_beside_labels
from importers.layouts.lines.bare import bare_answers_labelled
from importers.layouts.lines.doubled import without_second_numbers
from importers.layouts.lines.guides import guides
from importers.layouts.lines.headings import (
    Heading,
    are_numbers,
    heading_of,
    heads_codes,
    is_coded_part,
    is_key_heading,
    is_numbered,
    names_paper,
    wrapped,
)
from importers.layouts.lines.judged import judgements_labelled
from importers.layouts.lines.named import without_names
from importers.layouts.lines.noise import without_noise
from importers.layouts.lines.pages import without_pages
from importers.layouts.lines.parted import brackets_closed, colons_at_labels
from importers.layouts.lines.scanned import points_restored
from importers.layouts.lines.tagged import heads_as_marks
from importers.layouts.lines.ticked import ticks_behind_labels
from importers.layouts.lines.titles import alike_titles, numbered_titles, titles_between
from importers.layouts.lines.typed import types_labelled
from importers.layouts.lines.unspaced import unspaced
from importers.layouts.offered import offers_as_marks
from importers.layouts.questions import codes, emphasis, scores, truths, untold
from importers.layouts.questions.doubts import tell_doubts
from importers.layouts.questions.essays import with_choices
from importers.layouts.questions.item import is_blank_form, parse
from importers.layouts.questions.marks import bare_types, without_bare_type
from importers.layouts.questions.parsed import Parsed
from importers.layouts.questions.settle import resolve
from importers.layouts.reading import NUMBERED_GAIN, Reading
from importers.layouts.starts.shared import begins_shared, counted_cases
from importers.layouts.starts.ways import LAYOUTS, text_of
from importers.layouts.text import Start, Text
from importers.normalise import tidy
from importers.problems import problem

_NOTHING = 1e-6  # what adding many parts may lose
_SINGLE_BREAKS = 12  # more than that, and the numbers are a database's


def read_flow(lines: Sequence[Line], key: keys.Key | None = None) -> Reading:
    """The best reading of `lines`, as they are or cut where questions run on. `key` holds the answers of a second file."""
    kept, pieces, told = without_pages(brackets_closed(colons_at_labels(points_restored(lines))))
    plain = _read_lines(kept, key)
    recut = run_on.recut(kept)
    best = max(plain, _read_lines(recut, key, plain.score()), key=Reading.score) if recut else plain
    best.skipped += pieces
    best.problems += told
    best.problems += unread(lines, best.used, best.skipped)
    return best


def _read_lines(lines: Sequence[Line], key: keys.Key | None, least: float = -inf) -> Reading:
    """The best reading of `lines` as they are, among those that may be worth more than `least`."""
    kept, pieces = unspaced(lines), list[Skipped]()
    for rewritten in (
        without_second_numbers,
        without_export,
        heads_as_marks,
        offers_as_marks,
        without_noise,
        answers_beside_labels,
        without_names,
        ticks_behind_labels,
    ):
        kept, named = rewritten(kept)
        pieces += named
    body, zones = set_apart(bare_answers_labelled(judgements_labelled(types_labelled(kept))))
    own = [(zone.at, keys.read_key(zone.lines)) for zone in zones]
    every_key = _Keys(own, key)
    headings = _headings(body)
    text = text_of(body, headings)
    best: Reading | None = None
    for name, layout in LAYOUTS:
        starts = layout(text)
        if starts and _most(starts, own) > least + _NOTHING:  # one that cannot win is not made
            reading = _read(name, _without_inner_headings(text, starts), starts, every_key)
            score = reading.score()
            if best is None or score > least:
                best, least = reading, max(score, least)
    if best is None:
        best = Reading("none")
        for line in body:
            if line.text.strip():
                best.skip(line, "没有认出试题")
        best.unused = [entry for _, entry in own] + ([key] if key else [])
    best.skipped += pieces
    best.used += [line for zone in zones for line in zone.lines]
    for _, own_key in own:
        for line in own_key.headings:
            best.skip(line, "答案部分的标题")
        for line in own_key.unread:
            best.skip(line, "答案部分的其他文字")
        best.problems += own_key.problems
    return best


def _most(starts: dict[int, Start], own: Sequence[tuple[int, keys.Key]]) -> float:
    """No reading is worth more than all its questions sound; a key of the file may number them."""
    numbered = len(starts) if own else sum(start.number != "" for start in starts.values())
    return len(starts) + numbered * NUMBERED_GAIN


def _headings(lines: Sequence[Line]) -> dict[int, Heading]:
    texts = [line.text for line in lines]
    found = titles_between(texts) | numbered_titles(texts) | alike_titles(texts)
    for at, line in enumerate(lines):
        if at in found:
            continue
        after = lines[at + 1].text if at + 1 < len(lines) else ""
        if heading := wrapped(line.text, after):
            found[at], found[at + 1] = heading, Heading(after, continued=True)
        elif heading := heading_of(line.text):
            found[at] = heading
        elif begins_shared(line.text):
            found[at] = Heading(line.text, shared=True)
        elif is_key_heading(line.text) or is_coded_part(line.text) or names_paper(line.text):
            following = next((later.text for later in lines[at + 1 : at + 4] if later.text.strip()), "")
            if heading_of(following) or heads_codes(line.text, following):
                found[at] = Heading(line.text, chapter=True)
    found |= guides(texts, found)
    found |= {at: Heading(texts[at], shared=True) for at in counted_cases(texts, found)}
    if any(are_numbers(first, second) for first, second in pairwise(found.values())):
        return {at: heading for at, heading in found.items() if not is_numbered(heading)}
    return found


def _without_inner_headings(text: Text, starts: dict[int, Start]) -> Text:
    """题型：单选题 heads a part only where a question follows it; inside a record it is the record's own, and so is each
    where none stands above the first question and one below the last."""
    kept = {}
    named = [at for at, heading in text.headings.items() if heading.type_line]
    closing = bool(named) and min(starts) < min(named) and max(starts) < max(named)
    for at, heading in text.headings.items():
        following = next((line for line in range(at + 1, len(text.lines)) if text.folded[line].strip()), -1)
        inside = following not in starts and following not in text.headings
        own = heading.type_line and (closing or inside)
        if at not in starts and not own:
            kept[at] = heading
    return Text(text.lines, text.folded, kept)


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of the file itself, each with the line it stands before, and that of a second file."""

    own: list[tuple[int, keys.Key]]
    second: keys.Key | None

    def applied(self, parsed: list[Parsed]) -> Iterator[Problem]:
        """Each key answers the questions before it, back to the key before; one that has none there, all of them."""
        if self.own and len(self.own) == 1:
            number_in_order(parsed, self.own[0][1])
        spans = [0, *(at for at, _ in self.own[:-1]), len(parsed) and parsed[-1].block.at + 1]
        groups = [
            [entry for entry in parsed if low <= entry.block.at < high] for low, high in pairwise(spans)
        ]
        if len(self.own) > 1 and all(groups):
            for (_, key), group in zip(self.own, groups, strict=True):
                yield from apply_key(group, key)
        elif self.own:
            sections = [section for _, key in self.own for section in key.sections]
            yield from apply_key(parsed, keys.Key(sections))
        if self.second is not None:
            yield from apply_key(parsed, self.second)


def _read(name: str, text: Text, starts: dict[int, Start], every_key: _Keys) -> Reading:
    reading = Reading(name)
    division = Division(text, starts, reading)
    parsed: list[Parsed] = []
    bare = bare_types([text.folded[at][start.cut[1] :] for at, start in starts.items()])
    for whole in division.blocks():
        block = without_bare_type(whole, bare)
        if is_blank_form(block):
            shown = f"{block.number}. {block.text}" if block.number else block.text
            reading.skipped.append(Skipped(block.place, tidy(shown), BLANK_FORM))
            continue
        parsed.append(parse(block))
        if division.sections:
            division.sections[-1].count += 1
    parsed = with_choices(parsed)
    reading.problems += every_key.applied(parsed)
    codes.take(parsed)
    scores.take(parsed)
    untold.take(parsed)
    truths.take_untyped(parsed)
    for entry in parsed:
        resolve(entry)
    emphasis.take_whole(parsed)
    default = _default_type(parsed)
    for entry in parsed:
        fills = default != "true_false" and not entry.options and "__" in entry.stem
        chooses = bool(entry.options or entry.said or fills)
        fits = truths.may_judge(entry) if default == "true_false" else chooses
        fits = fits and not (default == "essay" and entry.options)
        if entry.type is None and default is not None and fits:
            entry.type, entry.inferred = "blank" if fills else default, True
    _tell_inferred(parsed, reading)
    reading.problems += emphasis.told(parsed)
    reading.problems += truths.told(parsed)
    merged = tell_doubts(parsed, name)
    reading.items = [entry.finished() for entry in parsed]
    for entry in parsed:
        reading.skipped += entry.skipped
    reading.problems += _counts(division.sections)
    reading.problems += [told for shared in reading.shared for told in shared.told()]
    for count, line in reading.claims:
        reading.problems += _count(count, len(parsed), line)
    breaks = _breaks(parsed) if name == "numbered" else []
    reading.problems += _told_breaks(breaks)
    reading.problems += _told_merged(merged, [before for before, _ in breaks])
    return reading


def _default_type(parsed: list[Parsed]) -> ItemType | None:
    """The type of a question that shows none, in a file where all others agree."""
    kinds = {entry.type for entry in parsed if entry.type}
    return kinds.pop() if len(kinds) == 1 and len(parsed) >= 3 else None


def _tell_inferred(parsed: list[Parsed], reading: Reading) -> None:
    """Types that nobody wrote: said once where most have none or one answer tells, else with each question."""
    inferred = [entry for entry in parsed if entry.inferred]
    throughout = len(inferred) * 2 > len(parsed)
    plain = [entry for entry in inferred if throughout or len(entry.answer or "") == 1]
    if plain:
        which = "文件" if throughout else "有的试题"
        message = f"{which}没有写明题型，{len(plain)} 题按答案的个数判定为单选、多选或判断，请核对。"
        reading.problems.append(problem("types-inferred", message, plain[0].block.place))
    for entry in inferred:
        if entry not in plain and entry.type:
            entry.warn("type-inferred", f"没有写明题型，按答案判定为{TYPE_NAMES[entry.type]}，请核对。")


def _breaks(parsed: list[Parsed]) -> list[tuple[Parsed, Parsed]]:
    """Where numbers do not follow each other: a question may be lost there."""
    found = []
    for before, after in pairwise(parsed):
        first, second = before.block.number, after.block.number
        if not (first.isdigit() and second.isdigit()) or int(second) in {int(first) + 1, 1}:
            continue
        if before.block.section == after.block.section or int(second) in {int(first) + 2, 2}:
            found.append((before, after))
    return found


def _told_merged(merged: list[Parsed], told: list[Parsed]) -> Iterator[Problem]:
    """A problem for each question that may hold another one, unless the numbers behind it (`told`) have said so already."""
    for entry in merged:
        if not any(entry is other for other in told):
            message = f"{entry.name}里像是并入了另一道题，可能少读了一题，请核对。"
            yield problem("question-merged", message, entry.block.place)


def _told_breaks(breaks: list[tuple[Parsed, Parsed]]) -> Iterator[Problem]:
    """One problem for each break of the numbers, or one for all where they break throughout."""
    for before, after in breaks if len(breaks) <= _SINGLE_BREAKS else ():
        message = f"第 {before.block.number} 题之后为第 {after.block.number} 题，请核对有无漏题。"
        yield problem("number-doubtful", message, after.block.place)
    if len(breaks) > _SINGLE_BREAKS:
        before, after = breaks[0]
        message = f"题号有 {len(breaks)} 处不连续，首处是第 {before.block.number} 题之后为第 {after.block.number} 题，请核对有无漏题。"
        yield problem("number-doubtful", message, after.block.place)


def _counts(sections: list[Section]) -> Iterator[Problem]:
    for section in sections:
        if section.heading.claimed is not None and section.count:
            yield from _count(
                section.heading.claimed, section.count, Line(section.heading.text, section.place)
            )


def _count(promised: int, found: int, line: Line) -> Iterator[Problem]:
    if promised != found:
        message = f"“{tidy(line.text)[:30]}”写明 {promised} 题，实际读到 {found} 题，请核对。"
        yield problem("count-differs", message, line.place)
