"""The chosen questions of the list, tagged or accepted together."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from qbank.access import Permission, fetch, permission
from qbank.identity import actor
from qbank.items.models import Scope
from qbank.laws.models import Law
from qbank.review import bulk
from qbank.review.bulk import NewTags, Outcome, Tick
from qbank.review.inputs import BulkInput, words_in
from qbank.review.views import Picked, chosen_from_address, offer_laws, page_number, questions_page, routes
from qbank.services import services

BATCH = 50
"""Questions a transaction; as many as a page of the list shows."""


@routes.post("/review/questions")
@permission(Permission.REVIEW_ITEMS)
def many() -> Response | tuple[str, int]:
    """`work=tags` or `work=accept` for the ticked questions; those that are refused are named with the reason."""
    form, accepts = BulkInput(), request.form.get("work") == "accept"
    ticks = [Tick.parse(value) for value in dict.fromkeys(request.form.getlist("picked"))]
    picked = frozenset(tick.public_id for tick in ticks)
    if not ticks:
        return questions_page(Picked(form, sentence=_("还没有勾选题目。先在下面勾选，再按按钮。"))), 422
    outcome = Outcome()
    if accepts:
        _accept(ticks, outcome)
        said = _("通过了 %(n)s 道题。", n=outcome.done) if outcome.done else _("没有通过一道题。")
    else:
        new = _new_tags(form)
        if not new:
            sentence = _("归类没有存上，照红字改。") if form.errors else _("还没有选要改成什么。")
            return questions_page(Picked(form, picked, sentence=sentence)), 422
        _tag(ticks, new, outcome)
        said = _("给 %(n)s 道题存了归类。", n=outcome.done) if outcome.done else _("归类没有存上。")
    if outcome.refused:
        left = frozenset(each.public_id for each in outcome.refused)
        return questions_page(Picked(form, left, sentence=said, refused=outcome.refused)), 422
    flash(said, "success")
    return redirect(
        url_for("review.questions", page=page_number(), **chosen_from_address().arguments), code=303
    )


def _new_tags(form: BulkInput) -> NewTags:
    """What was chosen; nothing where the form has errors."""
    with services().database.reading() as session:
        offer_laws(session, form)
        if not form.validate():
            return NewTags()
        law = fetch(session, actor(), Law, form.law.data) if form.law.data else None
    return NewTags(
        law_id=law.id if law else None,
        difficulty=int(form.difficulty.data) if form.difficulty.data else None,
        scope=Scope(form.scope.data) if form.scope.data else None,
        topics=words_in(form.topics.data),
    )


def _accept(ticks: list[Tick], outcome: Outcome) -> None:
    stand = services()
    for start in range(0, len(ticks), BATCH):
        with stand.database.transaction() as session:
            batch = ticks[start : start + BATCH]
            bulk.accept_each(session, stand.trail, stand.clock.now(), actor(), batch, outcome)


def _tag(ticks: list[Tick], new: NewTags, outcome: Outcome) -> None:
    stand = services()
    for start in range(0, len(ticks), BATCH):
        with stand.database.transaction() as session:
            batch = ticks[start : start + BATCH]
            bulk.tag_each(session, stand.trail, stand.clock.now(), actor(), batch, new, outcome)
