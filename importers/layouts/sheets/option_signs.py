"""Signs that call options where no letters do: at the ends of their headings (甲 | 乙, 候选① | 候选②) or within one cell ((1)…(2)…)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from importers.answers import LETTERS
from importers.column_names import SERIES, field_called, plain_heading
from importers.normalise import fold

_FEWEST_COLUMNS, _FEWEST_IN_CELL = 3, 2
_LETTERED = (*SERIES, LETTERS.lower())
# Columns that are counted too: points, remarks, pictures, tags.
_NO_OPTIONS = re.compile("分|备注|图|附件|标签|关键|得|权重|remark|note|image|score|tag")
_BESIDE_SIGNS = re.compile(r"[\s,，、;；/和与及()（）\[\]【】.。]+")
_IN_CELL = re.compile(
    r"(?:^|(?<=[\s;,、|]))(?:\((?P<framed>\d)\)|(?P<closed>\d)\)|(?P<bare>\d)[.、](?!\d))\s*(?=\S)"
)


def counted_columns(cells: Sequence[str]) -> dict[int, str]:
    """The options of adjacent columns whose headings, otherwise alike and not known, count from the first sign of a series:
    {column: label}; none where several runs of columns do."""
    names = [plain_heading(cell) for cell in cells]
    runs = [run for at in range(len(names)) for series in _LETTERED if (run := _run(names, at, series))]
    return dict(zip(runs[0], LETTERS, strict=False)) if len(runs) == 1 else {}


def _run(names: Sequence[str], at: int, series: str) -> range | None:
    if not names[at].endswith(series[0]):
        return None
    stem = names[at][:-1]
    wanted = [stem + sign for sign in series]
    length = next((n for n, name in enumerate(wanted) if names[at + n : at + n + 1] != [name]), len(wanted))
    idle = stem and (field_called(stem) not in {None, "options"} or _NO_OPTIONS.search(stem))
    return range(at, at + length) if length >= _FEWEST_COLUMNS and not idle else None


def signs_of(cells: Sequence[str], labels: Mapping[int, str]) -> dict[str, str]:
    """The signs at the ends of the headings of options, each with its label; none where they are of several series."""
    ends = {plain_heading(cells[at])[-1:]: label for at, label in labels.items() if at < len(cells)}
    alike = any(set(ends) <= set(series) for series in SERIES[:-1])
    return ends if alike and len(ends) == len(labels) else {}


def by_signs(text: str, signs: Mapping[str, str]) -> str:
    """The labels of the options that an answer calls by their signs (甲、丙, ①③, (2),(3)); empty where it holds anything else."""
    said = _BESIDE_SIGNS.sub("", text)
    if not said or len({*said}) < len(said) or not signs.keys() >= {*said}:
        return ""
    return "".join(sorted(signs[sign] for sign in said))


def numbered_options(text: str) -> list[str]:
    """The options of a cell that are numbered from its beginning, (1)甲 (2)乙, 1)甲 2)乙 or 1、甲 2、乙; empty for any other cell."""
    folded = fold(text)
    found = list(_IN_CELL.finditer(folded))
    kinds = {match.lastgroup for match in found}
    numbers = [int(match[match.lastgroup or 0]) for match in found]
    counts = numbers == list(range(1, len(numbers) + 1)) and len(numbers) >= _FEWEST_IN_CELL
    if not counts or len(kinds) != 1 or found[0].start():
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [text[match.end() : end].strip(" \t;；,，、|\n") for match, end in zip(found, ends, strict=True)]
