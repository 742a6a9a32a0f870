"""Pages of laws: the list, one law with its versions and articles, and loading a text."""

from collections.abc import Sequence
from typing import TypedDict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from qbank.access import NotFound, Permission, fetch, permission
from qbank.files import TooLarge, add_file
from qbank.identity import actor
from qbank.laws import operations, queries
from qbank.laws.inputs import KIND_WORDS, ChangeLawInput, LawInput, VersionInput
from qbank.laws.models import Article, Law, SourceKind
from qbank.laws.operations import LawRefused
from qbank.laws.reading import LawText, TextUnreadable, likely_kind, read_law_text
from qbank.laws.standing import Standing, effective, version_standing
from qbank.services import services

routes = Blueprint("laws", __name__)
PREVIEW_SECONDS = 8 * 3600
Answer = Response | str | tuple[str, int]


class Kept(TypedDict):
    """An upload between its preview and its saving, signed into the address."""

    digest: str
    size: int
    name: str


@routes.get("/laws")
@permission(Permission.SEE_LAWS)
def overview() -> str:
    words = request.args.get("words", "").strip()
    kind = request.args.get("kind", "")
    chosen = SourceKind(kind) if kind in set(SourceKind) else None
    with services().database.reading() as session:
        lines = queries.law_lines(session, actor(), services().today(), words=words, kind=chosen)
        return render_template(
            "laws/overview.html", lines=lines, words=words, kind=chosen, kind_words=KIND_WORDS
        )


@routes.get("/laws/<public_id>")
@permission(Permission.SEE_LAWS)
def one(public_id: str) -> str:
    with services().database.reading() as session:
        law = fetch(session, actor(), Law, public_id)
        return _law_page(law, _change_form(law))


def _change_form(law: Law) -> ChangeLawInput:
    return ChangeLawInput(title=law.title, kind=law.kind, scope=law.scope or "", repealed=law.repealed)


def _law_page(law: Law, form: ChangeLawInput) -> str:
    versions = sorted(law.versions, key=lambda version: version.adopted, reverse=True)
    asked = request.args.get("version")
    shown = next((version for version in versions if version.public_id == asked), None)
    if asked and shown is None:
        raise NotFound
    shown = shown or effective(versions, services().today())
    return render_template(
        "laws/law.html",
        law=law,
        versions=versions,
        shown=shown,
        standing={version.id: version_standing(law, version, services().today()) for version in versions},
        chapters=_by_chapter(shown.articles if shown else []),
        form=form,
        kind_word=KIND_WORDS[SourceKind(law.kind)],
    )


def _by_chapter(articles: Sequence[Article]) -> list[tuple[str, list[Article]]]:
    chapters: list[tuple[str, list[Article]]] = []
    for article in articles:
        if not chapters or chapters[-1][0] != article.chapter:
            chapters.append((article.chapter, []))
        chapters[-1][1].append(article)
    return chapters


@routes.route("/laws/add", methods=["GET", "POST"])
@permission(Permission.MANAGE_LAWS)
def add() -> Answer:
    form, sentence = LawInput(), ""
    if form.validate_on_submit():
        stand = services()
        try:
            with stand.database.transaction() as session:
                law = operations.add_law(
                    session, stand.trail, stand.clock.now(), actor(),
                    form.title.data or "", SourceKind(form.kind.data), form.scope.data or None,
                )  # fmt: skip
        except LawRefused as refused:
            sentence = str(refused)
        else:
            flash(_("《%(title)s》已加入法规库。", title=law.title), "success")
            return redirect(url_for("laws.one", public_id=law.public_id))
    status = 200 if request.method == "GET" else 422
    return render_template("laws/add.html", form=form, sentence=sentence), status


@routes.post("/laws/<public_id>/change")
@permission(Permission.MANAGE_LAWS)
def change(public_id: str) -> Answer:
    stand, form = services(), ChangeLawInput()
    if form.validate():
        try:
            with stand.database.transaction() as session:
                operations.change_law(
                    session, stand.trail, stand.clock.now(), actor(), fetch(session, actor(), Law, public_id),
                    title=form.title.data or "", kind=SourceKind(form.kind.data),
                    scope=form.scope.data or None, repealed=form.repealed.data,
                )  # fmt: skip
        except LawRefused as refused:
            form.title.errors = [str(refused)]
        else:
            flash(_("已存。"), "success")
            return redirect(url_for("laws.one", public_id=public_id))
    with stand.database.reading() as session:
        return _law_page(fetch(session, actor(), Law, public_id), form), 422


@routes.route("/laws/load", methods=["GET", "POST"])
@permission(Permission.MANAGE_LAWS)
def load() -> Answer:
    """Take a file in and read it once, so that what is wrong with it is said before anything is kept in the bank."""
    if request.method == "GET":
        return _load_page()
    upload = request.files.get("text")
    if upload is None or not upload.filename:
        return _load_page(_("还没有选文件。选一个 .docx、.txt 或 .md 文件再读取。"))
    stand = services()
    try:
        digest, size = stand.files.keep(upload.stream, stand.settings.upload_limit)
        read_law_text(stand.files.path(digest), upload.filename)
    except TooLarge:
        most = stand.settings.upload_limit // 1048576
        return _load_page(_("这个文件超过了 %(n)s MB。请去掉其中的图片再上传。", n=most))
    except TextUnreadable as refused:
        return _load_page(str(refused))
    kept = _signer().dumps(Kept(digest=digest, size=size, name=upload.filename[-200:]))
    return redirect(url_for("laws.preview", kept=kept))


def _load_page(sentence: str = "") -> Answer:
    page = render_template("laws/load.html", sentence=sentence, most_bytes=services().settings.upload_limit)
    return (page, 422) if sentence else page


@routes.route("/laws/load/<kept>", methods=["GET", "POST"])
@permission(Permission.MANAGE_LAWS)
def preview(kept: str) -> Answer:
    """What was read, with its counts; saving keeps it as a version of the law with that name."""
    stand = services()
    upload = _open_kept(kept)
    path = stand.files.path(upload["digest"])
    if not path.is_file():
        raise NotFound
    text = read_law_text(path, upload["name"])
    form, sentence = _version_form(text), ""
    if form.validate_on_submit():
        try:
            return _save_version(form, text, upload)
        except LawRefused as refused:
            sentence = str(refused)
    status = 200 if request.method == "GET" else 422
    with stand.database.reading() as session:
        law = operations.law_by_title(session, form.title.data or "")
        versions = len(law.versions) if law else 0
    page = render_template(
        "laws/preview.html", form=form, text=text, law=law, versions=versions, name=upload["name"],
        sentence=sentence, standing=_standing(form), gaps=[queries.article_label(number) for number in text.gaps],
    )  # fmt: skip
    return page, status


def _version_form(text: LawText) -> VersionInput:
    with services().database.reading() as session:
        law = operations.law_by_title(session, text.title)
    return VersionInput(
        title=text.title,
        kind=law.kind if law else likely_kind(text.title).value,
        scope=(law.scope or "") if law else "",
        adopted=text.adopted,
        in_force=text.in_force,
    )


def _standing(form: VersionInput) -> Standing:
    starts = form.in_force.data or form.adopted.data
    return Standing.NOT_YET if starts and starts > services().today() else Standing.IN_FORCE


def _save_version(form: VersionInput, text: LawText, upload: Kept) -> Response:
    stand = services()
    now, title, adopted = stand.clock.now(), form.title.data or "", form.adopted.data
    assert adopted is not None  # noqa: S101 - the field is required, and the form was validated
    with stand.database.transaction() as session:
        law = operations.law_by_title(session, title) or operations.add_law(
            session, stand.trail, now, actor(), title, SourceKind(form.kind.data), form.scope.data or None
        )
        add_file(session, upload["digest"], upload["size"], upload["name"], now)
        version = operations.load_version(
            session, stand.trail, now, actor(), law, text, upload["digest"],
            adopted=adopted, in_force=form.in_force.data,
        )  # fmt: skip
        address = url_for("laws.one", public_id=law.public_id, version=version.public_id)
    flash(_("《%(title)s》已载入 %(n)s 条。", title=law.title, n=len(text.articles)), "success")
    return redirect(address)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().keyring.get("session"), salt="law-text")


def _open_kept(kept: str) -> Kept:
    try:
        opened: Kept = _signer().loads(kept, max_age=PREVIEW_SECONDS)
    except BadData as error:
        raise NotFound from error
    return opened
