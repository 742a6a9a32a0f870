"""Cells of options that say there is none (-, ——, /), and those in which a judgement's answer stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from importers.answers import letters_of, truth_of
from importers.columns import Header
from importers.containers.blocks import Grid
from importers.layouts.questions.emphasis import unmarked
from importers.layouts.questions.parsed import Parsed
from importers.layouts.sheets.cells import NO_OPTION
from importers.normalise import tidy

_FEWEST_ROWS = 3  # that hold a sign where no cell of options is empty


def signs_are_idle(grid: Grid, header: Header) -> bool:
    """Whether signs stand where a question has no option: twice in a row, or in several rows of a sheet that leaves none empty."""
    once, some_empty = Counter[str](), False
    for row in grid.rows[header.row + 1 :]:
        cells = [row.cells[at].strip() if at < len(row.cells) else "" for at in header.labels]
        signs = Counter(text for text in cells if NO_OPTION.fullmatch(text))
        if any(times > 1 for times in signs.values()) and re.search(r"\w", header.text(row, "stem")):
            return True
        once.update(signs.keys())
        some_empty |= "" in cells and any(map(_is_real, cells))
    return not some_empty and max(once.values(), default=0) >= _FEWEST_ROWS


def filled(cells: Sequence[tuple[str, str]], answer: str, idle: bool) -> list[int]:
    """Which of the cells (label, text) of a row hold options.

    A sign behind them is one beside other signs (+ * /), where the answer names it, and where the sheet does not write
    it for nothing.
    """
    held = [at for at, (_, text) in enumerate(cells) if text]
    texts = [cells[at][1] for at in held]
    real = [at for at in held if _is_real(cells[at][1])]
    if not real:
        return [] if len(set(texts)) == 1 else held
    behind, sides = texts[len(real) :], sorted(truth_of(cells[at][1]) or "" for at in real)
    if len(real) < 2 or real != held[: len(real)]:
        return held
    named = {cells[at][0] for at in held[len(real) :]} & set(letters_of(answer) or "")
    signs = any(not re.search(r"\w", cells[at][1]) for at in real)
    once = len(behind) == len(set(behind))
    options = named or (signs and once) or not (idle or sides == ["F", "T"])
    return held if options else real


def _is_real(text: str) -> bool:
    return bool(text) and NO_OPTION.fullmatch(text) is None


def tell_lone_sign(parsed: Parsed, answer: str) -> None:
    """Say of a last option that is a sign among words, and that no answer names, that it may be none."""
    signs = [option for option in parsed.options if not re.search(r"\w", option.text)]
    if len(signs) != 1 or signs[0] is not parsed.options[-1]:
        return
    last = signs[0]
    if NO_OPTION.fullmatch(last.text) and last.label not in (letters_of(answer) or ""):
        parsed.warn("option-doubtful", f"的选项 {last.label} 只有“{last.text}”，可能是没有这个选项，请核对。")


def take_shifted(parsed: Parsed, *, judged_there: bool) -> None:
    """题目 | | 正确 | | 解析: the answer of a judgement, and what explains it, that stand in columns of options."""
    held = [option for option in parsed.options if option.text]
    told = [option for option in held if truth_of(unmarked(option).text)]
    if parsed.type != "true_false" or len(told) != 1 or held[0] is not told[0]:
        return
    alone = len(held) == 1 and held[0].label == "A"
    if alone and not judged_there:  # one of two options, perhaps
        return
    parsed.said.append(held[0].text)
    parsed.explain("\n".join(tidy(option.text) for option in held[1:]))
    parsed.options = ()
    if not alone:
        parsed.warn("answer-by-text", f"的答案“{held[0].text}”写在选项栏里，它后面的文字已记入解析，请核对。")
