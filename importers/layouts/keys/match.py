"""Giving the answers of a key to the questions they belong to. What does not fit is a problem, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from importers.draft import TYPE_NAMES, Problem
from importers.layouts.keys.key import Answer, Key, KeySection
from importers.layouts.questions import brackets
from importers.layouts.questions.parsed import Parsed
from importers.normalise import tidy
from importers.problems import problem


def apply_key(parsed: list[Parsed], key: Key) -> list[Problem]:
    """Add the answers of `key` to `parsed` in place; the problems of what could not be matched are returned."""
    groups = _groups(parsed)
    unanswered = [group for group in groups if not any(map(_answered, group))]
    problems: list[Problem] = []
    sections = [section for section in key.sections if section.filled]
    for at, section in enumerate(sections):
        group = _group_of(section, at, sections, groups, unanswered)
        if group is None:
            group = parsed if len(sections) == 1 and _unique(parsed) else None
        if not group:
            problems.append(_unmatched(section))
            continue
        problems += _give(section, group)
    for section in key.sections:
        problems += _unread(section, groups)
    return problems


def number_rows(parsed: list[Parsed]) -> None:
    """Rows of sheets as a key sees them: a section for each run of one type, counted where nobody numbered them."""
    section, count = 0, 0
    for at, entry in enumerate(parsed):
        if at and entry.type != parsed[at - 1].type:
            section, count = section + 1, 0
        count += 1
        number = entry.block.number or str(count)
        entry.block = replace(entry.block, number=number, section=section)


def number_in_order(parsed: list[Parsed], key: Key) -> None:
    """Number questions that nobody numbered, where the numbers of `key` are those of all of them in order."""
    told = [int(number) for section in key.sections for number in section.answers]
    if told == list(range(1, len(parsed) + 1)) and not any(entry.block.number for entry in parsed):
        for number, entry in enumerate(parsed, 1):
            entry.block = replace(entry.block, number=str(number))


def _groups(parsed: list[Parsed]) -> list[list[Parsed]]:
    """Runs of questions under one heading; a new run begins where the numbers begin again."""
    groups: list[list[Parsed]] = []
    for entry in parsed:
        if not groups or groups[-1][-1].block.section != entry.block.section or entry.block.number == "1":
            groups.append([])
        groups[-1].append(entry)
    return groups


def _group_of(
    section: KeySection,
    at: int,
    sections: list[KeySection],
    groups: list[list[Parsed]],
    unanswered: list[list[Parsed]],
) -> list[Parsed] | None:
    """The questions that a section of the key answers: as many sections as runs, or numbers that occur once."""
    if section.ordinal:
        told = _headed(section.ordinal, groups)
        alike = [other for other in sections if other.ordinal == section.ordinal]
        if len(alike) == len(
            told
        ):  # several papers in a file: the first 一、 of the key is that of the first paper
            return told[alike.index(section)]
        found = [entry for group in told for entry in group]
        return found if found and _unique(found) else None
    if section.type is None:
        fits = groups[at] if len(sections) == len(groups) else _all_of(sections, groups)
        return fits or _lacking(section, at, sections, groups)
    if (numbered := _untyped(section, groups)) is not None:
        return numbered
    same = [group for group in groups if group[0].type == section.type]
    alike = [other for other in sections if other.type == section.type and _untyped(other, groups) is None]
    if len(alike) == len(same):
        return same[alike.index(section)]
    left = [group for group in unanswered if group in same]
    if len(alike) == len(left):  # the others have their answers in place
        return left[alike.index(section)]
    every = [entry for group in same for entry in group]
    return every if every and _unique(every) else None


def _untyped(section: KeySection, groups: list[list[Parsed]]) -> list[Parsed] | None:
    """The questions of the one part that has the number of the section (一、选择题：1.B) and names no type itself."""
    told = _headed(section.numeral, groups) if section.numeral else []
    return told[0] if len(told) == 1 and told[0][0].type is None else None


def _headed(ordinal: str, groups: list[list[Parsed]]) -> list[list[Parsed]]:
    """Of each run the questions whose heading has this number (二、)."""
    named = re.compile(rf"\s*[(（]?第?{ordinal}\s*(?:部分|大题|[)）、.．:：])")
    found = ([entry for entry in group if named.match(entry.block.note)] for group in groups)
    return [group for group in found if group]


def _unread(section: KeySection, groups: list[list[Parsed]]) -> Iterator[Problem]:
    """What of the key was not understood; answers to what is not collected here are no loss."""
    kinds = (
        {entry.type for group in _headed(section.ordinal, groups) for entry in group}
        if section.ordinal
        else {section.type}
    )
    if kinds and kinds <= {"blank", "essay"}:
        return
    for line in section.unread:
        message = f"答案部分{line.place.in_words()}的“{tidy(line.text)[:40]}”没有读懂，请核对。"
        yield problem("text-unread", message, line.place)


def _all_of(sections: list[KeySection], groups: list[list[Parsed]]) -> list[Parsed] | None:
    """All questions, where neither they nor the parts of the key count anew: 1-5 in one table, 6-9 in the next.
    Questions to write about may count anew behind them."""
    every = [entry for group in groups for entry in group]
    if not _unique(every):
        every = [entry for entry in every if entry.type not in {"blank", "essay"}]
    told = [number for section in sections for number in section.answers]
    listed = any(section.listed for section in sections)
    return every if _unique(every) and len(set(told)) == len(told) and not listed else None


def _lacking(
    section: KeySection, at: int, sections: list[KeySection], groups: list[list[Parsed]]
) -> list[Parsed] | None:
    """The questions without answers of the one run where they have just the numbers of the section; the others are answered in place."""
    left = [[entry for entry in group if not _answered(entry)] for group in groups]
    left = [group for group in left if group]
    if len(left) != len(sections) or section.listed or section.wrong:
        return None
    group = left[at]
    return (
        group
        if {entry.block.number for entry in group} == section.answers.keys() and _unique(group)
        else None
    )


def _answered(entry: Parsed) -> bool:
    """Whether a question has its answer in place."""
    return bool(entry.said) or brackets.answers(entry)


def _unique(parsed: list[Parsed]) -> bool:
    numbers = [entry.block.number for entry in parsed]
    return len(set(numbers)) == len(numbers)


def _unmatched(section: KeySection) -> Problem:
    answers = [*section.answers.values(), *section.listed]
    line = answers[0].line if answers else section.wrong[0].line
    told = [*(wrong.text for wrong in section.wrong)]
    told += [f"{number}.{''.join([a.text, *a.explanation])}" for number, a in section.answers.items()]
    said = " ".join([*told, *("".join([a.text, *a.explanation]) for a in section.listed)])
    kind = TYPE_NAMES[section.type] if section.type else ""
    message = f"答案部分的{kind}答案“{said}”对不上试题，没有采用，请写明题型和题号。"
    return problem("key-unmatched", message, line.place)


def _give(section: KeySection, group: list[Parsed]) -> Iterator[Problem]:
    by_number = {entry.block.number: entry for entry in group}
    for number, answer in section.answers.items():
        entry = by_number.get(number)
        if entry is None:
            said = "".join([answer.text, *answer.explanation])
            message = f"答案部分有第 {number} 题（{said}），试题里却没有，请核对。"
            yield problem("key-unmatched", message, answer.line.place)
        else:
            _tell(entry, answer)
    for wrong in section.wrong:
        first = by_number.get(wrong.first)
        where = f"（{first.block.place.in_words()}起）" if first else ""
        message = (
            f"答案部分{wrong.line.place.in_words()}“{wrong.text}”写了 {wrong.count} 个答案，"
            f"与第 {wrong.first} 题起的题数{where}不符，没有采用，请核对。"
        )
        yield problem("key-range", message, wrong.line.place)
    if not section.listed:
        return
    listed = _one_each(section.listed, group)
    if len(listed) != len(group):
        said = "".join(answer.text + " " for answer in section.listed).strip()
        message = (
            f"答案部分{section.listed[0].line.place.in_words()}“{said}”有 {len(section.listed)} 个答案，"
            f"{group[0].block.place.in_words()}起的试题却有 {len(group)} 题，没有采用，请核对。"
        )
        yield problem("key-range", message, section.listed[0].line.place)
        return
    for entry, answer in zip(group, listed, strict=True):
        _tell(entry, answer)


def _one_each(listed: list[Answer], group: list[Parsed]) -> list[Answer]:
    """BBBAB for five single choices, ABC、ABD for two multiple ones: the parts, where they are as many as the questions."""
    if len(listed) == len(group):
        return listed
    single = all(entry.type in {"single_choice", "true_false"} for entry in group)
    for parted in (r"[、,，;；/\s]+", "") if single else (r"[、,，;；/\s]+",):
        parts = [
            Answer(part, answer.line)
            for answer in listed
            for part in (re.split(parted, answer.text) if parted else answer.text)
            if part.strip(" 、,，;；")
        ]
        if len(parts) == len(group):
            return parts
    return listed


def _tell(entry: Parsed, answer: Answer) -> None:
    entry.said.append(answer.text)
    if answer.rivals:
        said = "、".join((*answer.rivals, answer.text))
        entry.warn("answer-contradiction", f"在答案部分有互相矛盾的答案：{said}，采用了最后一个，请核对。")
    entry.explanation = "\n".join(part for part in (entry.explanation, *answer.explanation) if part)
