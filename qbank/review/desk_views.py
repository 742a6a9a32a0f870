"""The reviewing desk: one question, and what is done with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from qbank.access import Permission, fetch, permission
from qbank.db import StaleEdit
from qbank.identity import actor
from qbank.items.content import QuestionContent
from qbank.items.diffs import ContentDiff, content_diff
from qbank.items.figures import UnknownSign
from qbank.items.life import Verb, WrongState
from qbank.items.models import Item, Scope
from qbank.items.operations import ContentRefused
from qbank.laws.citations import CitedArticle, resolve
from qbank.laws.models import Law, SourceKind
from qbank.laws.queries import article_label
from qbank.review import operations
from qbank.review.desk import citation_label, desk, next_after
from qbank.review.inputs import EditInput, ReasonInput, RemarkInput, TagInput, article_number, words_in
from qbank.review.operations import ReviewRefused
from qbank.review.queries import assigned_laws, queue_ids
from qbank.review.views import chosen_from_address, routes
from qbank.services import services

Answer = Response | tuple[str, int]
PANELS = ("edit", "return", "reject", "reopen", "retire")
REASONED: Mapping[Verb, Callable[..., Any]] = {
    Verb.RETURN: operations.return_for_mending,
    Verb.REJECT: operations.reject,
    Verb.REOPEN: operations.reopen,
    Verb.RETIRE: operations.retire,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page opens with besides the question: forms as they were typed, the open panel, and what is wrong."""

    panel: str = ""
    sentence: str = ""
    stale: bool = False
    stale_diff: ContentDiff | None = None
    edit: EditInput | None = None
    tags: TagInput | None = None
    reason: ReasonInput | None = None
    remark: RemarkInput | None = None
    status: int = field(default=200)


@routes.get("/review/<public_id>")
@permission(Permission.REVIEW_ITEMS)
def one(public_id: str) -> Answer:
    panel = request.args.get("panel", "")
    return _page(public_id, Shown(panel=panel if panel in PANELS else ""))


def _page(public_id: str, shown: Shown) -> Answer:
    stand, chosen = services(), chosen_from_address()
    against = request.args.get("against", type=int)
    with stand.database.reading() as session:
        item = fetch(session, actor(), Item, public_id)
        found = desk(session, actor(), item, chosen, against, stand.today())
        tags = shown.tags or _tag_form(item)
        _offer_laws(session, item, tags)
        page = render_template(
            "review/desk.html",
            desk=found,
            item=item,
            chosen=chosen,
            args=chosen.arguments,
            shown=shown,
            row_version=_seen_version(item, shown),
            edit=shown.edit or EditInput.of(found.content),
            tag_form=tags,
            reason=shown.reason or ReasonInput(formdata=None),
            remark=shown.remark or RemarkInput(formdata=None),
            labels=[(citation, citation_label(citation)) for citation in item.citations],
        )
    return page, shown.status


def _seen_version(item: Item, shown: Shown) -> int | str:
    """What the forms say they were made from. After a stale save the person has the present version before them."""
    seen = request.form.get("row_version")
    return item.row_version if shown.stale or seen is None else seen


def _tag_form(item: Item) -> TagInput:
    main = item.main_citation
    others = [f"《{each.law.title}》{citation_label(each)}" for each in item.citations[1:]]
    return TagInput(
        formdata=None,
        law=main.law.public_id if main else "",
        article=citation_label(main) if main else "",
        others="；".join(others),
        scope=item.scope,
        difficulty=str(item.difficulty or ""),
        topics="、".join(item.tag_names("topic")),
        audiences="、".join(item.tag_names("audience")),
    )


def _offer_laws(session: Session, item: Item, form: TagInput) -> None:
    """The laws that the department was asked for about first, then all others by name."""
    assigned = assigned_laws(session, item)
    first = {law.id for law in assigned}
    rest = [law for law in session.query(Law).order_by(Law.title) if law.id not in first]
    form.law.choices = [
        SelectChoice("", _("还没有归到法规")),
        *(SelectChoice(law.public_id, law.title, optgroup=_("报送任务里的法规")) for law in assigned),
        *(SelectChoice(law.public_id, law.title, optgroup=_("其他法规")) for law in rest),
    ]


# Writing --------------------------------------------------------------------------------------------------------------

Change = Callable[[Session, Item, datetime], str | None]
"""Does the work in the transaction; may give the public id of the question to go on with."""


def _write(public_id: str, change: Change, shown: Callable[..., Shown], done: str) -> Answer:
    """Run `change` on the question as the person saw it. What goes wrong opens the same page with what was typed."""
    stand = services()
    try:
        with stand.database.transaction() as session:
            item = fetch(session, actor(), Item, public_id, lock=True)
            seen = request.form.get("row_version", "", type=str)
            item.expect_version(int(seen) if seen.isdecimal() else -1)
            going_on = change(session, item, stand.clock.now())
    except StaleEdit:
        return _page(public_id, shown(stale=True, status=409))
    except (ReviewRefused, ContentRefused, WrongState, UnknownSign) as refused:
        return _page(public_id, shown(sentence=str(refused), status=422))
    flash(done, "success")
    if going_on == "":
        return redirect(url_for("review.queue"))
    return redirect(url_for("review.one", public_id=going_on or public_id, **chosen_from_address().arguments))


@routes.post("/review/<public_id>/accept")
@permission(Permission.REVIEW_ITEMS)
def accept(public_id: str) -> Answer:
    def change(session: Session, item: Item, now: datetime) -> str:
        following = next_after(session, actor(), item, chosen_from_address())
        operations.accept(session, services().trail, now, actor(), item)
        return following or ""

    return _write(public_id, change, Shown, _("已通过。"))


@routes.post("/review/<public_id>/<any(return, reject, reopen, retire):verb>")
@permission(Permission.REVIEW_ITEMS)
def decide(public_id: str, verb: str) -> Answer:
    """A decision that needs a reason."""
    form, work = ReasonInput(), REASONED[Verb(verb)]
    done = {
        Verb.RETURN: _("已退回，报送部门会看到原因。"),
        Verb.REJECT: _("已标为不采用。"),
        Verb.REOPEN: _("已放回待审。"),
        Verb.RETIRE: _("已停用。"),
    }[Verb(verb)]

    def change(session: Session, item: Item, now: datetime) -> str | None:
        following = next_after(session, actor(), item, chosen_from_address())
        work(session, services().trail, now, actor(), item, form.reason.data or "")
        return None if verb == Verb.REOPEN else following or ""

    def shown(**wrong: Any) -> Shown:
        return Shown(panel=verb, reason=form, **wrong)

    return _write(public_id, change, shown, done)


@routes.post("/review/<public_id>/edit")
@permission(Permission.REVIEW_ITEMS)
def edit(public_id: str) -> Answer:
    form = EditInput()

    def shown(**wrong: Any) -> Shown:
        return Shown(panel="edit", edit=form, stale_diff=_against_mine(public_id, form, wrong), **wrong)

    if not form.validate():
        return _page(public_id, shown(status=422))

    def change(session: Session, item: Item, now: datetime) -> None:
        old = QuestionContent.of(item.current)
        new = form.content(old)
        citations = None
        if new.citation != old.citation:
            citations = resolve(session, new.citation, assigned_laws(session, item)) or None
        operations.edit(
            session, services().trail, now, actor(), item, new, form.reason.data or "", citations=citations
        )

    return _write(public_id, change, shown, _("新的一版已存。"))


def _against_mine(public_id: str, form: EditInput, wrong: dict[str, Any]) -> ContentDiff | None:
    """After a stale save: what leads from the version that is there now to what this person typed."""
    if not wrong.get("stale"):
        return None
    with services().database.reading() as session:
        theirs = QuestionContent.of(fetch(session, actor(), Item, public_id).current)
    try:
        return content_diff(theirs, form.content(theirs))
    except UnknownSign:
        return None


@routes.post("/review/<public_id>/tags")
@permission(Permission.REVIEW_ITEMS)
def tags(public_id: str) -> Answer:
    """Save the tags; with `then=accept` accept the question with them, both or neither."""
    form, accepts = TagInput(), request.form.get("then") == "accept"

    def shown(**wrong: Any) -> Shown:
        return Shown(tags=form, **wrong)

    def change(session: Session, item: Item, now: datetime) -> str | None:
        following = next_after(session, actor(), item, chosen_from_address()) if accepts else None
        _offer_laws(session, item, form)
        if not form.validate():
            raise ReviewRefused(_("归类没有存上，照红字改。"))
        operations.tag(
            session, services().trail, now, actor(), item,
            scope=Scope(form.scope.data), difficulty=form.chosen_difficulty, topics=words_in(form.topics.data),
            audiences=words_in(form.audiences.data), citations=_citations(session, form),
        )  # fmt: skip
        if not accepts:
            return None
        try:
            operations.accept(session, services().trail, now, actor(), item)
        except ReviewRefused as refused:
            raise ReviewRefused(f"{refused}{_('归类也还没有存。')}") from refused
        return following or ""

    return _write(public_id, change, shown, _("归类已存，已通过。") if accepts else _("归类已存。"))


def _citations(session: Session, form: TagInput) -> list[CitedArticle]:
    """The main citation and the others, as typed. Raises `ReviewRefused` for what names no known law or article."""
    others = resolve(session, form.others.data or "")
    if (form.others.data or "").strip() and not others:
        raise ReviewRefused(_("“其他依据”里没有认出法规库里的法规。写成《某某法》第三条的样子。"))
    if not form.law.data:
        if (form.article.data or "").strip():
            raise ReviewRefused(_("写了条号，还没有选法规。"))
        return others
    law = fetch(session, actor(), Law, form.law.data)
    main = CitedArticle(law.id, _article(law, form.article.data))
    return [main, *(each for each in others if each != main)]


def _article(law: Law, text: str | None) -> str | None:
    if law.kind == SourceKind.DOCUMENT:
        return (text or "").strip()[:12] or None
    try:
        return article_number(text)
    except ValueError as error:
        example = article_label("23")
        raise ReviewRefused(
            _("没有认出条号“%(text)s”。写成 23 或 %(example)s。", text=text, example=example)
        ) from error


@routes.post("/review/<public_id>/remarks")
@permission(Permission.REVIEW_ITEMS)
def add_remark(public_id: str) -> Answer:
    form, stand = RemarkInput(), services()
    if not form.validate():
        return _page(public_id, Shown(remark=form, status=422))
    with stand.database.transaction() as session:
        item = fetch(session, actor(), Item, public_id)
        operations.remark(
            session, stand.trail, stand.clock.now(), actor(), item, form.text.data or "",
            for_department=bool(form.for_department.data),
        )  # fmt: skip
    flash(_("批注已存。"), "success")
    return redirect(url_for("review.one", public_id=public_id, **chosen_from_address().arguments))


@routes.get("/review/next")
@permission(Permission.REVIEW_ITEMS)
def first() -> Response:
    """Begin with the first question of the chosen queue; the overview where there is none."""
    with services().database.reading() as session:
        ids = queue_ids(session, actor(), chosen_from_address())
        item = session.get(Item, ids[0]) if ids else None
        if item is None:
            flash(_("这里没有待审的题。"), "info")
            return redirect(url_for("review.queue"))
        return redirect(url_for("review.one", public_id=item.public_id, **chosen_from_address().arguments))
