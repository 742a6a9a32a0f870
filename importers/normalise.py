"""Widths, white space and invisible characters. Nothing here changes a word."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# One character for one, so that a position in the folded text is a position in the original.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys((0xA0, 0x3000, 0x2002, 0x2003, 0x2005, 0x2009, 0x202F, 0x09, 0x0B, 0x0C), 0x20)
_FOLD |= dict.fromkeys((0x3014, 0x3010, 0x300E, 0x3016), ord("["))
_FOLD |= dict.fromkeys((0x3015, 0x3011, 0x300F, 0x3017), ord("]"))
_FOLD |= {0x2215: 0x2F, 0xFE30: 0x3A, 0x2236: 0x3A}
# ⅹ ╳ ✕ ✖ stand for the sign of what is wrong
_FOLD |= dict.fromkeys((0x2179, 0x2573, 0x2715, 0x2716), ord("×"))

# What labels, types and headings are written with in traditional characters: 參考答案, 標準答案, 選項, 多選題, 解釋.
_TRADITIONAL = "參選項標準題單斷確錯對誤詳點據擇簡論應為評說註釋難級類別數總計編號節練習試閱測驗庫識來幹備實問詞綜觀寫設圖譯證線條頁專務塊滿請個"
_SIMPLIFIED = "参选项标准题单断确错对误详点据择简论应为评说注释难级类别数总计编号节练习试阅测验库识来干备实问词综观写设图译证线条页专务块满请个"
_FOLD |= {ord(old): ord(new) for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}

# The signs of radicals that PDFs give for the characters of the same shape: ⽬ for 目.
_FOLD |= {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6)}

_FOLDED = {chr(code): chr(plain) for code, plain in _FOLD.items()}
_FOLDABLE = re.compile("[" + re.escape("".join(_FOLDED)) + "]")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0e-\x1f]")
_IDLE_BLANKS = re.compile(r"(?<![A-Za-z\d])\s+|(?<=\d)\s+(?!\d)|(?<=[A-Za-z])\s+(?![A-Za-z])|\s+\Z")
_BLANK = re.compile(r"\s")
_STOPS = "。.;；,，"
_OUTER_STOPS = re.compile(r"^[。.;；,，]+(?=\w)|(?<=[\w)\]}”’\"'>%‰°])[。.;；,，]+$|^[。.，,]+$")
_INDENT = 4
_INDENTED = re.compile(r"\n(?: {2}|\t)[ \t]*[!-~][ -~]*(?:\n|\s*\Z)")  # a line of a program
_TABS = re.compile("[\t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")


@lru_cache(maxsize=1 << 16)  # the same line is looked at by many patterns, in pass after pass over a file
def fold(text: str) -> str:
    """`text` in half width, of the same length: brackets, letters, digits, crosses and blanks each in one shape."""
    return _FOLDABLE.sub(lambda match: _FOLDED[match[0]], text)


def visible(text: str) -> str:
    """`text` without characters that no reader of the file can see."""
    return _INVISIBLE.sub("", text.replace("_x000D_", "\n").replace("\r\n", "\n").replace("\r", "\n"))


def tidy(text: str) -> str:
    """`text` without blank lines and outer white space. Blanks inside stay as they are: （　　） is a blank to fill in.

    Lines of a program keep how far each is indented more than the others.
    """
    if _INDENTED.search(text):
        return _tidy_program(text)
    if not text.isprintable():
        text = _TABS.sub(" ", text)
    if "\n" not in text:
        return text.strip()
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _tidy_program(text: str) -> str:
    """`text` with the indentation of its lines in plain ASCII; those right below a colon stand deeper than its line."""
    first, *below = (line.rstrip() for line in text.strip().expandtabs(_INDENT).split("\n") if line.strip())
    indents = {at: len(line) - len(line.lstrip()) for at, line in enumerate(below) if line.isascii()}
    least = min(indents.values(), default=0)
    step = _INDENT if indents.get(0) == least and first.isascii() and first.endswith(":") else 0
    lines = (
        " " * (indents[at] - least + step if at in indents else 0) + _TABS.sub(" ", line.strip())
        for at, line in enumerate(below)
    )
    return "\n".join((_TABS.sub(" ", first.strip()), *lines))


def squeeze(text: str) -> str:
    """Letters and digits alone, in one width and case: what makes two texts the same to a reader."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def asked(text: str) -> str:
    """Like `squeeze`, but keeping the signs of a comparison or a sum (<, =, +): what makes two stems ask the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum() or unicodedata.category(char) == "Sm")


@lru_cache(maxsize=1 << 12)  # the options of a row are compared with its answer in several ways
def same(text: str) -> str:
    """Like `squeeze`, but keeping signs (>=, +, √): what finds an option by its words."""
    return re.sub(r"\s+", "", alike(text)).casefold()


def alike(text: str) -> str:
    """Like `same`, but minding the case (Na and NA are two) and the blank between two numbers or two words in Latin
    letters (53 and 5 3). A stop at an end is none of it but behind a sign, which it may belong to: D:\\;, ;"""
    folded = unicodedata.normalize("NFKC", text)
    if _BLANK.search(folded):
        folded = _IDLE_BLANKS.sub("", folded)
    outer = folded and (folded[0] in _STOPS or folded[-1] in _STOPS)
    return _OUTER_STOPS.sub("", folded) if outer else folded
