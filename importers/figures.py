"""The figures of each question, named within it: 〔图1〕, 〔图2〕, 〔公式1〕 in the order in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from importers.checks import figure_problems
from importers.containers.figures import SIGN, Figures, plain
from importers.draft import DraftItem, DraftOption, Figure, ImportResult, Problem

_OWN_NUMBER = re.compile(r"〔(?:图|公式)(\d{1,4})〕")


def settle(result: ImportResult, figures: Figures) -> ImportResult:
    """`result` with every private sign in it turned into a name of its question, or into plain words."""
    if not figures.found:
        return result
    return replace(
        result,
        items=tuple(_named(item, figures) for item in result.items),
        problems=_plainly(result.problems),
        skipped=tuple(replace(piece, text=plain(piece.text)) for piece in result.skipped),
    )


def _named(item: DraftItem, figures: Figures) -> DraftItem:
    """`item` with its figures named 图1, 图2, 公式1 in the order in which they stand, and with what is to be said of them."""
    parts = (item.stem, *(option.text for option in item.options), item.explanation, item.citation)
    signs = dict.fromkeys(match[0] for part in parts for match in SIGN.finditer(part))
    if not signs:
        return replace(item, problems=_plainly(item.problems))
    written = [int(number) for part in parts for number in _OWN_NUMBER.findall(part)]
    counts = dict.fromkeys(("图", "公式"), max(written, default=0))
    names: dict[str, str] = {}
    own: dict[Figure, str] = {}
    found = [(sign, figure) for sign in signs if (figure := figures.found.get(sign[-2])) is not None]
    described = {figure.digest: figure for _sign, figure in reversed(found) if figure.alt}
    for sign, seen in found:
        # The same picture once more, without a description, is the described one.
        figure = seen if seen.alt else described.get(seen.digest, seen)
        if figure not in own:
            counts[figure.name] += 1
            own[figure] = f"{figure.name}{counts[figure.name]}"
        names[sign] = f"〔{own[figure]}〕"

    def told(text: str) -> str:
        return SIGN.sub(lambda match: names.get(match[0], match[0]), text)

    named = replace(
        item,
        stem=told(item.stem),
        options=tuple(DraftOption(option.label, told(option.text)) for option in item.options),
        explanation=told(item.explanation),
        citation=told(item.citation),
        topics=tuple(map(plain, item.topics)),
        figures=tuple(replace(figure, name=name) for figure, name in own.items()),
    )
    problems = (*_plainly(item.problems), *figure_problems(named))
    return replace(named, problems=problems)


def keep_pictures(result: ImportResult, figures: Figures, folder: Path) -> None:
    """Write the pictures that the questions of `result` show into `folder`, each under the digest of its bytes."""
    for digest in {figure.digest for item in result.items for figure in item.figures if figure.digest}:
        (folder / digest).write_bytes(figures.data[digest])


def _plainly(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(replace(problem, message=plain(problem.message)) for problem in problems)
