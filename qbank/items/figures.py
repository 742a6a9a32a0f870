"""Images and formulas of a question. In texts they stand as 〔图1〕 and 〔公式1〕, in what is kept they are blocks.

Whoever edits a text may move such a sign or take it out; what it stands for is kept as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from markupsafe import Markup, escape

from qbank.files import FileStore
from qbank.items.content import Block, Blocks, QuestionContent
from qbank.items.mathml import clean_mathml

Figures = dict[str, Block]
"""What signs stand for: the block by its name, as `图1`."""
FOLDER = "figures/"
LARGEST_PICTURE = 20 << 20
_SIGN = re.compile(r"〔((?:图|公式)\d{1,4})〕")
_DIGEST = re.compile("[0-9a-f]{64}")
_NAMES = {"image": "图", "math": "公式"}


class UnknownSign(ValueError):
    """The text names an image or formula that the question does not have; the message is the sentence."""


@dataclass(frozen=True, slots=True)
class SignedTexts:
    """What a question says as texts with signs, and what the signs stand for."""

    stem: str
    options: list[str]
    explanation: str
    figures: Figures


def signed(content: QuestionContent) -> SignedTexts:
    figures = figures_of(content)
    return SignedTexts(
        to_text(content.stem, figures),
        [to_text(option["content"], figures) for option in content.options],
        to_text(content.explanation, figures),
        figures,
    )


def figures_of(*contents: QuestionContent) -> Figures:
    """The figures of a question, or of several versions of it, named in the order in which they stand; equal ones once."""
    figures: Figures = {}
    for content in contents:
        options = (option["content"] for option in content.options)
        for blocks in (content.stem, *options, content.explanation):
            name_blocks(blocks, figures)
    return figures


def image_digests(figures: Figures) -> set[str]:
    """The digests of the images among `figures`, each the name of a file in the store."""
    return {digest_of(block) for block in figures.values() if block["kind"] == "image"}


def name_blocks(blocks: Blocks, figures: Figures) -> None:
    """Add the figures among `blocks` to `figures`, numbered on."""
    for block in blocks:
        if block["kind"] != "text" and block not in figures.values():
            name = _NAMES[block["kind"]]
            number = 1 + sum(held["kind"] == block["kind"] for held in figures.values())
            figures[f"{name}{number}"] = block


def to_text(blocks: Blocks, figures: Figures) -> str:
    return "".join(
        block["text"]
        if block["kind"] == "text"
        else f"〔{next(name for name, held in figures.items() if held == block)}〕"
        for block in blocks
    )


def named_in(text: str) -> list[str]:
    """The names in the signs of a text."""
    return _SIGN.findall(text)


def from_text(text: str, figures: Figures, *, strict: bool = True) -> Blocks:
    """`text` as blocks, with `figures` where their signs stand.

    Raises `UnknownSign` for a sign that is none of them. Where there are none at all, or not `strict`, it is text like any
    other: a text that was never given signs may hold such words of its own.
    """
    made: Blocks = []
    for at, piece in enumerate(_SIGN.split(text)):
        if at % 2 == 0:
            _add_text(made, piece)
        elif piece in figures:
            made.append(figures[piece])
        elif figures and strict:
            raise UnknownSign(f"没有〔{piece}〕这个图或公式。把它去掉，或改成原有的编号。")
        else:
            _add_text(made, f"〔{piece}〕")
    return made


def _add_text(blocks: Blocks, text: str) -> None:
    if text and blocks and blocks[-1]["kind"] == "text":
        blocks[-1] = {"kind": "text", "text": blocks[-1]["text"] + text}
    elif text:
        blocks.append({"kind": "text", "text": text})


def read_figures(said: Iterable[Mapping[str, Any]]) -> Figures:
    """The figures that a reader of files took over, as blocks; those that it could not are left out."""
    figures: Figures = {}
    for figure in said:
        if figure.get("digest"):
            figures[figure["name"]] = {
                "kind": "image",
                "href": FOLDER + figure["digest"],
                "alt": figure.get("alt", ""),
                "width": figure["width"],
                "height": figure["height"],
            }
        elif mathml := clean_mathml(figure.get("mathml", "")):
            figures[figure["name"]] = {"kind": "math", "mathml": mathml}
    return figures


def as_read(figures: Figures) -> list[dict[str, Any]]:
    """The inverse of `read_figures`."""
    said: list[dict[str, Any]] = []
    for name, block in figures.items():
        if block["kind"] == "math":
            said.append({"name": name, "kind": "formula", "mathml": block["mathml"]})
        else:
            digest = block["href"].removeprefix(FOLDER)
            sizes = {part: block[part] for part in ("alt", "width", "height")}
            said.append({"name": name, "kind": "picture", "digest": digest, **sizes})
    return said


@contextmanager
def kept_pictures(store: FileStore) -> Iterator[Path]:
    """A folder for a reader of files to put pictures into; they are in `store` when it is done."""
    with TemporaryDirectory(prefix="qbank-pictures-") as folder:
        yield Path(folder)
        # What stands there comes from a process that read a stranger's file: no link is followed.
        for path in (each for each in Path(folder).iterdir() if each.is_file() and not each.is_symlink()):
            with path.open("rb") as picture:
                store.keep(picture, LARGEST_PICTURE)


def shown(text: str, figures: Figures | None, root: str) -> Markup:
    """`text` for a page, with images and formulas where their signs stand; `root` is the address of the site.

    What a macro made passes as it is.
    """
    if isinstance(text, Markup):
        return text
    return shown_blocks(from_text(text, figures or {}, strict=False), root)


def shown_blocks(blocks: Blocks, root: str) -> Markup:
    return Markup("").join(_shown(block, root) for block in blocks)


def _shown(block: Block, root: str) -> Markup:
    if block["kind"] == "text":
        return escape(block["text"])
    if block["kind"] == "math":
        return Markup(clean_mathml(block["mathml"]))  # noqa: S704 - nothing but known elements and their texts
    return Markup('<img class="q-figure" src="{}" alt="{}" width="{}" height="{}">').format(
        f"{root}/{FOLDER}{digest_of(block)}", block["alt"] or "图", block["width"], block["height"]
    )


def digest_of(image: Block) -> str:
    """The digest of an image's bytes, which ends its address wherever it is handed out."""
    return str(image["href"]).rpartition("/")[2]


def read_image(store: FileStore, digest: str) -> tuple[bytes, str] | None:
    """An image and its media type; None where there is none of that name, or a file that is no image."""
    path = store.path(digest)
    if not _DIGEST.fullmatch(digest) or not path.is_file():
        return None
    data = path.read_bytes()
    known = (media_type for mark, media_type in _IMAGES if data.startswith(mark))
    media_type = next(known, "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None)
    return (data, media_type) if media_type else None


_IMAGES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)
