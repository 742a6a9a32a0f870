"""Pictures and formulas of a file, taken up by its container. Each question names its own later: `importers/figures.py`.

While a file is read, a figure stands in the text as 〔图x〕 or 〔公式x〕, where x is one private character: no layout can take
it for a number or a letter, and equal figures have equal signs.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from importers.containers.pictures import Unfit, look
from importers.draft import Figure
from importers.normalise import tidy

# What could not even be taken up: a picture outside the file, more figures than there are private characters.
PICTURE = "〔图〕"
FORMULA = "〔公式〕"
SIGN = re.compile("〔(图|公式)([\U000f0000-\U000ffffd])〕")
_FIRST = 0xF0000
_MOST = 60_000
_WORDS = re.compile("[\u4e00-\u9fff]")
_LONGEST_ALT = 200


@dataclass(slots=True)
class Figures:
    """What a file holds of figures, by the private character in their sign; `data` by the digest of its bytes."""

    found: dict[str, Figure] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)
    _marks: dict[Figure, str] = field(default_factory=dict)

    def picture(self, data: bytes, alt: str = "") -> str:
        """The sign of a picture; one that cannot be shown is named with the reason."""
        try:
            seen = look(data)
        except Unfit as reason:
            return self._sign(Figure("图", "picture", note=str(reason)))
        digest = hashlib.sha256(data).hexdigest()
        self.data[digest] = data
        figure = Figure("图", "picture", seen.media_type, digest, seen.width, seen.height, alt)
        return self._sign(figure)

    def formula(self, mathml: str, note: str = "") -> str:
        return self._sign(Figure("公式", "formula", mathml=mathml, note=note))

    def unread(self, name: str, note: str) -> str:
        """The sign of something of which only the name is known: a chart, an object."""
        return self._sign(Figure(name, "formula" if name == "公式" else "picture", note=note))

    def _sign(self, figure: Figure) -> str:
        mark = self._marks.get(figure)
        if mark is None:
            if len(self._marks) >= _MOST:
                return FORMULA if figure.kind == "formula" else PICTURE
            mark = self._marks[figure] = chr(_FIRST + len(self._marks))
            self.found[mark] = figure
        return f"〔{figure.name}{mark}〕"


def described(text: str) -> str:
    """What the author wrote to describe a picture; file names and the like, which programs put there, are no words."""
    words = tidy(text)
    return words[:_LONGEST_ALT] if _WORDS.search(words) and "." not in words and "\\" not in words else ""


def plain(text: str) -> str:
    """`text` as a message quotes it: with 〔图〕 for a sign."""
    return SIGN.sub(r"〔\1〕", text)
