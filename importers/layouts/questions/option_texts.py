"""The text of an option, as it is cut out of a text: without what joins it to the next one, and without a second label."""

from __future__ import annotations

import re

from importers.draft import DraftOption
from importers.normalise import fold, tidy

_SECOND = re.compile(
    r"(?:[(\[](?=[A-L])|)([A-La-l])\s*(?:[.:)\]]|、(?![A-La-l]))\s*"
)  # A. A、B两处: the option names A
# What parts the options of a list, behind each of them, with what goes with it.
_PARTING = ((";；", ";；,，。 "), (",，", ";；,，。 "), ("/", "/ "))
_DASH = re.compile(r"[-—–]{1,2}\s*(?=[^\s\d-])")  # A-DBMS  B-DB; no minus
_JOINTS = ("**", "##", "|", "○", "◯", "□", "☐")
_FEW = 2
_JOINED = re.compile(r"(?:\s*(?:\*\*|##|\||[○◯□☐]))+$")


def without_joints(options: tuple[DraftOption, ...]) -> tuple[DraftOption, ...]:
    """A: 三日; B: 五日; C: 七日 in one cell or line: what parts all of them belongs to none, nor the stop that ends the list."""
    behind = [option.text[-1:] for option in options[:-1]]
    ends = next((ends for signs, ends in _PARTING if all(sign and sign in signs for sign in behind)), "")
    return (
        tuple(DraftOption(option.label, option.text.rstrip(ends)) for option in options) if ends else options
    )


def held_texts(texts: list[str]) -> list[str]:
    """The texts of options, without the dash behind all labels; signs that join two are kept where all options are signs:
    || and &&."""
    signs = not any(re.search(r"\w", text) for text in texts)
    dashed = [_DASH.match(text.lstrip()) for text in texts]
    if len(texts) > _FEW and all(dashed):
        texts = [text.lstrip()[dash.end() :] for text, dash in zip(texts, dashed, strict=True) if dash]
    return [tidy(text) if signs else clean(text) for text in texts]


def clean(text: str) -> str:
    """The text of an option without the signs that join it to the next one."""
    plain = tidy(text)
    return (_JOINED.sub("", plain) or _one_mark(plain)) if plain.endswith(_JOINTS) else plain


def _one_mark(plain: str) -> str:
    """A mark that is all there is to an option: D. |; boxes and rings are none."""
    return plain if plain in {"|", "||", "##", "**"} else ""


def without_second_labels(
    options: tuple[DraftOption, ...],
) -> tuple[tuple[DraftOption, ...], tuple[str, ...]]:
    """A、A.甲 as A. 甲, where every option names itself twice or a word follows; and what was taken off."""
    found = [_SECOND.match(fold(option.text)) for option in options]
    found = [
        match if match and match[1].upper() == option.label else None
        for match, option in zip(found, options, strict=True)
    ]
    if not any(found):
        return options, ()
    taken = [
        match[0] if match and (all(found) or match.string[match.end() :][:1] > "\x7f") else ""
        for match in found
    ]
    plain = (
        DraftOption(each.label, each.text[len(second) :]) for each, second in zip(options, taken, strict=True)
    )
    return tuple(plain), tuple(filter(None, taken))
