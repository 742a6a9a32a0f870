"""Plain text: the encoding found from the bytes, then lines."""

from __future__ import annotations

from pathlib import Path

from importers.containers.blocks import Contents, Line
from importers.draft import Place, Problem, Unreadable
from importers.normalise import visible
from importers.problems import problem
from importers.safety import Limits

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(path: Path, limits: Limits) -> Contents:
    """The lines of a text file in UTF-8, UTF-16 with a mark, or GB18030. Raises Unreadable for anything else."""
    text, problems = decode(path.read_bytes())
    lines = visible(text).split("\n")
    if len(lines) > limits.lines:
        raise Unreadable("这个文件的行数太多，不像试题文件，请分成几个文件后再上传。", "too-large")
    flow = tuple(Line(line, Place(line=number)) for number, line in enumerate(lines, 1))
    return Contents("text", flow, (), problems)


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text of `data`, with a problem where single bytes of it could not be read."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lenient(data, name)
    if b"\0" in data:
        raise Unreadable("这不是可以读取的试题文件，请上传 .docx、.xlsx 或 .txt 文件。", "not-supported")
    for name in ("utf-8", "gb18030"):
        try:
            return data.decode(name), ()
        except UnicodeDecodeError:
            continue
    return _lenient(data, "utf-8", "gb18030")


def _lenient(data: bytes, *names: str) -> tuple[str, tuple[Problem, ...]]:
    """The text in the one of `names` that leaves the fewest characters unread; the end may be cut inside of one."""
    text = min((data.decode(name, errors="replace") for name in names), key=lambda said: said.count("\ufffd"))
    wrong = text.count("\ufffd")
    if wrong > max(1, len(text) // 100):
        raise Unreadable("认不出这个文本文件的编码，请另存为 UTF-8 编码的 .txt 文件后再上传。", "encoding")
    if not wrong:
        return text, ()
    line = text[: text.index("\ufffd")].count("\n") + 1
    message = f"有 {wrong} 个字符读不出来（显示为 \ufffd），首处在第 {line} 行，请核对。"
    return text, (problem("encoding-doubtful", message, Place(line=line)),)
