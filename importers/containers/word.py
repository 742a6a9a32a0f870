"""Word files (.docx): the parts of the package around the body that `word_body.py` walks."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from importers.containers import plain_text
from importers.containers.blocks import Contents, Line
from importers.containers.figures import Figures
from importers.containers.run_on_letters import afresh
from importers.containers.word_body import blocks
from importers.containers.word_drawings import BLIP, IMAGE_DATA, picture_of
from importers.containers.word_notes import answers_in, key_of, text_of
from importers.containers.word_runs import is_on, looks_of
from importers.containers.word_walk import Walk
from importers.draft import Place, Problem, Skipped, Unreadable
from importers.normalise import tidy, visible
from importers.numbering import Numbering, W
from importers.problems import problem
from importers.safety import Limits, Package

_PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
# A picture that stands in so many places is a bullet or a button, not part of a question.
_ORNAMENT = 8
# Documents that take in documents: none that a person made goes so deep.
_DEEPEST = 5


def read(path: Path | BinaryIO, limits: Limits, figures: Figures | None = None, depth: int = 0) -> Contents:
    """The lines and tables of a .docx file; its figures are added to `figures`. `depth` counts the documents that
    take this one in.

    Raises Unreadable where it is no such file, or breaks a limit.
    """
    package = Package(path, limits)
    main = _main_part(package)
    root = package.xml(main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise Unreadable(
            "这个 Word 文件里没有正文，可能已损坏，请用 Word 打开后另存为 .docx 再上传。", "damaged"
        )
    folder = posixpath.dirname(main)
    styles = package.xml(f"{folder}/styles.xml")
    figures = figures if figures is not None else Figures()
    walk = Walk(
        Numbering(package.xml(f"{folder}/numbering.xml"), styles),
        styles_with(styles, "vanish"),
        styles_with(styles, None),
        ornaments(root),
        _chunks(
            package,
            main,
            lambda data: read(io.BytesIO(data), limits, figures, depth + 1) if depth < _DEEPEST else None,
        ),
        figures,
        _parts(package, main),
        looks_of(styles),
        notes=answers_in(package, folder),
    )
    return walked(body, walk, _outside(package, main, walk))


def walked(body: etree._Element, walk: Walk, outside: Iterable[Skipped]) -> Contents:
    """The contents of a body, and what stands outside of it."""
    flow, first = afresh(tuple(blocks(body, walk)), walk.lettered)
    if first:
        message = f"{first.in_words()}起，自动编号的选项没有从 A 排起，已按每题从 A 编起，请核对。"
        walk.problems.append(problem("number-doubtful", message, first))
    skipped = (*walk.skipped, *outside, *walk.hidden, *walk.deleted)
    return Contents("word", flow, skipped, tuple(_told(walk)), walk.figures)


def _told(walk: Walk) -> Iterator[Problem]:
    yield from walk.problems
    if walk.hidden:
        count, place = len(walk.hidden), walk.hidden[0].place
        yield problem(
            "hidden-text", f"文件有 {count} 处隐藏文字未读入，首处在{place.in_words()}，请核对。", place
        )
    if walk.deleted:
        count, place = len(walk.deleted), walk.deleted[0].place
        yield problem(
            "deleted-text",
            f"文件有 {count} 处修订删除的文字未读入，首处在{place.in_words()}，请核对。",
            place,
        )


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _parts(package: Package, main: str) -> Callable[[str], bytes | None]:
    """The bytes of pictures by the id of their relation, each unpacked when it is wanted."""
    targets = package.targets(main, "image")

    def part(relation: str) -> bytes | None:
        name = targets.get(relation, "")
        return package.stream(name) if name in package.names() else None

    return part


def _chunks(
    package: Package, main: str, read_document: Callable[[bytes], Contents | None]
) -> Callable[[str], Contents | None]:
    """What the documents hold that the body takes in (w:altChunk), by the id of their relation."""
    targets = package.targets(main, "aFChunk")

    def chunk(relation: str) -> Contents | None:
        part = targets.pop(relation, "")  # taken once: a document that takes in itself would never end
        if part not in package.names():
            return None
        data = package.stream(part)
        if data.startswith(b"PK"):
            return read_document(data)
        from importers.containers import web_page  # loaded when wanted: the child must start quickly

        if web_page.is_web_page(data):
            return web_page.parse(data)
        if data.startswith(b"{\\rtf"):
            return None
        text, problems = plain_text.decode(data)
        lines = enumerate(visible(text).split("\n"), 1)
        return Contents("text", tuple(Line(line, Place(line=at)) for at, line in lines), (), problems)

    return chunk


def styles_with(root: etree._Element | None, switch: str | None) -> frozenset[str]:
    """Styles whose runs carry `switch`; without one, the styles of a table of contents."""
    found = set()
    for style in root.iterfind(W + "style") if root is not None else ():
        name = style.find(W + "name")
        title = (name.get(W + "val") or "") if name is not None else ""
        marked = is_on(style.find(f"{W}rPr/{W}{switch}")) if switch else bool(re.match(r"(?i)toc \d", title))
        if marked:
            found.add(style.get(W + "styleId") or "")
    return frozenset(found)


def ornaments(root: etree._Element) -> frozenset[str]:
    uses: dict[str, int] = {}
    for element in root.iter(BLIP, IMAGE_DATA):
        if name := picture_of(element):
            uses[name] = uses.get(name, 0) + 1
    return frozenset(name for name, count in uses.items() if count >= _ORNAMENT)


def _outside(package: Package, main: str, walk: Walk) -> Iterator[Skipped]:
    """Text outside the body that was not read with it, named once a part; page numbers and empty parts say nothing."""
    named = re.compile(re.escape(posixpath.dirname(main)) + rf"/({'|'.join(_PARTS)})\d*\.xml")
    kinds = {target: kind for kind in _PARTS for target in package.targets(main, kind).values()}
    for name in package.names():
        match = named.fullmatch(name)
        if (kind := match[1] if match else kinds.get(name)) is None:
            continue
        root = package.xml(name)
        text = (
            "".join(text_of(part) for part in root if key_of(part) not in walk.told)
            if root is not None
            else ""
        )
        if text.strip():
            yield Skipped(Place(part=_PARTS[kind]), tidy(text), _PARTS[kind])
