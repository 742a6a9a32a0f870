"""The edit page's fields and the BLUEPRINT document, each made from the other.

A field's name is the place in the document it speaks of: `sections.0.items`, `laws.民法典.least`. What a person typed stays
text until it has been read whole, so that a page can be shown again as it was.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assembler import Blueprint, BlueprintError, Change, changed
from qbank.items.models import QuestionType

Values = Mapping[str, str]
Document = dict[str, Any]

TYPES = tuple(kind.value for kind in QuestionType)
TYPE_NAMES = {"single_choice": "单选", "multiple_choice": "多选", "true_false": "判断"}
SCOPE_NAMES = {"public": "公共法", "sector": "行业法"}
MOST = 10_000
GRADES = tuple("12345")
_NAME = re.compile(r"(?!\s)[^\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]{1,200}(?<!\s)")
_NUMBER = re.compile(r"\d{1,5}")
_DECIMAL = re.compile(r"\d{1,5}(?:[.．]\d{1,4})?")
_LINE = re.compile(r"(?P<name>.+?)[\s　:：]+(?P<least>\d{1,5})(?:\s*[-–—~～至]\s*(?P<most>\d{1,5}))?")


class FieldFaults(ValueError):
    """What cannot be read: for each field (or "" for the whole) one sentence with the place and the mend."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("".join(faults.values()))
        self.faults = dict(faults)


def values_of(document: Document) -> dict[str, str]:
    """What the fields show for a document."""
    values = {"name": document.get("name", ""), "audience": document.get("audience") or ""}
    for place, section in enumerate(document.get("sections", [])):
        for part in ("type", "items", "points"):
            values[f"sections.{place}.{part}"] = str(section[part])
    for part in ("scopes", "laws", "difficulty"):
        for name, pair in document.get(part, {}).items():
            values |= _range_values(f"{part}.{name}", pair)
    for part in ("difficulty_sum", "true_keys"):
        if part in document:
            values |= _range_values(part, document[part])
    for part in ("enemies", "overlap", "facility_sum"):
        if document.get(part) is not None:
            values[part] = str(document[part])
    articles = dict(document.get("articles", {}))
    if "*" in articles and _pair(articles["*"])[0] == 0:
        values["articles.*.most"] = str(_pair(articles.pop("*"))[1])
    values["articles"] = _lines(articles)
    values["topics"] = _lines(document.get("topics", {}))
    return values


def document_of(values: Values, *, needs_name: bool = True) -> Document:
    """The document that the fields say, in its one canonical form. Raises `FieldFaults`."""
    reader = _Reader(values)
    document: Document = {"name": values.get("name", "").strip(), "sections": reader.sections()}
    length = sum(section["items"] for section in document["sections"])
    if needs_name and not document["name"]:
        reader.faults["name"] = "细目表还没有名称，填上名称再存。"
    elif len(document["name"]) > 120:
        reader.faults["name"] = "名称超过 120 个字，请缩短。"
    if not document["sections"] and not reader.faults:
        reader.faults["sections.0.items"] = "还没有一道题：至少给一种题型填上题数。"
    if audience := values.get("audience", "").strip():
        document["audience"] = audience
    document["scopes"] = reader.ranges("scopes", SCOPE_NAMES, "{}", length)
    document["laws"] = reader.ranges("laws", reader.names("laws"), "《{}》", length)
    document["difficulty"] = reader.ranges("difficulty", GRADES, "难度 {}", length)
    document["articles"] = reader.articles()
    document["topics"] = reader.lines("topics", "知识点")
    for part, label, top in (
        ("difficulty_sum", "难度之和", 5 * length),
        ("true_keys", "判断题答案为“对”", length),
    ):
        document[part] = reader.range(part, label, top)
    document["enemies"] = reader.count("enemies", "互斥题组")
    document["overlap"] = reader.count("overlap", "两卷之间相同的题")
    document["facility_sum"] = reader.decimal("facility_sum", "得分率之和")
    if reader.faults:
        raise FieldFaults(reader.faults)
    return canonical({part: value for part, value in document.items() if value not in (None, {})})


def fields_after(values: Values, document: Document, changes: Iterable[Change]) -> dict[str, str]:
    """The fields that carry out `changes` on `document`, which is what `values` say."""
    changes = list(changes)
    after = values_of(changed(Blueprint.from_json(document), changes).as_json())
    filled = [
        place for place in _section_places(values) if values.get(f"sections.{place}.items", "").strip(" 0")
    ]
    found = {}
    for change in changes:
        if change.part == "sections":
            found[f"sections.{filled[int(change.entry) - 1]}.items"] = str(change.after[0] or "")
            continue
        names = {
            "articles": ("articles", "articles.*.most"),
            "topics": ("topics",),
            "enemies": ("enemies",),
            "overlap": ("overlap",),
        }.get(change.part)
        place = f"{change.part}.{change.entry}" if change.entry else change.part
        found |= {name: after.get(name, "") for name in names or (f"{place}.least", f"{place}.most")}
    return found


def canonical(document: Any) -> Document:
    """The document as the assembler writes it, in the one form that pages and sheets can carry.

    Parts that demand nothing are left out, and "*" of the few names that scopes and grades have is written out. Raises
    `FieldFaults` where it is no blueprint.
    """
    try:
        said = Blueprint.from_json(document).as_json()
    except BlueprintError as error:
        raise FieldFaults({_field_at(error.path): error.sentence}) from error
    for part, names in (("scopes", SCOPE_NAMES), ("difficulty", GRADES)):
        limits = said.get(part, {})
        if "*" in limits:
            said[part] = {name: limits.get(name, limits["*"]) for name in names}
    for part in ("name", "audience", "laws", "articles", "topics"):
        names = said.get(part) or ()
        for name in (names,) if isinstance(names, str) else names:
            if not _NAME.fullmatch(name):
                sentence = (
                    f"“{name.strip()[:30]}”不能作名称：应是 1 到 200 个字，前后没有空格，中间没有换行。"
                )
                raise FieldFaults({part: sentence})
    return {part: value for part, value in said.items() if value != {}}


def _section_places(values: Values) -> list[int]:
    """The numbers of the sections that the page shows, in its order."""
    return sorted(
        int(field.split(".")[1]) for field in values if re.fullmatch(r"sections\.\d{1,2}\.type", field)
    )


def _field_at(path: str) -> str:
    """The field of the page for a place in the document, as far as there is one."""
    part, _, rest = path.partition(".")
    if part == "sections":
        number, _, leaf = rest.partition(".")
        return f"sections.{int(number) - 1}.{leaf or 'items'}" if number.isdecimal() else "sections.0.items"
    if part in {"scopes", "laws", "difficulty"} and rest:
        return f"{path}.least"
    return f"{part}.least" if part in {"difficulty_sum", "true_keys"} else part


def _pair(value: int | list[int]) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])


def _range_values(name: str, value: int | list[int]) -> dict[str, str]:
    least, most = _pair(value)
    return {f"{name}.least": str(least), f"{name}.most": str(most)}


def _lines(limits: Mapping[str, int | list[int]]) -> str:
    pairs = [(name, *_pair(value)) for name, value in limits.items()]
    return "\n".join(f"{name} {low}" if low == high else f"{name} {low}-{high}" for name, low, high in pairs)


class _Reader:
    """Reads fields one by one and keeps a sentence for each that it cannot."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.faults: dict[str, str] = {}

    def text(self, field: str) -> str:
        return self.values.get(field, "").strip()

    def names(self, part: str) -> list[str]:
        """The names for which the page had a least and a most, in its order."""
        head = f"{part}."
        return [
            field[len(head) : -len(".least")]
            for field in self.values
            if field.startswith(head) and field.endswith(".least")
        ]

    def count(self, field: str, label: str) -> int | None:
        text = self.text(field)
        if not text:
            return None
        if not _NUMBER.fullmatch(text) or int(text) > MOST:
            self.faults[field] = f"{label}填的是“{text}”，应是 0 到 {MOST} 的整数。"
            return None
        return int(text)

    def decimal(self, field: str, label: str) -> float | None:
        text = self.text(field)
        if not text:
            return None
        if not _DECIMAL.fullmatch(text):
            self.faults[field] = f"{label}填的是“{text}”，应是一个数，如 2 或 1.5。"
            return None
        value = float(text.replace("．", "."))
        return int(value) if value == int(value) else value

    def range(self, name: str, label: str, top: int) -> list[int] | None:
        """Least and most; a blank least is 0, a blank most is `top`."""
        least, most = (
            self.count(f"{name}.least", f"{label}的最少"),
            self.count(f"{name}.most", f"{label}的最多"),
        )
        if least is None and most is None:
            return None
        low, high = least or 0, most if most is not None else max(top, least or 0)
        if low > high:
            self.faults[f"{name}.least"] = f"{label}的最少 {low} 大于最多 {high}，请改小最少或改大最多。"
        return [low, high]

    def ranges(self, part: str, names: Iterable[str], label: str, top: int) -> Document:
        shown = SCOPE_NAMES if part == "scopes" else {"*": "其余各部"}
        found = {
            name: self.range(f"{part}.{name}", label.format(shown.get(name, name)), top) for name in names
        }
        return {name: pair for name, pair in found.items() if pair is not None}

    def sections(self) -> list[Document]:
        found = []
        for place in _section_places(self.values):
            kind = self.text(f"sections.{place}.type")
            label = TYPE_NAMES.get(kind, "这一大题")
            items = self.count(f"sections.{place}.items", f"{label}的题数")
            points = self.decimal(f"sections.{place}.points", f"{label}的每题分值")
            if not items:
                continue
            if points is None and f"sections.{place}.points" not in self.faults:
                self.faults[f"sections.{place}.points"] = f"{label}有 {items} 题，还没有填每题几分。"
            found.append({"type": kind, "items": items, "points": points or 0})
        return found

    def articles(self) -> Document:
        found = self.lines("articles", "条文")
        most = self.count("articles.*.most", "同一条文的最多题数")
        return {"*": [0, most], **found} if most is not None else found

    def lines(self, field: str, label: str) -> Document:
        """`名称 最少-最多` or `名称 题数`, one a line."""
        found: Document = {}
        for number, line in enumerate(self.values.get(field, "").splitlines(), start=1):
            if not line.strip():
                continue
            read = _LINE.fullmatch(line.strip())
            if read is None:
                self.faults[field] = (
                    f"{label}第 {number} 行“{line.strip()[:30]}”读不懂，应是“名称 最少-最多”，如“听证 1-3”。"
                )
                continue
            least = int(read["least"])
            most = int(read["most"] or least)
            if least > most or most > MOST:
                self.faults[field] = f"{label}第 {number} 行的最少 {least} 大于最多 {most}，请对调或改正。"
            found[read["name"]] = [least, most]
        return found
