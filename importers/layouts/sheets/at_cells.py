"""Problems of a sheet's questions, each at the cell that it is about."""

from __future__ import annotations

from dataclasses import replace

from importers.addresses import column_name
from importers.column_names import ColumnField
from importers.columns import Header
from importers.draft import DraftItem, Problem

_ABOUT: dict[str, tuple[ColumnField, ...]] = {
    "answer-missing": ("answer", "tick"),
    "answer-unreadable": ("answer", "tick"),
    "answer-not-among-options": ("answer", "tick"),
    "answer-contradiction": ("answer", "tick"),
    "single-choice-two-answers": ("answer", "tick"),
    "multiple-choice-one-answer": ("answer", "tick"),
    "truth-by-letter": ("answer",),
    "options-too-few": ("option", "options"),
    "options-equal": ("option", "options"),
    "option-empty": ("option", "options"),
    "option-labels": ("option", "options"),
    "options-glued": ("options",),
    "stem-empty": ("stem",),
    "stem-duplicate": ("stem",),
    "type-unknown": ("type",),
    "type-inferred": ("type",),
    "type-not-collected": ("type",),
    "difficulty-unreadable": ("difficulty",),
}


def at_cells(item: DraftItem, header: Header) -> DraftItem:
    """The item, its problems with the column that they are about, where the sheet has such a column."""
    return replace(item, problems=tuple(_at_cell(problem, header) for problem in item.problems))


def _at_cell(problem: Problem, header: Header) -> Problem:
    place = problem.place
    columns = [at for name in _ABOUT.get(problem.code, ()) for at in header.columns(name)]
    if place is None or place.sheet is None or place.column is not None or not columns:
        return problem
    return replace(problem, place=replace(place, column=column_name(columns[0] + 1)))
