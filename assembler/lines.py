"""The quick way to read a POOL file. It only knows sound lines; what is wrong with others is told by `pool.py`."""

from typing import Annotated

import msgspec

Word = Annotated[str, msgspec.Meta(min_length=1)]


class Line(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """The shape of a line, no more than `pool.py` allows."""

    id: Word
    type: str
    scope: str | None = None
    law: str | None = None
    article: str | None = None
    topics: tuple[Word, ...] | None = None
    audiences: tuple[Word, ...] | None = None
    difficulty: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    facility: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    true: bool | None = None
    enemies: tuple[Word, ...] | None = None
    set: str | None = None


def sound_lines(text: str) -> list[Line] | None:
    """The lines that are not empty; None where one of them is no question of that shape."""
    decode = msgspec.json.Decoder(Line).decode
    try:
        return [decode(line) for line in text.split("\n") if line and not line.isspace()]
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None
