"""Options and words that one cell of a sheet holds."""

from __future__ import annotations

import re

from importers.answers import LETTERS
from importers.draft import DraftOption
from importers.layouts.lines.ticked import tick_behind_label
from importers.layouts.questions.option_texts import without_joints
from importers.layouts.questions.options import Found, find_options
from importers.layouts.sheets.option_signs import numbered_options
from importers.normalise import fold, squeeze, tidy
from importers.option_arrays import array_in, options_in, right_of, texts_of

_OF_PROGRAMS = re.compile(r"\$\s*[;；]\s*\$")
_JOINTS = ("##", "**", "|", "\n", ";", "；", "@", "&")  # between the options of one cell
_FEWEST = 2
_HYPHENED = re.compile(r"(?:^|[\s;|$]+)([A-L])[^\S\n]*[-—–－][^\S\n]*(?=\S)")  # A-甲$;$B-乙
_TICKS = {*"√✓✔✅☑☒■●"}
_LETTERED = re.compile("[A-L][\u4e00-\u9fff]")
NO_OPTION = re.compile(r"[-－—–_/／\\.…]{1,6}")  # where a question has none: ——, /


def split_cell(text: str) -> tuple[DraftOption, ...]:
    """The options held in one cell: labelled, or as lines, between signs (|, ##, @), or as a JSON array."""
    plain = text.strip()
    if not plain or NO_OPTION.fullmatch(plain):
        return ()
    if (parts := _from_json(plain)) is not None:
        return label(parts)
    plain = _OF_PROGRAMS.sub("\n", plain)
    if parts := _hyphened(plain):
        return label(parts)
    if parts := numbered_options(plain):
        return label(parts)
    plain = tick_behind_label(plain)
    found = find_options(plain)
    if found and (lines := _lines_alone(plain, found)):
        return label(lines)
    if found and found.in_order and not squeeze(plain[: found.start]):
        return without_joints(found.options)
    for separator in _JOINTS:
        if separator in plain:
            pieces = [piece.strip() for piece in plain.split(separator)]
            return label([piece for piece in pieces if piece])
    return label([plain])


def _lines_alone(text: str, found: Found) -> list[str]:
    """The lines of a cell of which only some have what seems a label: a letter before the same word in all of them (A类器具,
    B类器具, E类器具), or a tick at the right ones; else nothing."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    lettered = [line[1] for line in lines if _LETTERED.match(line)]
    same_word = len(lettered) >= _FEWEST and len({*lettered}) == 1
    ticks = found.signs != "" and _TICKS.issuperset(found.signs)
    return lines if (same_word or ticks) and len(found.options) < len(lines) else []


def signs_in(text: str) -> dict[str, str]:
    """The signs that label the options of a cell instead of letters, (1) or ①, each with its letter."""
    plain = text.strip()
    numbered = "".join(str(at) for at, _ in enumerate(numbered_options(plain), 1))
    found = find_options(plain)
    return dict(zip(numbered or (found.signs if found else ""), LETTERS, strict=False))


def _hyphened(text: str) -> list[str]:
    """The options of a cell that all have a hyphen behind their letter; else nothing."""
    found = list(_HYPHENED.finditer(fold(text)))
    if (
        len(found) < _FEWEST
        or found[0].start()
        or "".join(match[1] for match in found) != LETTERS[: len(found)]
    ):
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [text[match.end() : end].strip() for match, end in zip(found, ends, strict=True)]


def label(parts: list[str]) -> tuple[DraftOption, ...]:
    """Parts with the labels A, B, C, ... (their own, where they carry the right ones, are taken off)."""
    options = []
    for letter, part in zip(LETTERS, parts, strict=False):
        options.append(
            DraftOption(letter, tidy(re.sub(rf"^\s*[(\[（【]?{letter}\s*[.．、:：)）\]】]\s*", "", part)))
        )
    rest = parts[len(LETTERS) :]
    if rest and options:
        options[-1] = DraftOption(options[-1].label, "\n".join([options[-1].text, *rest]))
    return tuple(options)


def plain_cell(text: str) -> str:
    """The words of a cell; those of a JSON array without the signs around them."""
    values = array_in(text)
    return text if values is None else "\n".join(said for value in texts_of(values) for said in value)


def _from_json(text: str) -> list[str] | None:
    values = array_in(text)
    return None if values is None else options_in(values)


def right_in_json(text: str) -> str:
    """The letters of the options of a JSON array that say they are right; empty where not all tell."""
    return right_of(array_in(text.strip()) or [])
