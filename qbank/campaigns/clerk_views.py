"""A department's work on one task: template, upload, what was understood, choosing, handing in."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from qbank.access import Permission, permission
from qbank.campaigns import annotating, handing_in, queries, reading, submitting
from qbank.campaigns.models import Assignment, Draft, Submission
from qbank.campaigns.standing import TYPE_WORDS, Door, Question, Standing, asked_counts, door, standing
from qbank.campaigns.submitting import REASONS, NotNow
from qbank.campaigns.views import routes
from qbank.files import TooLarge, add_file
from qbank.identity import actor
from qbank.services import services

Page = str | Response | tuple[str, int]
ANSWER_ALONE = frozenset({"answer-missing", "answer-unreadable", "answer-not-among-options"})


@dataclass(frozen=True, slots=True)
class Work:
    """What the page of a task shows before it is handed in."""

    task: Assignment
    door: Door
    submission: Submission | None
    stand: Standing
    uploads: list[queries.Upload]
    annotated: annotating.Offer | None

    @property
    def wanted(self) -> dict[str, int]:
        return asked_counts(self.task.counts)

    @property
    def wanted_words(self) -> str:
        return "、".join(f"{TYPE_WORDS[kind]} {count} 道" for kind, count in self.wanted.items())

    @property
    def total(self) -> int:
        return sum(self.wanted.values())

    @property
    def step(self) -> int:
        """下载模板, 上传文件, 改正问题, 报送: where the department stands, from 1."""
        if self.submission is None:
            return 2 if self.uploads else 1
        return 3 if self.stand.faults else 4

    @property
    def reason(self) -> str:
        """Why nothing can be done now; empty where it can."""
        return REASONS.get(self.door, "")


def work_on(session: Session, task: Assignment) -> Work:
    submission = queries.working_submission(session, task)
    stand = standing(submission.drafts if submission else [], task.counts)
    uploads = queries.uploads_of(session, task)
    offer = annotating.offer(session, services().files, submission) if submission else None
    return Work(task, door(task, services().clock.now()), submission, stand, uploads, offer)


@routes.get("/submit/<public_id>")
@permission(Permission.OWN_SUBMISSIONS)
def task_page(public_id: str) -> Page:
    with services().database.reading() as session:
        task = queries.own_assignment(session, actor(), public_id)
        if task.handed_in_at is not None:
            return _handed_in_page(session, task)
        return render_work(session, task)


def render_work(
    session: Session,
    task: Assignment,
    *,
    upload_faults: list[str] | None = None,
    opened_id: str = "",
    mend_fault: str = "",
) -> str:
    """`mend_fault` is said in the mend that stands open, that of the draft `opened_id`."""
    work = work_on(session, task)
    opened = _opened(work.stand, opened_id or request.args.get("open", ""))
    return render_template(
        "campaigns/task.html",
        work=work,
        opened=opened,
        answer_alone=opened is not None and _answer_alone(opened),
        mend_fault=mend_fault,
        upload_faults=upload_faults or [],
        most_bytes=services().settings.upload_limit,
    )


def _opened(stand: Standing, wanted: str) -> Question | None:
    """The question whose mend stands open in the list: the one asked for, else the first that must be mended."""
    with_errors = [each for each in stand.questions if each.counts and each.errors]
    return next(
        (each for each in with_errors if each.draft.public_id == wanted),
        with_errors[0] if with_errors else None,
    )


def _answer_alone(question: Question) -> bool:
    """Whether choosing an answer is all that the question needs."""
    options_stand = question.draft.type == "true_false" or len(question.draft.content["options"]) >= 2
    return options_stand and {problem["code"] for problem in question.errors} <= ANSWER_ALONE


def is_answered_in_list(session: Session, draft: Draft) -> bool:
    """Whether the task's page offers the mend of the answer alone for this question."""
    opened = _opened(work_on(session, draft.submission.assignment).stand, draft.public_id)
    return opened is not None and opened.draft.id == draft.id and _answer_alone(opened)


def _handed_in_page(session: Session, task: Assignment) -> str:
    items = queries.items_of(session, task)
    submission = queries.handed_in_submission(session, task)
    numbers = queries.numbers_of_items(session, task)
    shown = request.args.get("show", "")
    states: dict[str, int] = {}
    for item in items:
        states[item.state] = states.get(item.state, 0) + 1
    return render_template(
        "campaigns/handed_in.html",
        task=task,
        items=[item for item in items if not shown or item.state == shown],
        numbers=numbers,
        states=states,
        total=len(items),
        shown=shown,
        submission=submission,
        annotated=annotating.offer(session, services().files, submission) if submission else None,
        uploads=queries.uploads_of(session, task),
    )


@routes.post("/submit/<public_id>/upload")
@permission(Permission.OWN_SUBMISSIONS)
def upload(public_id: str) -> Page:
    """Take the file in, read it outside any transaction, then store file and reading together."""
    stand, person, now = services(), actor(), services().clock.now()
    with stand.database.reading() as session:
        task = queries.own_assignment(session, person, public_id)
        fault = _upload_fault(task)
    if fault:
        return _refused_upload(public_id, fault)
    sent = request.files["file"]
    try:
        digest, size = stand.files.keep(sent.stream, stand.settings.upload_limit)
    except TooLarge:
        return _refused_upload(public_id, _too_large())
    read = _read(digest)
    try:
        with stand.database.transaction() as session:
            task = queries.own_assignment(session, person, public_id, lock=True)
            file = add_file(session, digest, size, sent.filename or "", now)
            submitting.keep_reading(session, stand.trail, now, person, task, file, read)
    except NotNow as error:
        return _refused_upload(public_id, str(error))
    if isinstance(read, str):
        return _refused_upload(public_id, _("“%(name)s”没有读成：%(why)s", name=sent.filename, why=read))
    flash(_("从“%(name)s”里读到 %(n)s 道题。", name=sent.filename, n=len(read.drafts)), "success")
    return redirect(url_for(".task_page", public_id=public_id))


def _read(digest: str) -> reading.FileReading | str:
    """What the stored file was understood to hold, or the sentence of its refusal."""
    try:
        return reading.read_file(services().files.path(digest), services().files)
    except reading.Unreadable as error:
        return str(error)


def _upload_fault(task: Assignment) -> str:
    try:
        submitting.require_open(actor(), task, services().clock.now())
    except NotNow as error:
        return str(error)
    sent = request.files.get("file")
    return (
        "" if sent is not None and sent.filename else _("还没有选文件。选好填好的 Word 或 Excel 文件再上传。")
    )


def _too_large() -> str:
    most = round(services().settings.upload_limit / 1048576)
    return str(_("这个文件超过了 %(n)s MB。请去掉其中的图片，或分成两个文件再上传。", n=most))


def _refused_upload(public_id: str, sentence: str) -> tuple[str, int]:
    with services().database.reading() as session:
        task = queries.own_assignment(session, actor(), public_id)
        if task.handed_in_at is not None:
            return _handed_in_page(session, task), 409
        return render_work(session, task, upload_faults=[sentence]), 422


@routes.get("/submit/submissions/<public_id>")
@permission(Permission.OWN_SUBMISSIONS)
def submission_page(public_id: str) -> str:
    """One upload as it was read: its questions, and what was skipped, each with its place."""
    with services().database.reading() as session:
        submission = queries.own_submission(session, actor(), public_id)
        stand = standing(submission.drafts, submission.assignment.counts)
        return render_template("campaigns/submission.html", submission=submission, stand=stand)


@routes.post("/submit/submissions/<public_id>/take-up")
@permission(Permission.OWN_SUBMISSIONS)
def take_up(public_id: str) -> Response:
    stand, person, now = services(), actor(), services().clock.now()
    with stand.database.transaction() as session:
        submission = queries.own_submission(session, person, public_id)
        task = submission.assignment
        task_id, number = task.public_id, submission.number
        try:
            submitting.take_up(session, stand.trail, now, person, task, submission)
        except NotNow as error:
            flash(str(error), "error")
        else:
            flash(_("改用第 %(n)s 次上传的题。", n=number), "success")
    return redirect(url_for(".task_page", public_id=task_id))


@routes.route("/submit/<public_id>/questions", methods=["GET", "POST"])
@permission(Permission.OWN_SUBMISSIONS)
def questions(public_id: str) -> Page:
    """All questions to read, with a tick for each that is to be handed in."""
    if request.method == "POST":
        return _choose(public_id)
    with services().database.reading() as session:
        work = work_on(session, queries.own_assignment(session, actor(), public_id))
        if work.submission is None:
            return redirect(url_for(".task_page", public_id=public_id))
        return render_template("campaigns/questions.html", work=work)


def _choose(public_id: str) -> Page:
    stand, person, now = services(), actor(), services().clock.now()
    ticked = set(request.form.getlist("chosen"))
    with stand.database.transaction() as session:
        task = queries.own_assignment(session, person, public_id, lock=True)
        submission = queries.working_submission(session, task)
        try:
            if submission is None:
                raise NotNow(_("还没有题。先上传文件，或者在网页上写题。"))
            submitting.choose(session, stand.trail, now, person, submission, ticked)
        except NotNow as error:
            flash(str(error), "error")
        else:
            flash(_("勾选已存上。"), "success")
    return redirect(url_for(".task_page", public_id=public_id))


@routes.post("/submit/<public_id>/count")
@permission(Permission.OWN_SUBMISSIONS)
def count_ticks(public_id: str) -> str:
    """How many of each type the ticks on the page come to; nothing is saved."""
    ticked = set(request.form.getlist("chosen"))
    with services().database.reading() as session:
        work = work_on(session, queries.own_assignment(session, actor(), public_id))
        counts: list[dict[str, Any]] = [
            {
                "word": count.word,
                "need": count.need,
                "chosen": sum(
                    each.draft.type == count.type and each.draft.public_id in ticked
                    for each in work.stand.questions
                ),
            }
            for count in work.stand.counts
        ]
        return render_template("campaigns/_counts.html", counts=counts)


@routes.post("/submit/<public_id>/hand-in")
@permission(Permission.OWN_SUBMISSIONS)
def hand_in(public_id: str) -> Page:
    stand, person, now = services(), actor(), services().clock.now()
    try:
        with stand.database.transaction() as session:
            task = queries.own_assignment(session, person, public_id, lock=True)
            handing_in.hand_in(session, stand.trail, now, person, task)
            total, late = sum(task.counts.values()), task.handed_in_late
    except handing_in.NotComplete as error:
        with stand.database.reading() as session:
            task = queries.own_assignment(session, person, public_id)
            sentences = [_("没有报送，填好的题都还在。"), *error.faults]
            return render_work(session, task, upload_faults=[" ".join(sentences)]), 422
    except NotNow as error:
        return _refused_upload(public_id, str(error))
    said = _("%(n)s 道题已报送（迟交）。", n=total) if late else _("%(n)s 道题已报送。", n=total)
    flash(said, "success")
    return redirect(url_for(".task_page", public_id=public_id))
