"""What a picture is, by its own bytes: kind and size in pixels. Nothing is decoded here: browsers do that, in their own cage."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

_MOST_BYTES = 8 << 20
_MOST_PIXELS = 40_000_000
_LONGEST_SIDE = 20_000
_DRAWINGS = (
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\x00\x09\x00", "WMF"),
    (b"\x02\x00\x09\x00", "WMF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x00\x00\x02\x00", "PICT"),
)
# JPEG markers that begin a frame, and so tell its size: SOF0 to SOF15 without the tables between them.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Picture:
    media_type: str
    width: int
    height: int


class Unfit(Exception):
    """A picture that is not taken over; the message says why, as the end of a sentence that begins with its name."""


def look(data: bytes) -> Picture:
    """The kind and size of a picture in PNG, JPEG, GIF, WebP or BMP. Raises `Unfit` for anything else."""
    for start, media_type, measure in _KINDS:
        if data.startswith(start):
            try:
                width, height = measure(data)
            except (struct.error, IndexError) as error:
                raise Unfit("已损坏") from error
            return _within_limits(Picture(media_type, width, height), len(data))
    if data[40:44] == b" EMF":
        raise Unfit("是 EMF 图形，浏览器显示不了")
    for start, name in _DRAWINGS:
        if data.startswith(start):
            raise Unfit(f"是 {name} 图形，浏览器显示不了")
    if b"<svg" in data[:1000].lower():
        raise Unfit("是 SVG 图形，可能带有程序")
    raise Unfit("是认不出的格式")


def _within_limits(picture: Picture, size: int) -> Picture:
    width, height = picture.width, picture.height
    if width < 1 or height < 1:
        raise Unfit("已损坏")
    if size > _MOST_BYTES or width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE:
        raise Unfit("太大")
    return picture


def _png(data: bytes) -> tuple[int, int]:
    kind, width, height = struct.unpack_from(">4sII", data, 12)
    if kind != b"IHDR" or b"IEND" not in data[-64:]:
        raise Unfit("已损坏")
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _bmp(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<ii", data, 18)
    return width, abs(height)  # a negative height is a picture written from the top


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while True:
        mark, kind = struct.unpack_from(">BB", data, at)
        if mark != 0xFF:
            raise Unfit("已损坏")
        if kind == 0xFF:  # a fill byte
            at += 1
            continue
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        at += 2 if 0xD0 <= kind <= 0xD8 or kind == 1 else 2 + struct.unpack_from(">H", data, at + 2)[0]


def _webp(data: bytes) -> tuple[int, int]:
    if data[8:12] != b"WEBP":
        raise Unfit("是认不出的格式")
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


_KINDS: tuple[tuple[bytes, str, Callable[[bytes], tuple[int, int]]], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png", _png),
    (b"\xff\xd8\xff", "image/jpeg", _jpeg),
    (b"GIF87a", "image/gif", _gif),
    (b"GIF89a", "image/gif", _gif),
    (b"RIFF", "image/webp", _webp),
    (b"BM", "image/bmp", _bmp),
)
