"""The lines of a text made ready for all layouts: what belongs to no question named, slips and habits of writing evened out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.exported import without_export
from importers.layouts.keys.one_line import parts_on_lines
from importers.layouts.lines.above import answers_below
from importers.layouts.lines.announced import answers_beside_labels
from importers.layouts.lines.attempts import without_attempts
from importers.layouts.lines.bare import bare_answers_labelled
from importers.layouts.lines.counted import counted_options_signed
from importers.layouts.lines.crosses import crosses_restored
from importers.layouts.lines.doubled import without_second_numbers
from importers.layouts.lines.empty_labels import without_empty_labels
from importers.layouts.lines.enclosed import lists_as_options, without_braces
from importers.layouts.lines.ended import answers_labelled
from importers.layouts.lines.furniture import without_furniture
from importers.layouts.lines.glued_numbers import numbers_behind_marks
from importers.layouts.lines.joined_options import joined_options_apart
from importers.layouts.lines.judged import judgements_labelled
from importers.layouts.lines.label_signs import colons_for_signs
from importers.layouts.lines.labelled_cells import labelled_cells_on_lines
from importers.layouts.lines.marked import without_marks
from importers.layouts.lines.misnumbered import without_stray_numbers
from importers.layouts.lines.misread_labels import labels_restored_from_brackets
from importers.layouts.lines.named import without_names
from importers.layouts.lines.noise import without_inner_pages, without_noise
from importers.layouts.lines.notes import notes_labelled
from importers.layouts.lines.numbered_twice import without_database_numbers, without_repeated_numbers
from importers.layouts.lines.shared_ticks import shared_options_below
from importers.layouts.lines.sign_records import signs_labelled
from importers.layouts.lines.signs import without_signs
from importers.layouts.lines.spaced_labels import labels_closed
from importers.layouts.lines.tagged import heads_as_marks
from importers.layouts.lines.ticked import ticks_behind_labels
from importers.layouts.lines.typed import said_types_labelled, types_labelled
from importers.layouts.lines.unspaced import unspaced
from importers.layouts.offered import offers_as_marks

# In this order: what a step needs has been made by those before it.
_STEPS: tuple[Callable[[Sequence[Line]], tuple[list[Line], list[Skipped]]], ...] = (
    labelled_cells_on_lines,
    signs_labelled,
    without_second_numbers,
    without_repeated_numbers,
    without_database_numbers,
    without_export,
    numbers_behind_marks,
    without_furniture,
    shared_options_below,
    heads_as_marks,
    said_types_labelled,
    offers_as_marks,
    without_noise,
    without_inner_pages,
    without_signs,
    without_marks,
    without_attempts,
    without_stray_numbers,
    without_braces,
    lists_as_options,
    answers_labelled,
    answers_below,
    answers_beside_labels,
    joined_options_apart,
    without_empty_labels,
    without_names,
    ticks_behind_labels,
    parts_on_lines,
    notes_labelled,
)


def made_ready(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Skipped]]:
    """The lines that may belong to questions or keys, and the pieces that were taken off."""
    kept = labels_restored_from_brackets(crosses_restored(labels_closed(colons_for_signs(unspaced(lines)))))
    pieces = list[Skipped]()
    for step in _STEPS:
        kept, named = step(kept)
        pieces += named
    even = judgements_labelled(types_labelled(counted_options_signed(kept)))
    answered, pages = bare_answers_labelled(even)
    return answered, pieces + pages
