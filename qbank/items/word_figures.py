"""Images and formulas of questions in a Word file that is being written."""

from collections.abc import Callable

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from lxml import etree

from qbank.items.content import Block
from qbank.items.figures import digest_of
from qbank.items.omml import to_omml

Pictures = Callable[[str], tuple[bytes, str] | None]
"""An image and its media type by its digest; None where it is lost."""

EMU = 9525
"""English metric units in a pixel."""
_WIDEST, _TALLEST = 560, 800


def picture_of(pictures: Pictures, digest: str) -> tuple[bytes, str]:
    """An image and its media type. A LookupError where it is lost: questions with it are refused before a file is written."""
    found = pictures(digest)
    if found is None:
        raise LookupError(digest)
    return found


class WordFigures:
    """What the paragraphs of one document show. Each image is in the file once."""

    def __init__(self, document: Document, pictures: Pictures) -> None:
        self._part, self._pictures = document.part, pictures
        self._kept: dict[str, Part] = {}
        self._count = 0

    def element(self, block: Block) -> etree._Element:
        """What stands in a paragraph for an image or a formula."""
        return to_omml(block["mathml"]) if block["kind"] == "math" else self._drawing(block)

    def _drawing(self, image: Block) -> etree._Element:
        self._count += 1
        # A relation of its own: one that is used again and again is taken for an ornament of the page.
        relation = self._part.rels.add_relationship(
            RELATIONSHIP_TYPE.IMAGE, self._image(digest_of(image)), f"figure{self._count}"
        )
        width, height = fitted(image["width"], image["height"], _WIDEST, _TALLEST)
        size = f'cx="{width * EMU}" cy="{height * EMU}"'
        drawing: etree._Element = parse_xml(
            f'<w:r {nsdecls("w", "wp", "a", "pic", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:docPr id="{self._count}" name="Figure {self._count}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{self._count}" name="Figure {self._count}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{relation.rId}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        for named in drawing.iter("{*}docPr"):
            named.set("descr", image["alt"])
        return drawing

    def _image(self, digest: str) -> Part:
        if digest not in self._kept:
            data, media_type = picture_of(self._pictures, digest)
            name = PackURI(f"/word/media/{digest[:16]}.{media_type.removeprefix('image/')}")
            self._kept[digest] = Part(name, media_type, data, self._part.package)
        return self._kept[digest]


def fitted(width: int, height: int, widest: int, tallest: int) -> tuple[int, int]:
    """The size at which a picture is shown: its own, or smaller in the same shape."""
    scale = min(1.0, widest / width, tallest / height)
    return max(1, round(width * scale)), max(1, round(height * scale))
