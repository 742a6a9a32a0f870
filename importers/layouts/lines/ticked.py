"""Ticks before the labels of right options (√A. …, v B. …): they are moved behind the labels, to the text they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.normalise import fold, tidy

# The star behind the type of a questionnaire, [单选题] *A、甲, is no tick.
_BEFORE_LABEL = re.compile(
    r"(?<!题[\])] )([√✓✔☑■●◉□☐○◯*★])(?<!\S.)([(\[]?[A-L]\s?[.、:)\]]|(?<=[√✓✔☑■●◉□☐○◯]) {1,2}[A-L]\s?[.、:)])"
)
# *B 甲 and √ B甲, without a point: among options that are labelled so, each at the head of a line or behind two blanks.
_BARE_LABEL = re.compile(
    r"(?:^\s*|(?<=\s\s))(?P<sign>[√✓✔☑■●□☐○◯*★]\s?)?(?P<label>[A-L])(?:[^\S\n]+|(?=[^\x00-\x7f、]|\d))(?=\S)"
)
# A bracket to tick, perhaps ticked, before the label: ( )A. 甲, [√]B. 乙.
_BRACKETED = re.compile(
    r"\s*(?P<box>[(\[]\s*(?P<sign>[√✓✔]?|(?<=\[)[xX](?=\]))\s*[)\]])\s*(?P<label>[A-L])\s?[.、:)]"
)
# A tick typed as the letter v, before an option or a judgement: v A. 甲, vx.
_TYPED = re.compile(r"\s*[vV]\s?(?:(?P<label>[A-L]\s?[.、:)])|(?P<side>[vVxX])\s*$)")
# Ticks that stand behind their options, one behind the last of them: … D.丁局 √; and one before the first: √ A.甲局 B.….
_BEHIND_LAST = re.compile(r"[B-L]\s?[.、:)\]].*\S\s*[√✓✔☑■●]\s*(?:$|\[?(?:答案|解析))")
_TICK = re.compile("[√✓✔☑■●◉*★]")
_BEFORE_FIRST = re.compile(r"(?:^|\s)[√✓✔☑■●◉*★]\s?[(\[]?A\s?[.、:)\]]")
_STARRED = re.compile(r"\s*(?P<star>[*★]\s?)?[(\[]?[A-L]\s?[.、:)\]]")
_FEWEST = 2
_NEARLY_ALL = 0.8
_TRACES = Traces("[√✓✔☑■●◉□☐○◯*★☒]", r"[vV]\s?[A-LvVxX]", r"[(\[]\s*[xX]?\s*[)\]][^\S\n]*[A-L]\s?[.、:)]")


def ticks_behind_labels(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with `√A. ` as `A.√ `, of the same length; and the letters v that stood for ticks, where the file has them."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    lines, pieces = _without_boxes(_without_points(_crosses_as_ticks(lines)))
    typed = [_TYPED.match(fold(line.text)) for line in lines]
    usual = sum(match is not None and match["label"] is not None for match in typed) >= _FEWEST
    moved: list[Line] = []
    bare = _bare_ticked(lines)
    behind = _stand_behind(lines)
    for at, (line, match) in enumerate(zip(lines, typed, strict=True)):
        if usual and match:
            pieces.append(
                Skipped(line.place, match[0].split(match["label"] or " ")[0].strip(), "正确选项前的标记")
            )
            moved.append(_answered(line, match))
        else:
            text = _moved_bare(line.text, bare[at]) if at in bare else tick_behind_label(line.text, behind)
            moved.append(line if text == line.text else replace(line, text=text))
    return moved, pieces


def _crosses_as_ticks(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with ☒ as ☑ where it stands among empty boxes and no other tick does: so Word fills a box."""
    text = "".join(line.text for line in lines if "☒" in line.text or "☐" in line.text or "☑" in line.text)
    if "☒" not in text or "☐" not in text or "☑" in text:
        return lines
    return [replace(line, text=line.text.replace("☒", "☑")) for line in lines]


def _answered(line: Line, match: re.Match[str]) -> Line:
    if match["side"]:
        return replace(line, text="答案：" + ("√" if match["side"] in "vV" else "×"), emphasis=())
    at = match.start("label")
    return replace(line, text=tick_behind_label(" " * (at - 1) + "√" + line.text[at:]))


def _without_boxes(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without brackets to tick before labels, their ticks left, where several labels have them."""
    boxed = [_BRACKETED.match(fold(line.text)) for line in lines]
    kept, pieces = list(lines), list[Skipped]()
    if len({box["label"] for box in boxed if box}) < _FEWEST:
        return kept, pieces
    for at, box in enumerate(boxed):
        if box:
            bare = lines[at].without(*box.span("box"))
            ticked = replace(bare, text=f"√ {bare.text.lstrip()}") if box["sign"] else bare
            kept[at] = ticked
            pieces.append(Skipped(bare.place, tidy(lines[at].text[slice(*box.span("box"))]), "选项前的方框"))
    return kept, pieces


def _stand_behind(lines: Sequence[Line]) -> bool:
    """Whether ticks stand behind their options: between two of them on a line they belong to the one before."""
    folded = [fold(line.text) for line in lines if _TICK.search(line.text)]
    return any(map(_BEHIND_LAST.search, folded)) and not any(map(_BEFORE_FIRST.search, folded))


def _without_points(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the star before their labels, where nearly all options have it: so it is the point of a list."""
    labelled = [(at, match) for at, line in enumerate(lines) if (match := _STARRED.match(fold(line.text)))]
    starred = {at: match.span("star") for at, match in labelled if match["star"]}
    if len(starred) < max(_FEWEST, _NEARLY_ALL * len(labelled)):
        return lines
    return [line.without(*starred[at]) if at in starred else line for at, line in enumerate(lines)]


def tick_behind_label(text: str, at_head: bool = False) -> str:
    """`√A. 甲` as `A.√ 甲`, wherever a label begins; of the same length. `at_head`: with a blank before the label (甲 √ B.) at the
    head of the line alone."""
    for match in _BEFORE_LABEL.finditer(fold(text)):
        start, end = match.span()
        if at_head and text[:start].strip() and match[2].startswith(" "):
            continue
        text = text[:start] + text[start + 1 : end] + text[start] + text[end:]
    return text


def _bare_ticked(lines: Sequence[Line]) -> dict[int, list[re.Match[str]]]:
    """The ticks before labels without a point, by their lines, where the labels beside them count on to theirs."""
    spots = [(at, match) for at, line in enumerate(lines) for match in _BARE_LABEL.finditer(fold(line.text))]
    labels = ["", *(match["label"] for _, match in spots), ""]
    found: dict[int, list[re.Match[str]]] = {}
    for (at, match), before, after in zip(spots, labels, labels[2:], strict=False):
        own = match["label"]
        if match["sign"] and (before == chr(ord(own) - 1) or after == chr(ord(own) + 1)):
            found.setdefault(at, []).append(match)
    return found


def _moved_bare(text: str, ticked: Sequence[re.Match[str]]) -> str:
    """`*B 甲` as `B *甲`, of the same length."""
    for match in ticked:
        sign = text[match.start("sign") : match.end("sign")]
        label = text[match.end("sign") : match.end()]
        text = text[: match.start("sign")] + label + sign + text[match.end() :]
    return text
