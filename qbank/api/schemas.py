"""What the API answers with, beside PAPER and KEYS (`papers/rendering.py`)."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel

from qbank.papers.models import Assembly, Exam
from qbank.papers.release import opens_at
from qbank.papers.release_terms import rfc3339, statement
from qbank.papers.rendering import Strict
from qbank.papers.signing import ALGORITHM, OfficeKeys


class PaperCount(Strict):
    mode: Literal["forms", "candidates"]
    count: int


class SittingContent(Strict):
    id: str
    opens_at: AwareDatetime
    closes_at: AwareDatetime


class ExamContent(Strict):
    """EXAM of docs/formats.md."""

    id: str
    title: str
    audience: str | None
    status: Literal["released", "withdrawn"]
    released_at: AwareDatetime
    minutes: int
    points: int
    pass_points: int
    papers: PaperCount
    sittings: list[SittingContent]


class ExamList(Strict):
    exams: list[ExamContent]


class ManifestPaper(Strict):
    id: str
    form: str
    number: int
    digest: str


class Signature(Strict):
    """Over the canonical JSON of the manifest without the field `signature`. Key and value in base64."""

    algorithm: Literal["Ed25519"]
    public_key: str
    value: str


class ManifestContent(Strict):
    """What was sealed, as the office signed it. `papers` is empty where there is one paper for each candidate."""

    id: str
    exam: str
    mode: Literal["forms", "candidates"]
    count: int
    algorithm: str
    pool_digest: str
    manifest_digest: str
    sealed_at: str
    release_at: str
    keys_at: str
    papers: list[ManifestPaper]
    signature: Signature


class ProblemContent(BaseModel):
    """Every error (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    reference: str | None = None


def exam_content(exam: Exam, assembly: Assembly) -> dict[str, object]:
    if assembly.seal is None or assembly.release is None:
        raise ValueError("an engine sees only exams whose papers were open")
    withdrawn = assembly.withdrawal is not None
    return {
        "id": exam.public_id,
        "title": exam.title,
        "audience": exam.audience,
        "status": "withdrawn" if withdrawn else "released",
        "released_at": rfc3339(opens_at(assembly.seal, assembly.release)),
        "minutes": exam.minutes,
        "points": exam.points,
        "pass_points": exam.pass_points,
        "papers": {"mode": assembly.mode, "count": assembly.count},
        "sittings": [
            {"id": each.public_id, "opens_at": rfc3339(each.opens_at), "closes_at": rfc3339(each.closes_at)}
            for each in exam.sittings
        ],
    }


def manifest_content(keys: OfficeKeys, assembly: Assembly) -> dict[str, object]:
    if assembly.seal is None:
        raise ValueError("only what was sealed has a signed manifest")
    signature = {
        "algorithm": ALGORITHM,
        "public_key": keys.public,
        "value": assembly.seal.signature,
    }
    return {**statement(assembly), "signature": signature}
