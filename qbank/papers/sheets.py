"""A paper cut into A4 pages for looking at, by the same rules as the print: no question is split.

Lengths are in millimetres, after templates/static/css/paper.css: 10.5 pt text with line height 1.7 on a page of 297 mm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qbank.items.figures import Figures, name_blocks, to_text

PAGE = 297 - 15 - 22
LINE = 10.5 * 0.3528 * 1.7
FIRST_HEAD = 92.0
SECTION_HEAD = 14.0
GAP = 2.4
PIXEL = 25.4 / 96
TALLEST_IMAGE = 50.0
LINE_CHARACTERS = {True: 40, False: 43}
"""Characters a line beside the sealed strip, and without it."""


@dataclass(frozen=True, slots=True)
class SheetItem:
    number: int
    stem: str
    options: list[str]
    figures: Figures


@dataclass(slots=True)
class SheetSection:
    """A section or the rest of one; `title` is empty where it goes on from the page before."""

    title: str
    rule: str
    shown_items: list[SheetItem] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    number: int
    sections: list[SheetSection] = field(default_factory=list)

    @property
    def sealed(self) -> bool:
        """Odd pages have the strip for the candidate's name."""
        return self.number % 2 == 1


RULES = {
    "single_choice": "每题只有一个选项符合题意。",
    "multiple_choice": "每题有两个或两个以上选项符合题意，多选、少选、错选均不得分。",
    "true_false": "正确的选“对”，错误的选“错”。",
}


def pages_of(sections: Sequence[Mapping[str, Any]]) -> list[Page]:
    """PAPER sections as pages."""
    pages = [Page(1)]
    left, number = PAGE - FIRST_HEAD, 0
    for section in sections:
        shown = SheetSection(section["title"], rule_of(section))
        for place, content in enumerate(section["items"]):
            number += 1
            item = _item(number, content)
            needed = height(item, pages[-1].sealed) + (SECTION_HEAD if place == 0 else 0)
            if needed > left:
                pages.append(Page(len(pages) + 1))
                left = PAGE
                if place:
                    shown = SheetSection("", "")
            if not pages[-1].sections or pages[-1].sections[-1] is not shown:
                pages[-1].sections.append(shown)
            shown.shown_items.append(item)
            left -= needed
    return pages


def _item(number: int, content: Mapping[str, Any]) -> SheetItem:
    figures: Figures = {}
    name_blocks(content["stem"], figures)
    for option in content["options"]:
        name_blocks(option["content"], figures)
    options = [to_text(option["content"], figures) for option in content["options"]]
    return SheetItem(number, to_text(content["stem"], figures), options, figures)


def rule_of(section: Mapping[str, Any]) -> str:
    count, each = len(section["items"]), section["points_each"]
    return f"（共{count}题，每题{each}分，共{count * each}分。{RULES[section['type']]}）"


def height(item: SheetItem, sealed: bool) -> float:
    width = LINE_CHARACTERS[sealed]
    lines = _lines(item.stem, width - 2)
    longest = max((len(option) for option in item.options), default=0)
    if item.options and longest <= 6:
        lines += -(-len(item.options) // 4)
    elif longest <= 17:
        lines += -(-len(item.options) // 2)
    else:
        lines += sum(_lines(option, width - 4) for option in item.options)
    images = (block for block in item.figures.values() if block["kind"] == "image")
    tall = sum(min(TALLEST_IMAGE, float(block["height"]) * PIXEL) for block in images)
    return lines * LINE + GAP + tall


def _lines(text: str, width: int) -> int:
    return max(1, -(-len(text) // width))
