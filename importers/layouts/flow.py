"""Running text -> questions. Several readings are made, each is weighed by how well it explains the text, the best is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from importers.account import unread
from importers.containers.blocks import Line
from importers.draft import BLANK_FORM, NO_QUESTION_FOUND, Problem, Skipped
from importers.layouts import counts, run_on
from importers.layouts.division import Division
from importers.layouts.keys import key as keys
from importers.layouts.keys.apart import set_apart
from importers.layouts.keys.match import apply_key, number_in_order
from importers.layouts.lines.chunked import without_chunk_labels
from importers.layouts.lines.corners import corners_squared
from importers.layouts.lines.label_rows import labels_restored
from importers.layouts.lines.misread import numbers_restored
from importers.layouts.lines.pages import without_pages
from importers.layouts.lines.parted import brackets_closed, colons_at_labels, titles_closed
from importers.layouts.lines.scanned import points_restored
from importers.layouts.mixed import in_parts
from importers.layouts.part_heads import headings_of, without_inner_headings
from importers.layouts.questions import (
    ahead,
    behind,
    bullets,
    codes,
    emphasis,
    rows,
    scores,
    trailing,
    truths,
    unknown_labels,
    untold,
    untyped,
)
from importers.layouts.questions.doubts import tell_doubts
from importers.layouts.questions.essays import with_choices
from importers.layouts.questions.item import is_blank_form, parse
from importers.layouts.questions.parsed import Parsed
from importers.layouts.questions.settle import resolve
from importers.layouts.reading import NUMBERED_GAIN, Reading
from importers.layouts.ready import made_ready
from importers.layouts.repeated import without_repeated
from importers.layouts.starts.ways import LAYOUTS, text_of
from importers.layouts.text import Start, Text
from importers.normalise import tidy

_LABEL_GAIN = 0.1  # for each number that goes back in the midst of a text, as no question's does
_NOTHING = 1e-6  # what adding many parts may lose


def read_flow(lines: Sequence[Line], key: keys.Key | None = None) -> Reading:
    """The best reading of `lines`, as one text or in parts. `key` holds the answers of a second file."""
    whole = _read_whole(lines, key)
    return whole if key else in_parts(lines, whole, _read_whole)


def _read_whole(lines: Sequence[Line], key: keys.Key | None = None) -> Reading:
    """The best reading of `lines`, as they are or cut where questions run on."""
    whole, moved = titles_closed(
        brackets_closed(
            colons_at_labels(numbers_restored(labels_restored(points_restored(corners_squared(lines)))))
        )
    )
    kept, pieces, told = without_pages(whole)
    kept, repeated, repeats = without_repeated(kept)
    best = _read_lines(kept, key)
    if recut := run_on.recut(kept):
        best = max(best, _read_lines(recut, key, best.score()), key=Reading.score)
    if joined := without_chunk_labels(kept):
        gain = _LABEL_GAIN * len(joined.moved)
        mended = _read_lines(run_on.recut(joined.lines) or joined.lines, key, best.score() - gain)
        mended.skipped += joined.labels
        mended.used += joined.moved
        best = mended if mended.score() + gain > best.score() else best
    best.skipped += pieces + repeated
    best.used += moved
    best.problems += told + repeats
    best.problems += unread(lines, best.used, best.skipped)
    return best


def _read_lines(lines: Sequence[Line], key: keys.Key | None, least: float = -inf) -> Reading:
    """The best reading of `lines` as they are, among those that may be worth more than `least`."""
    kept, pieces = made_ready(lines)
    body, zones = set_apart(kept)
    own = [(zone.at, keys.read_key(zone.lines)) for zone in zones]
    every_key = _Keys(own, key)
    headings = headings_of(body)
    text = text_of(body, headings)
    best: Reading | None = None
    for name, layout in LAYOUTS:
        starts = layout(text)
        if starts and _most(starts, own) > least + _NOTHING:  # one that cannot win is not made
            reading = _read(name, without_inner_headings(text, starts), starts, every_key)
            score = reading.score()
            if best is None or score > least:
                best, least = reading, max(score, least)
    if best is None:
        best = Reading("none")
        for line in body:
            if line.text.strip():
                best.skip(line, NO_QUESTION_FOUND)
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
    parsed = with_choices(_parsed(division, reading))
    reading.problems += every_key.applied(parsed)
    reading.problems += unknown_labels.take(parsed)
    _settle(parsed)
    for told in (untyped.told(parsed), emphasis.told(parsed), truths.told(parsed)):
        reading.problems += told
    rows.accept_usual(parsed)
    merged = tell_doubts(parsed, name)
    reading.problems += behind.told(parsed)
    reading.items = [entry.finished() for entry in parsed]
    for entry in parsed:
        reading.skipped += entry.skipped
    for shared in reading.shared:
        reading.problems += shared.told()
    reading.problems += counts.told_counts(division.sections)
    for count, line in reading.claims:
        reading.problems += counts.told_count(count, len(parsed), line)
    breaks = counts.breaks(parsed, division.sections) if name == "numbered" else []
    reading.problems += counts.told_breaks(breaks)
    reading.problems += counts.told_merged(merged, [before for before, _ in breaks])
    return reading


def _parsed(division: Division, reading: Reading) -> list[Parsed]:
    """The questions of the blocks; places for questions that nobody filled are named."""
    parsed: list[Parsed] = []
    for block in ahead.with_marks(list(division.blocks())):
        if is_blank_form(block):
            shown = f"{block.number}. {block.text}" if block.number else block.text
            reading.skipped.append(Skipped(block.place, tidy(shown), BLANK_FORM))
            continue
        parsed.append(parse(block))
        if block.section:
            division.sections[block.section - 1].count += 1
    return parsed


def _settle(parsed: list[Parsed]) -> None:
    """Decide on types and answers: what all questions of the file tell together, then each by itself, then what is left."""
    for take in (
        bullets.take,
        codes.take,
        scores.take,
        trailing.take_round,
        untold.take,
        truths.take_untyped,
    ):
        take(parsed)
    for entry in parsed:
        resolve(entry)
    emphasis.take_whole(parsed)
    untyped.take(parsed)
