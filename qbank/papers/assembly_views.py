"""Pages of one assembly: the report, and the draft papers and marking keys that a paper setter may look at."""

import json

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from qbank.access import Forbidden, NotFound, Permission, permission
from qbank.identity import actor
from qbank.papers import operations, queries
from qbank.papers.metrics import letter_band, metrics
from qbank.papers.models import Assembly, Exam, PaperMode
from qbank.papers.opening import NoSuchPaper, OpenedAssembly, open_assembly
from qbank.papers.release import standing
from qbank.papers.reporting import findings, report_document
from qbank.papers.sheets import pages_of
from qbank.papers.vault import open_vault
from qbank.papers.views import routes
from qbank.services import services

PATH = "/exams/<exam_id>/assemblies/<assembly_id>"


@routes.get(PATH)
@permission(Permission.SEE_EXAMS)
def assembly(exam_id: str, assembly_id: str) -> str:
    with services().database.reading() as session:
        found = queries.assembly_of(session, actor(), exam_id, assembly_id)
        added, dropped = queries.blueprint_changes(found)
        return render_template(
            "papers/assembly.html",
            assembly=found,
            exam=found.exam,
            report=found.report,
            figures=found.report["figures"],
            metrics=metrics(found),
            findings=findings(found),
            letter_band=letter_band(found.report),
            standing=standing(found, services().clock.now()),
            added=added,
            dropped=dropped,
        )


@routes.get(f"{PATH}/report.json")
@permission(Permission.SEE_EXAMS)
def report(exam_id: str, assembly_id: str) -> Response:
    with services().database.reading() as session:
        document = report_document(queries.assembly_of(session, actor(), exam_id, assembly_id))
    answer = Response(json.dumps(document, ensure_ascii=False, indent=2) + "\n", mimetype="application/json")
    name = f"report-{document['assembly']['number']}.json"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@routes.post(f"{PATH}/discard")
@permission(Permission.SET_PAPERS)
def discard(exam_id: str, assembly_id: str) -> Response:
    stand = services()
    with stand.database.transaction() as session:
        found = queries.assembly_of(session, actor(), exam_id, assembly_id, lock=True)
        try:
            operations.discard(session, stand.trail, stand.clock.now(), actor(), found)
        except operations.ExamRefused as error:
            raise Forbidden(str(error)) from error
        number = found.number
    flash(_("第 %(n)s 次组的卷已作废。", n=number), "success")
    return redirect(url_for("papers.exam", public_id=exam_id))


@routes.get(f"{PATH}/papers")
@permission(Permission.SET_PAPERS)
def find_paper(exam_id: str, assembly_id: str) -> Response:
    """From the field 第几份 to that paper."""
    with services().database.reading() as session:
        found = queries.assembly_of(session, actor(), exam_id, assembly_id)
        beyond, count = _no_such_paper(found), found.count
    number = request.args.get("number", "").strip()
    refusal = ""
    if not number.isdecimal():
        refusal = _("“%(text)s”不是卷号，应是一个整数。", text=number[:20])
    elif len(number) > 7 or not 1 <= int(number) <= count:
        refusal = beyond
    if refusal:
        flash(refusal, "warning")
        return redirect(url_for("papers.assembly", exam_id=exam_id, assembly_id=assembly_id))
    return redirect(url_for("papers.paper", exam_id=exam_id, assembly_id=assembly_id, number=int(number)))


@routes.get(f"{PATH}/papers/<int:number>")
@permission(Permission.SET_PAPERS)
def paper(exam_id: str, assembly_id: str, number: int) -> str:
    """A draft paper as it will be printed; without any answer."""
    opened, exam = _look(exam_id, assembly_id, number, "paper")
    content = opened.paper(number).model_dump()
    return render_template(
        "papers/paper.html",
        **_around(opened, exam, number),
        paper=content,
        pages=pages_of(content["sections"]),
    )


@routes.get(f"{PATH}/keys/<int:number>")
@permission(Permission.SET_PAPERS)
def paper_keys(exam_id: str, assembly_id: str, number: int) -> str:
    """The marking key of a draft paper, apart from it."""
    opened, exam = _look(exam_id, assembly_id, number, "keys")
    content, keys = opened.paper(number).model_dump(), opened.keys(number).model_dump()
    return render_template(
        "papers/keys.html",
        **_around(opened, exam, number),
        sections=content["sections"],
        key_of={each["id"]: each for each in keys["items"]},
    )


def _look(exam_id: str, assembly_id: str, number: int, what: str) -> tuple[OpenedAssembly, Exam]:
    """Write the look down, then open: what cannot be written down is not shown."""
    stand = services()
    with stand.database.transaction() as session:
        found = queries.assembly_of(session, actor(), exam_id, assembly_id)
        if not 1 <= number <= found.count:
            raise NotFound(_no_such_paper(found))
        try:
            operations.record_look(session, stand.trail, stand.clock.now(), actor(), found, number, what)
        except operations.ExamRefused as error:
            raise Forbidden(str(error)) from error
    with stand.database.reading() as session:
        found = queries.assembly_of(session, actor(), exam_id, assembly_id)
        try:
            opened = open_assembly(found, open_vault(stand.keyring.get("master"), found.wrapped_key))
            opened.facts(number)
        except NoSuchPaper as error:
            raise NotFound from error
        return opened, found.exam


def _no_such_paper(assembly: Assembly) -> str:
    return str(_("只有 %(n)s 份试卷，请填 1 到 %(n)s 之间的卷号。", n=f"{assembly.count:,}"))


def _around(opened: OpenedAssembly, exam: Exam, number: int) -> dict[str, object]:
    return {
        "exam": exam,
        "assembly_id": opened.assembly_id,
        "number": number,
        "count": opened.count,
        "is_forms": opened.mode is PaperMode.FORMS,
        "forms": [(n, letter) for n, (_id, letter) in sorted(opened.form_ids.items())],
        "form": opened.form_ids[number][1] if opened.mode is PaperMode.FORMS else None,
    }
