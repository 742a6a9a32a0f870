"""Options that are lines without labels, or whose first label is lost: 对 and 错, lines of which some carry a tick, lines after a stem that asks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from importers.answers import truth_options
from importers.draft import DraftOption
from importers.layouts.questions import emphasis
from importers.layouts.questions.options import find_options
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold, squeeze, tidy

_SIDES = re.compile(r"\s*[/／|｜、，,；;]\s*(?=\S+$)|\s+(?=\S+$)")
_IN_BRACKETS = re.compile(
    r"\s*[(（\[【]([^()（）\[\]【】]*[/／|｜][^()（）\[\]【】]*)[)）\]】](\s*[。.]?)\s*$"
)
_BOXED_SIDES = re.compile(r"(?<=\s)[□☐○√☑■●]\s?(?:正确|错误|对|错)\s+[□☐○√☑■●]\s?(?:正确|错误|对|错)\s*$")
_LABEL = re.compile(r"\s*[(\[]?\s*[A-H]\s*[.、:)\]]\s*(?=\S)")
_ASKS = re.compile(r"[)?:_。”\"]\s*$")
_RIGHT = re.compile(r"[(\[]\s*(?:正确|标准)答案\s*[)\]]\s*$")
_SECOND = re.compile(r"\s*[(\[]?\s*B\s*[.、:)\]]\s*(?=\S)")
_FEWEST, _MOST = 2, 8  # options
_JUDGED = re.compile(r"[(\[]\s*(?:[√×✓✗对错]|正确|错误)\s*[)\]]")
_FEWEST_HEADLESS = 3  # A that is lost among them
_SEVERAL = 2


def take(parsed: Parsed) -> None:
    """Part the lines of the stem of a question in which no option was found."""
    _take_truths(parsed)
    if parsed.options or parsed.type in {"true_false", "blank", "essay"}:
        return
    _take_headless(parsed)
    if not parsed.options:
        _take_ticked(parsed)
    if not parsed.options and parsed.type is not None:
        _take_asked(parsed)


def _take_truths(parsed: Parsed) -> None:
    """对 and 错 that nobody labelled, on the last two lines of a stem or side by side on the last (正确/错误), perhaps behind boxes or in brackets."""
    lines = ["", *_filled(parsed)]
    boxed = _BOXED_SIDES.search(fold(lines[-1]))
    if boxed and boxed.start():  # behind the stem, on its line
        lines[-1:] = [lines[-1][: boxed.start()].rstrip(), lines[-1][boxed.start() :]]
    elif (framed := _IN_BRACKETS.search(lines[-1])) and truth_options(_sides(_SIDES.split(tidy(framed[1])))):
        lines[-1:] = [lines[-1][: framed.start()] + framed[2], framed[1]]
    beside = _SIDES.split(tidy(lines[-1]))
    for rest, said in ((lines[:-1], beside), (lines[:-2], lines[-2:])):
        sides = _sides(said)
        if squeeze("".join(rest)) and truth_options(tuple(map(emphasis.unmarked, sides))):
            parsed.stem, parsed.options = "\n".join(rest), sides
            return


def _take_headless(parsed: Parsed) -> None:
    """B、乙 C、丙 below a stem: the label A, or the whole option, is lost, and the others keep the letters they have."""
    lines = _filled(parsed)
    at = next((at for at, line in enumerate(lines) if _SECOND.match(fold(line))), 0)
    first = (
        lines[1:at] if at == 2 and _ASKS.search(fold(lines[0])) else []
    )  # the words of A, on a line of their own
    body = ["A、" + "".join(first), *lines[at:]]
    found = find_options("\n".join(body)) if at else None
    if found is None or not found.in_order or found.start or len(found.options) < _FEWEST_HEADLESS:
        return
    if _JUDGED.search(fold("".join(lines[:at]))):
        return
    a, *others = found.options
    if a.text != tidy("".join(first)):
        return
    parsed.stem = "\n".join(lines[: at - len(first)])
    parsed.options = found.options if first else tuple(others)
    parsed.taken += [found.signs, *found.idle]
    if first:
        parsed.warn("options-unlabelled", "的第一个选项没有编号，按位置记作 A，请核对。")


def _sides(said: Sequence[str]) -> tuple[DraftOption, ...]:
    return tuple(DraftOption(letter, tidy(text)) for letter, text in zip("AB", said, strict=False))


def _take_ticked(parsed: Parsed) -> None:
    """Lines below that of the stem, some with a tick (✓ 甲局) and some without; a sign (📖) opens the reason behind them."""
    stem, *lines = _filled(parsed) or [""]
    said = any(_RIGHT.search(fold(line)) for line in lines)  # ℃ may be the next option then
    end = next(
        (at for at, line in enumerate(lines) if not said and _is_picture(line.lstrip()[0])), len(lines)
    )
    ticks = sum(map(_is_right, lines[:end]))
    another = any(map(_is_right, (stem, *lines[end:])))
    if not _FEWEST <= end <= _MOST or not 0 < ticks < end or another:
        return
    parsed.stem, parsed.unlabelled = stem, True
    parsed.options = tuple(
        DraftOption(letter, tidy(line)) for letter, line in zip("ABCDEFGH", lines[:end], strict=False)
    )
    parsed.explain("\n".join(map(tidy, lines[end:])))


def _is_right(line: str) -> bool:
    """Whether a tick before the line, or a word behind it (乙局（正确答案）), says that it is right."""
    return emphasis.is_ticked(line) or _RIGHT.search(fold(line)) is not None


def _is_picture(sign: str) -> bool:
    """Whether `sign` is a small picture (📖, 💡), no letter, mark or tick."""
    return unicodedata.category(sign) == "So" and not emphasis.is_ticked(sign + "字")


def _take_asked(parsed: Parsed) -> None:
    """Lines after a stem that asks something, in a choice question without labels."""
    lines = _filled(parsed)
    asks = lines and (parsed.ended or _ASKS.search(fold(lines[0])))
    if _FEWEST < len(lines) <= _MOST + 1 and asks:
        parsed.stem = lines[0]
        labels = [_LABEL.match(fold(line)) for line in lines[1:]]
        some = sum(map(bool, labels)) >= _SEVERAL  # the others have lost theirs
        cuts = [label.end() if label and some else 0 for label in labels]
        parsed.taken += [line[:cut] for line, cut in zip(lines[1:], cuts, strict=True)]
        parsed.options = tuple(
            DraftOption(letter, tidy(line[cut:]))
            for letter, line, cut in zip("ABCDEFGH", lines[1:], cuts, strict=False)
        )
        parsed.unlabelled = not parsed.ended or some


def _filled(parsed: Parsed) -> list[str]:
    return [line for line in parsed.stem.split("\n") if line.strip()]
