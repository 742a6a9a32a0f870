"""A file of questions is read back before anybody gets it: what does not come back as it is, is left out by name."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from pathlib import Path

from importers import Unreadable, read
from qbank.items.export_sheet import write_sheet
from qbank.items.export_word import write_word
from qbank.items.exported import TITLES, Exported, Said, unwritable
from qbank.items.figures import read_figures
from qbank.items.sheet_figures import LIMITS
from qbank.items.word_figures import Pictures

WRITERS = {"xlsx": write_sheet, "docx": write_word}
"""By the ending of the file."""
_PARTS = {
    "type": "题型",
    "stem": "题干",
    "options": "选项",
    "answer": "答案",
    "explanation": "解析",
    "citation": "法律依据",
    "difficulty": "难度",
    "topics": "知识点",
    "figures": "图或公式",
}
_TOGETHER = "和前后的题写在一起时，读回来不一样"


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that reads back as exactly the questions in `carried`; each in `refused` with the reason, for people."""

    content: bytes
    carried: tuple[Exported, ...]
    refused: tuple[tuple[Exported, str], ...]


def carry(questions: Sequence[Exported], ending: str, pictures: Pictures) -> Carried:
    """The questions, type by type, as a file with this ending (`docx`, `xlsx`); `pictures` knows the images they show."""

    def write(lines: Sequence[Exported], apart: Sequence[Exported]) -> bytes:
        return WRITERS[ending](lines, apart, pictures)

    order = list(TITLES)
    left = sorted(questions, key=lambda each: order.index(each.said.type))
    refused = [(each, why) for each in left if (why := unwritable(each.said, ending, pictures))]
    left = _without(left, [each for each, _why in refused])
    apart: list[Exported] = []
    while True:
        content = write(left, apart)
        written = [*left, *apart]
        unlike = _unlike(written, _read_back(content, ending)) if written else []
        if not unlike:
            return Carried(content, tuple(written), tuple(refused))
        in_lines = _without(left, _without(left, unlike))
        if in_lines:
            moved = [
                each for each in in_lines if _fault_alone(each.said, write([each], []), ending)
            ] or in_lines
            left, apart = _without(left, moved), [*apart, *moved]
        else:
            faults = [
                (each, why) for each in unlike if (why := _fault_alone(each.said, write([], [each]), ending))
            ]
            faults = faults or [(each, _TOGETHER) for each in unlike]
            refused += faults
            apart = _without(apart, [each for each, _why in faults])


def _without(questions: Sequence[Exported], lost: Sequence[Exported]) -> list[Exported]:
    """By identity: questions that say the same are told apart."""
    gone = {id(each) for each in lost}
    return [each for each in questions if id(each) not in gone]


def _read_back(content: bytes, ending: str) -> list[Said]:
    """What our own importers understand of the file. In this process: the file was written by us, in memory."""
    with tempfile.TemporaryDirectory(prefix="qbank-export-") as folder:
        path = Path(folder) / f"export.{ending}"
        path.write_bytes(content)
        try:
            items = read(path, limits=LIMITS).items
        except Unreadable:
            return []
    return [
        Said(
            item.type or "",
            item.stem,
            tuple(option.text for option in item.options),
            item.answer or "",
            item.explanation,
            item.citation,
            item.difficulty,
            item.topics,
            read_figures(figure.as_json() for figure in item.figures),
        )
        for item in items
    ]


def _unlike(written: Sequence[Exported], understood: Sequence[Said]) -> list[Exported]:
    """The questions that did not come back as they are; of one that came back as two, the one before the second."""
    meant = [each.said for each in written]
    if meant == list(understood):
        return []
    found: set[int] = set()
    for tag, start, end, _from, _to in SequenceMatcher(None, meant, understood, autojunk=False).get_opcodes():
        if tag != "equal":
            found |= set(range(start, end)) or {max(start - 1, 0)}
    return [written[place] for place in sorted(found)]


def _fault_alone(meant: Said, content: bytes, ending: str) -> str:
    """What is different where one question alone was written as `content`; empty where nothing is."""
    understood = _read_back(content, ending)
    return "" if understood == [meant] else _difference(meant, understood)


def _difference(meant: Said, understood: Sequence[Said]) -> str:
    if len(understood) != 1:
        return f"读回来成了 {len(understood)} 道题" if understood else "读回来认不出是一道题"
    parts = [
        _PARTS[part.name]
        for part in fields(Said)
        if getattr(meant, part.name) != getattr(understood[0], part.name)
    ]
    return f"{'、'.join(parts)}读回来和原来不一样"
