"""What the exam engine sees. docs/api.md is the contract; `/api/v1/openapi.json` says the same for programs."""

import hashlib
import hmac
import re
from typing import Any, cast

from apiflask import APIBlueprint, APIFlask
from flask import Response, current_app, request
from flask.blueprints import BlueprintSetupState
from sqlalchemy.orm import Session

from qbank.access import NotFound, public, token_scope
from qbank.api.contents import all_papers, keys_content, paper_content, vault_of
from qbank.api.gate import caller, init_gate
from qbank.api.makeup import repeats_for
from qbank.api.schemas import (
    ExamContent,
    ExamList,
    ManifestContent,
    ProblemContent,
    exam_content,
    manifest_content,
)
from qbank.api.shelf import Shelf
from qbank.engines.giving import NoPaperLeft, give_paper, paper_of
from qbank.engines.operations import record_pull
from qbank.engines.queries import exam_for, exams_for, paper_for
from qbank.papers.models import Assembly, Exam
from qbank.papers.release import keys_are_open
from qbank.papers.release_terms import check_statement, rfc3339
from qbank.papers.rendering import KeysContent, PaperContent, canonical_json
from qbank.papers.signing import OfficeKeys
from qbank.problems import MEDIA_TYPE, Problem
from qbank.services import services

CANDIDATE = re.compile(r"[0-9A-Za-z._~:@-]{1,64}")

routes = APIBlueprint("api", __name__, url_prefix="/api/v1", tag="考试平台")
init_gate(routes)

PROBLEM: Any = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
ERRORS: Any = {
    code: {"description": text, "content": PROBLEM}
    for code, text in {
        401: "没有有效的令牌",
        403: "令牌没有这项权限，或还没到时间",
        404: "没有、未开放，或不归这个令牌看",
        410: "已经撤回",
        429: "请求太频繁",
    }.items()
}


@routes.get("/exams")
@token_scope("papers")
@routes.output(ExamList, description="这个令牌看得到的、已开放的考试")
@routes.doc(summary="考试", security="bearer", responses=ERRORS)
def exams() -> Response:
    """Exams whose papers are open, and those withdrawn after they had been open."""
    now = services().clock.now()
    with services().database.reading() as session:
        return _json({"exams": [exam_content(*pair) for pair in exams_for(session, caller(), now, "papers")]})


@routes.get("/exams/<exam_id>")
@token_scope("papers")
@routes.output(ExamContent, description="一场考试")
@routes.doc(summary="一场考试", security="bearer", responses=ERRORS)
def exam(exam_id: str) -> Response:
    with services().database.reading() as session:
        return _json(exam_content(*_exam(session, exam_id)))


@routes.get("/exams/<exam_id>/manifest")
@token_scope("papers")
@routes.output(ManifestContent, description="封存时签名的清单")
@routes.doc(summary="签名的清单", security="bearer", responses=ERRORS)
def manifest(exam_id: str) -> Response:
    keys = OfficeKeys.of(services().keyring)
    with services().database.reading() as session:
        assembly = open_exam(session, exam_id)
        check_statement(keys, assembly)
        return _json(manifest_content(keys, assembly))


@routes.get("/exams/<exam_id>/papers")
@token_scope("papers")
@routes.doc(
    summary="全部试卷，一行一份（NDJSON）",
    security="bearer",
    responses=ERRORS | {200: {"description": "一行一个 PAPER", "content": {"application/x-ndjson": {}}}},
)
def papers(exam_id: str) -> Response:
    stand = services()
    now = stand.clock.now()
    with stand.database.reading() as session:
        assembly = open_exam(session, exam_id)
        tag = _tag(assembly.manifest_digest, str(assembly.count))
        if request.if_none_match.contains(tag):
            return _unchanged(tag)
        lines = (_bytes(each) + b"\n" for each in all_papers(vault_of(assembly), assembly))
    with stand.database.transaction() as session:
        record_pull(session, stand.trail, now, caller(), assembly, "papers", request.remote_addr or "")
    answer = Response(lines, mimetype="application/x-ndjson")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@routes.get("/exams/<exam_id>/papers/<which>")
@token_scope("papers")
@routes.output(PaperContent, description="一份试卷，没有答案")
@routes.doc(summary="一份试卷（卷别如 A，或号数如 17）", security="bearer", responses=ERRORS)
def paper(exam_id: str, which: str) -> Response:
    with services().database.reading() as session:
        assembly = open_exam(session, exam_id)
        number = _number(assembly, which)
        content = paper_content(vault_of(assembly), assembly, number)
    return _hand_out(assembly, f"papers/{number}", content, content.digest)


@routes.put("/exams/<exam_id>/candidates/<candidate>/paper")
@token_scope("papers")
@routes.output(PaperContent, description="这名考生的试卷；同一考生总是同一份（第一次为 201）")
@routes.doc(
    summary="一名考生的试卷",
    security="bearer",
    responses=ERRORS
    | {
        409: {"description": "试卷已经发完", "content": PROBLEM},
        422: {"description": "考生代号不合要求", "content": PROBLEM},
    },
)
def candidate_paper(exam_id: str, candidate: str) -> Response:
    """At a make-up exam a paper without the questions that this candidate has seen, or with the fewest where none such is left."""
    if not CANDIDATE.fullmatch(candidate):
        raise Problem(
            422,
            "candidate-name",
            "考生代号应为 1 至 64 个字母、数字或 . _ ~ : @ -，且不要用证件号码。",
        )
    stand = services()
    now = stand.clock.now()
    with stand.database.reading() as session:
        assembly = open_exam(session, exam_id)
        vault = vault_of(assembly)
        known = paper_of(session, assembly, candidate) is not None
        repeats = None if known else repeats_for(session, vault, assembly, candidate)
    order_key = hmac.digest(vault.content_key, b"order of papers", hashlib.sha256)
    with stand.database.transaction() as session:
        held = session.get_one(Assembly, assembly.id, with_for_update=True)
        _refuse_withdrawn(held)  # it may have been taken back meanwhile
        try:
            given = give_paper(session, now, held, candidate, order_key, repeats)
        except NoPaperLeft:
            raise Problem(
                409, "papers-exhausted", f"{held.count} 份试卷都已发出。请办公室为增加的考生另组一套。"
            ) from None
        resource = f"candidates/{candidate}/paper/{given.number}"
        address = request.remote_addr or ""
        record_pull(session, stand.trail, now, caller(), held, resource, address, given.repeats)
    content = paper_content(vault, assembly, given.number)
    return _answer(content, content.digest, status=201 if given.fresh else 200)


@routes.get("/papers/<paper_id>/keys")
@token_scope("keys")
@routes.output(KeysContent, description="一份试卷的标准答案、解析和依据")
@routes.doc(summary="一份试卷的标准答案", security="bearer", responses=ERRORS)
def keys(paper_id: str) -> Response:
    with services().database.reading() as session:
        assembly, number, content = read_keys(session, paper_id)
    return _hand_out(assembly, f"keys/{number}", content, _tag(paper_id, assembly.manifest_digest))


@routes.get("/openapi.json")
@public
@routes.doc(hide=True)
def openapi() -> Response:
    app = cast("APIFlask", current_app)
    return _json(cast("dict[str, Any]", app.spec))


# ---------------------------------------------------------------------------------------------------------------------


def _exam(session: Session, exam_id: str) -> tuple[Exam, Assembly]:
    found = exam_for(session, caller(), exam_id, services().clock.now())
    if not caller().reaches(found[0].id, "papers"):
        raise Problem(403, "scope-missing", "这个令牌不能取这场考试的试卷。")
    return found


def open_exam(session: Session, exam_id: str) -> Assembly:
    """The papers of an exam that are open now; a withdrawn set answers 410."""
    _, assembly = _exam(session, exam_id)
    _refuse_withdrawn(assembly)
    return assembly


def read_keys(session: Session, paper_id: str) -> tuple[Assembly, int, KeysContent]:
    """The marking key of a paper, where the token may have it and its time has come."""
    now = services().clock.now()
    assembly, number = paper_for(session, caller(), paper_id, now)
    _refuse_withdrawn(assembly)
    if not caller().reaches(assembly.exam_id, "keys"):
        raise Problem(403, "scope-missing", "这个令牌不能取这场考试的答案。")
    if not keys_are_open(assembly, now):
        opening = rfc3339(assembly.seal.keys_at) if assembly.seal else ""
        raise Problem(403, "keys-not-yet", f"答案要到 {opening} 才开放。")
    return assembly, number, keys_content(vault_of(assembly), assembly, number)


def _refuse_withdrawn(assembly: Assembly) -> None:
    if assembly.withdrawal is not None:
        raise Problem(410, "exam-withdrawn", f"这套试卷已经撤回：{assembly.withdrawal.reason}")


def _number(assembly: Assembly, which: str) -> int:
    by_form = {form.form: form.number for form in assembly.papers}
    if which in by_form:
        return by_form[which]
    if which.isascii() and which.isdecimal() and len(which) < 10 and 1 <= int(which) <= assembly.count:
        return int(which)
    raise NotFound


def log_pull(assembly: Assembly, resource: str) -> None:
    stand = services()
    with stand.database.transaction() as session:
        now, address = stand.clock.now(), request.remote_addr or ""
        record_pull(session, stand.trail, now, caller(), assembly, resource, address)


def _hand_out(assembly: Assembly, resource: str, content: PaperContent | KeysContent, tag: str) -> Response:
    """Log the pull, then answer; or 304 where the engine has it already."""
    if request.if_none_match.contains(tag):
        return _unchanged(tag)
    log_pull(assembly, resource)
    return _answer(content, tag)


def _answer(content: PaperContent | KeysContent, tag: str, status: int = 200) -> Response:
    answer = Response(_bytes(content), status=status, mimetype="application/json")
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _unchanged(tag: str) -> Response:
    answer = Response(status=304)
    answer.set_etag(tag)
    return answer


def _tag(*parts: str) -> str:
    return "sha256:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _bytes(content: PaperContent | KeysContent) -> bytes:
    return canonical_json(content.model_dump())


def _json(content: Any) -> Response:
    body = canonical_json(content)
    answer = Response(body, mimetype="application/json")
    answer.set_etag("sha256:" + hashlib.sha256(body).hexdigest())
    answer.headers["Cache-Control"] = "private, no-cache"
    return cast("Response", answer.make_conditional(request))


def _set_up(state: BlueprintSetupState) -> None:
    app = cast("APIFlask", state.app)
    app.extensions["qbank_shelf"], app.extensions["qbank_indexes"] = Shelf(), Shelf()
    app.config.update(
        OPENAPI_VERSION="3.1.0",
        AUTO_SERVERS=False,
        AUTO_404_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
    )
    app.security_schemes = {"bearer": {"type": "http", "scheme": "bearer", "description": "令牌由办公室发给"}}
    app.spec_processor(_finish_spec)


def _finish_spec(spec: dict[str, Any] | str) -> dict[str, Any] | str:
    if isinstance(spec, str):  # only where somebody asks for YAML, which nobody here does
        return spec
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = ProblemContent.model_json_schema()
    spec["info"] = {"title": "法律试题库：考试平台接口", "version": "1"}
    return spec


routes.record_once(_set_up)
