"""Arrays of options as programs write them, in records and in cells: texts, or objects with a text, a label and a flag."""

from __future__ import annotations

import json
import re
from ast import literal_eval
from collections.abc import Callable, Mapping, Sequence
from warnings import catch_warnings, simplefilter

from importers.answers import LETTERS, is_right, letters_of
from importers.column_names import field_called, plain_heading
from importers.normalise import fold

_OF_OPTIONS = frozenset(LETTERS + LETTERS.lower())
_IDENTITY = re.compile(
    r"(?:^|[a-z_\s-])(?:id|ID|Id)$|^(?:sort|order|index|编号|序号)$"
)  # answer_id, optionId
_ONE_WORD = re.compile(r"[\w.-]{0,20}", re.A)
_LABELLED = re.compile(r"[(\[]?\s*([A-L])\s*[.、:)\]]\s*(?=\S)")
_FEWEST, _MOST = 2, 12
_PYTHON = re.compile(r"""[\[{]\s*(?:\{\s*)?['"]""")
_LONGEST_PYTHON = 20_000  # characters


def array_in(text: str) -> list[object] | None:
    """The entries of an array of JSON or of Python, or of an object whose keys are letters ({"A": "三日"}); None for another text."""
    if not text.startswith(("[", "{")):
        return None
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = _of_python(text)
    if isinstance(values, dict):
        values = [[name, value] for name, value in values.items()] if _OF_OPTIONS.issuperset(values) else None
    return values if isinstance(values, list) else None


def _of_python(text: str) -> object:
    """What a list or dictionary of Python holds (['甲局', '乙局']); None for another text."""
    if not _PYTHON.match(text) or len(text) > _LONGEST_PYTHON:
        return None
    with catch_warnings():
        simplefilter("ignore")  # a backslash that escapes nothing
        try:
            found: object = literal_eval(text)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return None
    return found


def texts_of(values: Sequence[object]) -> list[list[str]]:
    """What each entry says: one text, or the values of an object without labels, places and what is only for programs."""
    entries = [_fields(value) for value in values]
    idle = _idle(entries)
    return [_without_own_label([said for key, said in entry.items() if key not in idle]) for entry in entries]


def options_in(values: Sequence[object]) -> list[str]:
    """The text of each option, as it stands there."""
    return [max(said, key=len, default="") for said in texts_of(values)]


def named_by(text: str, values: Sequence[object]) -> bool:
    """Whether an answer is letters, or the words of an option."""
    words = [option[label.end() if label else 0 :] for option, label in _with_labels(options_in(values))]
    return letters_of(text) is not None or text in words


def right_of(values: Sequence[object]) -> str:
    """The letters of the options that say they are right ("isRight": true); empty where not all tell."""
    entries = [entry for entry in values if isinstance(entry, dict)]
    keys = {key for entry in entries for key in entry if _says_right(key)}
    if len(keys) != 1 or len(entries) > len(LETTERS):
        return ""
    (key,) = keys
    sides = [is_right(str(entry.get(key, ""))) for entry in entries]
    if None in sides:
        return ""
    return "".join(letter for letter, side in zip(LETTERS, sides, strict=False) if side)


def may_be_options(values: Sequence[object]) -> bool:
    """Whether an array holds several texts, each another, which are not themselves letters of options."""
    if not _FEWEST <= len(values) <= _MOST or any(_holds_more(value) for value in values):
        return False
    texts = [option.strip() for option in options_in(values)]
    named = all(letters_of(text) for text in texts)
    return len({*texts}) == len(texts) and not named and sum(map(bool, texts)) >= len(texts) - 1


def are_surely_options(values: Sequence[object]) -> bool:
    """Whether the entries have the labels A, B, C, or say which of them are right."""
    if not may_be_options(values):
        return False
    entries = [_fields(value) for value in values]
    own = [match[1] for _, match in _with_labels(options_in(values)) if match] == [*LETTERS[: len(entries)]]
    beside = len(entries[0]) > 1 and any(
        _counts(entries, key, signs) for key in entries[0] for signs in (LETTERS, LETTERS.lower())
    )
    return own or beside or bool(right_of(values))


def _with_labels(options: Sequence[str]) -> list[tuple[str, re.Match[str] | None]]:
    return [(option, _LABELLED.match(fold(option))) for option in options]


def _holds_more(value: object) -> bool:
    """Whether an entry is a record, with objects or arrays of its own."""
    inner = value.values() if isinstance(value, dict) else ()
    return isinstance(value, list) or any(isinstance(said, (dict, list)) and said for said in inner)


def _says_right(key: str) -> bool:
    return field_called(plain_heading(key)) == "right" or plain_heading(key) in {"right", "correct"}


def _fields(value: object) -> dict[str, str]:
    """The values of an entry under their keys or places; true and false ("right": false) are no texts."""
    if isinstance(value, dict):
        held = {key: said for key, said in value.items() if not (isinstance(said, bool) or _says_right(key))}
    else:
        held = dict(enumerate(value)) if isinstance(value, list) else {0: value}
    return {str(key): str(said) for key, said in held.items() if said is not None}


def _counts(entries: Sequence[Mapping[str, str]], key: str, signs: Sequence[str]) -> bool:
    """Whether the values under a key are these signs in order: labels or places."""
    held = [entry.get(key, "").strip() for entry in entries]
    return held == [*signs[: len(held)]]


def _idle(entries: Sequence[Mapping[str, str]]) -> set[str]:
    """The keys whose values tell no option from another by what it says: what identifies it, its label, its place, and
    one word that all have; one key is left."""
    places = [str(at) for at in range(len(entries) + 1)]
    counted = (LETTERS, LETTERS.lower(), places[1:], places)
    keys = list(dict.fromkeys(key for entry in entries for key in entry))
    idle = set[str]()
    tests: tuple[Callable[[str], bool], ...] = (
        lambda key: bool(_IDENTITY.search(key)),
        lambda key: any(_counts(entries, key, signs) for signs in counted),
        lambda key: _is_same_word([entry.get(key, "") for entry in entries]),
    )
    for is_idle in tests:
        for key in keys:
            if key not in idle and len(idle) + 1 < len(keys) and is_idle(key):
                idle.add(key)
    return idle


def _is_same_word(values: Sequence[str]) -> bool:
    return len(values) >= _FEWEST and len({*values}) == 1 and _ONE_WORD.fullmatch(values[0]) is not None


def _without_own_label(values: list[str]) -> list[str]:
    """The values of an entry without one that its text begins with: {"label": "A", "text": "（A）三日"}."""
    values = list(dict.fromkeys(values))
    longest = max(values, key=len, default="")
    match = _LABELLED.match(fold(longest))
    return [value for value in values if not (match and value is not longest and value.strip() == match[1])]
