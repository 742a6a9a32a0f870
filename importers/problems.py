"""The codes of all problems, and the one way to make a Problem. docs/importers.md lists them for people."""

from __future__ import annotations

from importers.draft import Place, Problem, Severity

CODES: dict[str, Severity] = {
    # an item that cannot be handed in as it is
    "answer-missing": "error",
    "answer-unreadable": "error",
    "answer-not-among-options": "error",
    "answer-contradiction": "error",
    "single-choice-two-answers": "error",
    "multiple-choice-one-answer": "warning",
    "answer-in-text": "error",
    "options-too-few": "error",
    "options-equal": "error",
    "option-empty": "error",
    "option-labels": "error",
    "stem-empty": "error",
    "type-unknown": "error",
    "stem-duplicate": "error",
    # an item that was read with doubt
    "type-inferred": "warning",
    "type-not-collected": "warning",
    "type-doubtful": "warning",
    "answer-by-text": "warning",
    "answer-in-explanation": "warning",
    "explanation-contradiction": "warning",
    "answer-by-emphasis": "warning",
    "truth-by-letter": "warning",
    "options-glued": "warning",
    "options-unlabelled": "warning",
    "text-after-answer": "warning",
    "difficulty-unreadable": "warning",
    "option-doubtful": "warning",
    "number-doubtful": "warning",
    "question-merged": "warning",
    "stem-doubtful": "warning",
    "picture": "warning",
    "formula": "warning",
    # the file as a whole
    "types-inferred": "warning",
    "answers-by-emphasis": "warning",
    "answers-by-index": "warning",
    "answers-by-label": "warning",
    "truth-by-number": "warning",
    "header-missing": "warning",
    "count-differs": "warning",
    "key-unmatched": "error",
    "key-range": "error",
    "key-ambiguous": "error",
    "material-shared": "warning",
    "text-unread": "warning",
    "hidden-text": "warning",
    "cell-errors": "warning",
    "hidden-rows": "warning",
    "hidden-columns": "warning",
    "deleted-text": "warning",
    "encoding-doubtful": "warning",
    "read-plainly": "warning",
}


def problem(code: str, message: str, place: Place | None = None) -> Problem:
    """A Problem with the severity that belongs to its code."""
    return Problem(code, CODES[code], message, place)
