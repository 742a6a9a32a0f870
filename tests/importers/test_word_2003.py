"""Word files that are one XML text."""

import base64
import zipfile
from pathlib import Path

import pytest

from importers import Limits, Unreadable, read
from importers.containers import word_2003 as container
from importers.containers.blocks import Line
from tests.importers.build import drawing, paragraph, pictures, png, word

_NAMES = (
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
_LISTS = (
    '<w:lists><w:listDef w:listDefId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="37"/><w:lvlText w:val="%1、"/></w:lvl>'
    '</w:listDef><w:list w:ilfo="1"><w:ilst w:val="7"/></w:list></w:lists>'
)


def _flat(folder: Path, body: str) -> Path:
    path = folder / "试题.doc"
    path.write_text(
        f"{_HEAD}<w:wordDocument {_NAMES}>{_LISTS}<w:body>{body}</w:body></w:wordDocument>", "utf-8"
    )
    return path


def test_numbers_changes_sections_and_pictures_of_2003_are_read(tmp_path: Path) -> None:
    listed = '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/></w:listPr></w:pPr>'
    gone = '<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>旧文</w:delText></w:r></aml:content></aml:annotation>'
    come = '<aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>发放</w:t></w:r></aml:content></aml:annotation>'
    data = base64.b64encode(png()).decode()
    picture = f'<w:r><w:pict><w:binData w:name="wordml://1.png">{data}</w:binData><v:shape><v:imagedata src="wordml://1.png"/></v:shape></w:pict></w:r>'
    stem = f"<w:p>{listed}<w:r><w:t>甲证由（B）</w:t></w:r>{gone}{come}{picture}</w:p>"
    options = "<w:p><w:r><w:t>A. 甲局</w:t></w:r></w:p><w:p><w:r><w:t>B. 乙局</w:t></w:r></w:p>"
    head = "<w:p><w:r><w:t>单选题</w:t></w:r></w:p>"
    path = _flat(tmp_path, f"{head}<wx:sect>{stem}{options}</wx:sect>")
    lines = [block.text for block in container.read(path, Limits()).flow if isinstance(block, Line)]
    assert lines[1].startswith("一、 甲证由")
    result = read(path)
    item = result.items[0]
    assert (item.stem, item.answer) == ("甲证由（　　）发放〔图1〕", "B")
    assert item.figures[0].media_type == "image/png"
    assert "旧文" in {piece.text for piece in result.skipped}


def test_a_package_in_one_file_is_read_like_the_zip(tmp_path: Path) -> None:
    body = (
        paragraph("单选题"), paragraph("1. 甲证由（B）发放。"), f"<w:p><w:r><w:t>A. </w:t></w:r>{drawing('p1')}</w:p>",
        paragraph("B. 乙局"),
    )  # fmt: skip
    zipped = word(tmp_path / "a.docx", *body, parts=pictures(p1=png()))
    parts = ""
    with zipfile.ZipFile(zipped) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if content.startswith(b"<?xml"):
                inside = f"<pkg:xmlData>{content.decode().partition('?>')[2]}</pkg:xmlData>"
            else:
                inside = f"<pkg:binaryData>{base64.b64encode(content).decode()}</pkg:binaryData>"
            parts += f'<pkg:part pkg:name="/{name}">{inside}</pkg:part>'
    flat = tmp_path / "a.xml"
    names = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'
    flat.write_text(f"{_HEAD}<pkg:package {names}>{parts}</pkg:package>", "utf-8")
    assert read(flat).items == read(zipped).items


@pytest.mark.parametrize("body", ["<w:p>", "</w:body>"])
def test_a_damaged_file_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(_flat(tmp_path, body))
    assert refused.value.code == "damaged"
