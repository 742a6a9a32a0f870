"""What comes in besides the edit page's own fields: a file, and what a trial run is for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from werkzeug.datastructures import FileStorage

from qbank.blueprints.fields import Document, FieldFaults, canonical
from qbank.blueprints.sheets import rows_of_workbook
from qbank.blueprints.table import document_in_rows

FILE_LIMIT = 1 << 20
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0"
"""How an .xlsx begins, and how old and encrypted Office files do."""
MOST_PAPERS = 10_000_000
MOST_FORMS = 26


@dataclass(frozen=True, slots=True)
class Trial:
    """How many papers the page tries the blueprint for."""

    papers: int
    parallel: bool
    uses: int = 1
    """How often a question may be used at most, for the forecast."""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Trial":
        """From the fields `trial.mode`, `trial.papers` and `trial.uses`; three parallel forms where they say nothing usable."""
        parallel = values.get("trial.mode", "forms") != "candidates"
        papers, uses = _whole(values.get("trial.papers", ""), 3), _whole(values.get("trial.uses", ""), 1)
        return cls(
            min(max(papers, 1), MOST_FORMS if parallel else MOST_PAPERS),
            parallel,
            min(max(uses, 1), MOST_PAPERS),
        )

    @property
    def mode(self) -> str:
        return "forms" if self.parallel else "candidates"


def _whole(text: str, otherwise: int) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= 8 else otherwise


def document_in(upload: FileStorage | None) -> Document:
    """The BLUEPRINT document in an uploaded Excel or JSON file; its content decides. Raises `FieldFaults`."""
    if upload is None or not upload.filename:
        raise FieldFaults({"file": "还没有选文件。选一个细目表的 Excel 或 JSON 文件再上传。"})
    data = upload.stream.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise FieldFaults({"file": "这个文件超过 1 MB，不像细目表。请核对是否选错了文件。"})
    if data.startswith(ZIP):
        document = document_in_rows(rows_of_workbook(data))
    elif data.startswith(OLE):
        raise FieldFaults(
            {"file": "这是旧格式（.xls）或加了密码的工作簿。请在 Excel 里另存为不加密码的 .xlsx 再上传。"}
        )
    else:
        document = canonical(_json_in(data))
    document["name"] = (document["name"] or PurePath(upload.filename).stem)[:120].strip()
    return canonical(document)


def _json_in(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FieldFaults({"file": "这个文件不是 UTF-8 文本。请另存为 UTF-8 编码的 JSON 再上传。"}) from error
    except json.JSONDecodeError as error:
        sentence = (
            f"第 {error.lineno} 行第 {error.colno} 个字符处不合 JSON 的写法。请核对那里的引号、逗号和括号。"
        )
        raise FieldFaults({"file": sentence}) from error
    except (RecursionError, ValueError) as error:
        raise FieldFaults({"file": "这个文件里的括号套得太深或数太长，不像细目表。"}) from error
