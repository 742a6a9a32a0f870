"""Writing documents, in the transaction of the change that they come from."""

import secrets
from collections.abc import Iterable

from sqlalchemy import ARRAY, Text, bindparam, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from qbank.search.models import IndexOutbox, SearchDocument
from qbank.search.words import bigrams, fold_parts

Document = tuple[int, list[str]]
"""The id of a document, and the parts of its text."""


def put_documents(session: Session, documents: Iterable[Document]) -> None:
    """Add documents or replace what they said. They are found from the end of the transaction on."""
    folded = {document_id: fold_parts(parts) for document_id, parts in documents}
    if not folded:
        return
    if session.get_bind().dialect.name == "postgresql":
        _put_with_bigrams(session, folded)
    else:
        _put_with_outbox(session, folded)


def _put_with_bigrams(session: Session, folded: dict[int, str]) -> None:
    values = {
        "id": bindparam("document_id"),
        "text": bindparam("folded"),
        "bigrams": func.array_to_tsvector(bindparam("pairs", type_=ARRAY(Text))),
    }
    statement = postgresql.insert(SearchDocument.__table__).values(values)  # type: ignore[arg-type]
    new = {"text": statement.excluded.text, "bigrams": statement.excluded.bigrams}
    rows = [
        {"document_id": document_id, "folded": text, "pairs": sorted(bigrams(text))}
        for document_id, text in folded.items()
    ]
    session.connection().execute(statement.on_conflict_do_update(index_elements=["id"], set_=new), rows)


def _put_with_outbox(session: Session, folded: dict[int, str]) -> None:
    connection = session.connection()
    document = sqlite.insert(SearchDocument.__table__)  # type: ignore[arg-type]
    document = document.on_conflict_do_update(index_elements=["id"], set_={"text": document.excluded.text})
    connection.execute(document, [{"id": key, "text": text} for key, text in folded.items()])
    outbox = sqlite.insert(IndexOutbox.__table__)  # type: ignore[arg-type]
    outbox = outbox.on_conflict_do_update(
        index_elements=["document_id"], set_={"change": outbox.excluded.change}
    )
    change = secrets.token_hex(8)
    connection.execute(outbox, [{"document_id": key, "change": change} for key in folded])
