"""Web pages, also those named .doc or .xls that a system wrote, and saved ones (.mht): lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree, html

from importers.containers.blanks import drawn
from importers.containers.blocks import Contents, Emphasis, Grid, Line, Row, lines_of
from importers.containers.figures import PICTURE
from importers.containers.plain_text import decode
from importers.containers.small_figures import small
from importers.draft import Place, Problem, Skipped, Unreadable
from importers.normalise import tidy, visible
from importers.numbering import format_number
from importers.problems import problem
from importers.safety import Limits

_START = (b"<!doctype html", b"<html", b"mime-version", b"<head", b"<body", b"<table", b"<meta")
_UNSEEN = {"script", "style", "head", "title", "meta", "link", "template", "noscript", "object", "iframe"}
_BLOCKS = {
    "address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "ul",
}  # fmt: skip
_BY_TAG: dict[str, Emphasis] = {
    "b": "bold",
    "strong": "bold",
    "u": "underline",
    "ins": "underline",
    "mark": "highlight",
}
_RED = re.compile(
    r"(?:^|[;\s])color\s*:\s*(?:red|#f00\b|#(?:[c-f].)(?:[0-3].){2}\b|rgb\(\s*2\d\d\s*,\s*\d{1,2}\s*,)", re.I
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_RAISED = {"sup": "superscript", "sub": "subscript"}
_LIST_KINDS = {"A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman"}
_SPAN = re.compile("[1-9][0-9]{0,4}")
_DEEPEST = 200


@dataclass(slots=True)
class _Page:
    """Pieces of the line being read, and what is read."""

    flow: list[Line | Grid] = field(default_factory=list)
    pieces: list[tuple[str, Emphasis]] = field(default_factory=list)
    hidden: list[Skipped] = field(default_factory=list)
    at: int = 1

    def close(self) -> None:
        """End the line: white space in a page is one blank, <br> alone breaks."""
        if any(piece.strip() for piece, _ in self.pieces):
            for line in lines_of(drawn(self.pieces), Place(line=self.at)):
                self.flow.append(line)
        self.pieces = []


def is_web_page(data: bytes) -> bool:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:400].lower()
    return start.startswith(_START) or (start.startswith((b"<?xml", b"<!--")) and b"<html" in start)


def read(path: Path, limits: Limits) -> Contents:
    """The lines and tables of a page. Raises Unreadable where there is none in the file."""
    return parse(path.read_bytes())


def parse(data: bytes) -> Contents:
    if data.lstrip()[:12].lower() == b"mime-version":
        data = _saved_page(data)
    text, problems = _decoded(data)
    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(
            "这个网页文件读不出内容，请用 Word 打开后另存为 .docx 再上传。", "damaged"
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Unreadable(
            "这个网页文件的层次太深，后面的内容读不出来，请把试题复制到 Word 文件里再上传。", "damaged"
        )
    page = _Page()
    _walk(root, "", page, 0)
    page.close()
    return Contents("text", tuple(page.flow), tuple(page.hidden), (*problems, *_told(page)))


def _saved_page(data: bytes) -> bytes:
    """The page in a file that holds it with its pictures (MHTML)."""
    import email  # loaded when wanted: few pages are saved so
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return body
    raise Unreadable("这个网页文件里没有正文，请用 Word 打开后另存为 .docx 再上传。", "damaged")


def _decoded(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of the page by its own word on its encoding, where that is true."""
    named = _CHARSET.search(data[:4096])
    name = named[1].decode("ascii").lower() if named else ""
    if name in {"gb2312", "gbk", "gb18030"}:
        try:
            return data.decode("gb18030"), ()
        except UnicodeDecodeError:
            pass
    return decode(data)


def _told(page: _Page) -> Iterator[Problem]:
    if page.hidden:
        place = page.hidden[0].place
        message = f"文件有 {len(page.hidden)} 处隐藏文字未读入，首处在{place.in_words()}，请核对。"
        yield problem("hidden-text", message, place)


def _walk(element: etree._Element, kind: Emphasis, page: _Page, depth: int) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    style = element.get("style") or ""
    if not tag or tag in _UNSEEN:
        return
    if depth > _DEEPEST:
        page.pieces.append((_flat(str(element.xpath("string()"))), kind))
        return
    if _HIDDEN.search(style):
        if text := tidy(visible(str(element.xpath("string()")))):
            page.hidden.append(Skipped(Place(line=_line(element)), text, "隐藏文字"))
        return
    block = tag in _BLOCKS
    if block or tag == "table":
        page.close()
        page.at = _line(element)
    if tag == "table":
        page.flow.append(_table(element, depth))
        return
    if tag == "br":
        page.pieces.append(("\n", ""))
    elif tag == "img":
        page.pieces.append((PICTURE, ""))
    elif tag == "li":
        page.pieces.append((_list_label(element), ""))
    kind = _emphasis(element, tag, style) or kind
    page.pieces.append((small(_flat(element.text), _RAISED.get(tag, "")), kind))
    for child in element:
        _walk(child, kind, page, depth + 1)
        page.pieces.append((_flat(child.tail), kind))
    if block:
        page.close()


def _list_label(element: etree._Element) -> str:
    """The number that a browser shows before an entry of an ordered list."""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    entries = [child for child in parent if child.tag == "li"]
    start = parent.get("start") or "1"
    number = entries.index(element) + (int(start) if start.isdigit() and len(start) < 6 else 1)
    return format_number(number, _LIST_KINDS.get(parent.get("type") or "1", "decimal")) + ". "


def _line(element: etree._Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


def _emphasis(element: etree._Element, tag: str, style: str) -> Emphasis:
    if _RED.search(style) or _RED.search("color:" + (element.get("color") or "")):
        return "colour"
    return _BY_TAG.get(tag, "")


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _table(table: etree._Element, depth: int) -> Grid:
    rows = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells: list[str] = []
        for cell in row:
            if cell.tag in {"td", "th"}:
                span = cell.get("colspan") or "1"
                cells += [
                    _cell(cell, depth),
                    *[""] * (min(int(span), 64) - 1 if _SPAN.fullmatch(span) else 0),
                ]
        rows.append(Row(tuple(cells), Place(line=_line(row))))
    return Grid("", tuple(row for row in rows if any(row.cells)))


def _cell(cell: etree._Element, depth: int) -> str:
    page = _Page()
    inner = html.Element("div")
    inner.text = cell.text
    for child in list(cell):
        inner.append(child)
    _walk(inner, "", page, depth + 1)
    page.close()
    lines = []
    for block in page.flow:
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            lines += ["\t".join(row.cells) for row in block.rows]
    return tidy("\n".join(lines))
