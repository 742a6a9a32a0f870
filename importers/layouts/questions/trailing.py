"""An answer that stands behind the last option: D、丁  答：ABD, D. 丁（答案：C）, D. 丁【C】, or in a bracket on the line below."""

from __future__ import annotations

import re

from importers.answers import letters_of
from importers.draft import DraftOption
from importers.layouts.questions.labels import WORDS
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold, tidy

_TRAILING = re.compile(
    rf"\s*[(\[]?\s*(?:{'|'.join(WORDS['answer'])}|答)\s*(?:是|为|选)?\s*:\s*"
    r"([A-La-l](?:[\s,、;/]*[A-La-l])*)\s*[)\]]?[\s。.;]*$|"
    r"\n\s*[(\[]\s*(?P<below>[A-L](?:[\s,、;/]*[A-L])*)\s*[)\]][\s。.;]*$|"
    r"[^\S\n]*\[\s*(?P<framed>[A-L](?:[\s,、;/]*[A-L])*)\s*\][\s。.;]*$"
)


def take(parsed: Parsed) -> None:
    """Move the answer from the end of the last option to what was said, where its letters are labels of options."""
    if not parsed.options or parsed.type in {"blank", "essay"}:
        return
    last = parsed.options[-1]
    labels = "".join(option.label for option in parsed.options)
    match = _TRAILING.search(fold(last.text))
    said = (match[1] or match["below"] or match["framed"]) if match else ""
    letters = letters_of(said, labels) if match else None
    if match is None or not letters or not set(letters) <= set(labels):
        return
    parsed.options = (*parsed.options[:-1], DraftOption(last.label, tidy(last.text[: match.start()])))
    parsed.said.append(said)
    parsed.taken.append(match[0])
