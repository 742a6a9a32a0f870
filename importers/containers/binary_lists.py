"""Styles and automatic numbers of Word's binary files (MS-DOC 2.9.131 and on), written as the parts that a .docx has for them."""

from __future__ import annotations

import struct

from lxml import etree

from importers.containers.binary_properties import C_HIDDEN, P_LEVEL, P_LIST, Properties, read_properties
from importers.numbering import W

# MSONFC (MS-OSHARED 2.2.1.3) -> w:numFmt.
FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet", 28: "decimalEnclosedCircleChinese",
    30: "ideographTraditional", 31: "ideographZodiac", 37: "chineseCounting", 38: "chineseLegalSimplified",
    39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
_FOLLOWED = ("tab", "space", "nothing")
_TABLE_OF_CONTENTS = range(19, 28)
_NO_STYLE = 0xFFF
_LEVEL_HEAD = 28


def node(tag: str, *children: etree._Element, **values: object) -> etree._Element:
    made = etree.Element(W + tag)
    for name, value in values.items():
        made.set(W + name, str(value))
    made.extend(children)
    return made


def numbers(properties: Properties) -> list[etree._Element]:
    """The `w:numPr` of a paragraph or style, where its properties name a list."""
    said = properties.get(P_LIST)
    if said is None:
        return []
    listed = 0 if said > 0x7FFF else said  # a negative number takes the paragraph out of its list
    level = [node("ilvl", val=properties[P_LEVEL])] if P_LEVEL in properties else []
    return [node("numPr", *level, node("numId", val=listed))]


def styles_part(data: bytes) -> etree._Element:
    """`w:styles` from the style sheet (STSH): what each style says of lists and hidden text, and what it is based on."""
    root = node("styles")
    if len(data) < 6:
        return root
    (head,) = struct.unpack_from("<H", data, 0)
    (base,) = struct.unpack_from("<H", data, 4)
    at, number = 2 + head, 0
    while at + 2 <= len(data):
        (size,) = struct.unpack_from("<H", data, at)
        if size:
            root.append(_style(data[at + 2 : at + 2 + size], base, number))
        at, number = at + 2 + size, number + 1
    return root


def _style(data: bytes, base: int, number: int) -> etree._Element:
    made = node("style", styleId=number)
    if len(data) < max(base, 10) + 2:
        return made
    identity, family, count = struct.unpack_from("<HHH", data, 0)
    if identity & 0xFFF in _TABLE_OF_CONTENTS:
        made.append(node("name", val=f"toc {(identity & 0xFFF) - 18}"))
    if family >> 4 != _NO_STYLE:
        made.append(node("basedOn", val=family >> 4))
    (letters,) = struct.unpack_from("<H", data, base)
    at = base + 2 + 2 * letters + 2
    said: list[bytes] = []
    for _ in range(count & 0xF):
        if at + 2 > len(data):
            break
        (size,) = struct.unpack_from("<H", data, at)
        said.append(data[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    if family & 0xF == 1 and said:
        made.append(node("pPr", *numbers(read_properties(said[0][2:]))))
        said = said[1:]
    if said and read_properties(said[0]).get(C_HIDDEN):
        made.append(node("rPr", node("vanish")))
    return made


def numbering_part(table: bytes, lists: tuple[int, int], overrides: tuple[int, int]) -> etree._Element:
    """`w:numbering` from the lists (PlfLst, whose levels follow it) and their uses (PlfLfo), given as offset and length."""
    root = node("numbering")
    start, size = lists
    if size >= 2:
        (count,) = struct.unpack_from("<H", table, start)
        at = start + size
        for place in range(count):
            head = start + 2 + 28 * place
            (name,) = struct.unpack_from("<I", table, head)
            made = node("abstractNum", abstractNumId=name)
            for level in range(1 if table[head + 26] & 1 else 9):
                element, at = _level(table, at, level)
                made.append(element)
            root.append(made)
    start, size = overrides
    if size >= 4:
        _uses(table, start, root)
    return root


def _uses(table: bytes, start: int, root: etree._Element) -> None:
    (count,) = struct.unpack_from("<I", table, start)
    at = start + 4 + 16 * count
    for place in range(min(count, len(table) // 16)):
        head = start + 4 + 16 * place
        (name,) = struct.unpack_from("<I", table, head)
        made = node("num", node("abstractNumId", val=name), numId=place + 1)
        at += 4
        for _ in range(table[head + 12]):
            first, flags = struct.unpack_from("<II", table, at)
            at += 8
            override = node("lvlOverride", ilvl=flags & 0xF)
            if flags & 0x20:
                element, at = _level(table, at, flags & 0xF)
                override.append(element)
            elif flags & 0x10:
                override.append(node("startOverride", val=first))
            made.append(override)
        root.append(made)


def _level(table: bytes, at: int, level: int) -> tuple[etree._Element, int]:
    """One `w:lvl`, and where the next one begins."""
    first, kind, flags = struct.unpack_from("<iBB", table, at)
    followed, characters, paragraphs, restart = table[at + 15], table[at + 24], table[at + 25], table[at + 26]
    at += _LEVEL_HEAD + paragraphs + characters
    (letters,) = struct.unpack_from("<H", table, at)
    text = table[at + 2 : at + 2 + 2 * letters].decode("utf-16-le", "replace")
    shown = "".join(
        f"%{ord(char) + 1}" if ord(char) < 9 else char for char in text if char.isprintable() or ord(char) < 9
    )
    made = node(
        "lvl",
        node("start", val=first),
        node("numFmt", val=FORMATS.get(kind, "decimal")),
        node("lvlText", val=shown),
        node("suff", val=_FOLLOWED[followed] if followed < len(_FOLLOWED) else "tab"),
        ilvl=level,
    )
    if flags & 4:
        made.append(node("isLgl"))
    if flags & 8:
        made.append(node("lvlRestart", val=restart))
    return made, at + 2 + 2 * letters
