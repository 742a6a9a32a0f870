"""Pages of blueprints: the list, and the edit page with its trial."""

import time
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint as Routes
from flask import current_app, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from qbank.access import NotFound, Permission, fetch, permission
from qbank.blueprints import operations, queries
from qbank.blueprints.fields import TYPES, Document, FieldFaults, document_of, fields_after, values_of
from qbank.blueprints.inputs import Trial
from qbank.blueprints.models import Blueprint, BlueprintVersion
from qbank.blueprints.pool import Bank, KnownBank, known_audiences, records_for
from qbank.blueprints.totals import contradictions
from qbank.db import StaleEdit
from qbank.identity import actor
from qbank.services import services

routes = Routes("blueprints", __name__)

NEW: Document = {
    "sections": [
        {"type": "single_choice", "items": 30, "points": 2},
        {"type": "multiple_choice", "items": 20, "points": 2},
    ],
    "scopes": {"public": 20, "sector": 30},
    "articles": {"*": [0, 1]},
    "enemies": 1,
    "overlap": 0,
}
"""What the page of a new blueprint begins with: the office's usual paper."""


@routes.get("/blueprints")
@permission(Permission.SET_PAPERS)
def overview() -> str:
    return overview_page({})


@routes.route("/blueprints/new", methods=["GET", "POST"])
@permission(Permission.SET_PAPERS)
def new() -> BaseResponse | str | tuple[str, int]:
    if request.method == "GET":
        return edit_page(values_of(NEW))
    stand = services()
    try:
        document = document_of(request.form)
        with stand.database.transaction() as session:
            blueprint = operations.add_blueprint(session, stand.trail, stand.clock.now(), actor(), document)
    except FieldFaults as error:
        return edit_page(request.form, faults=error.faults), 422
    except operations.NameTaken as error:
        return edit_page(request.form, faults={"name": str(error)}), 422
    return _saved(blueprint.public_id)


@routes.route("/blueprints/<public_id>", methods=["GET", "POST"])
@permission(Permission.SET_PAPERS)
def edit(public_id: str) -> BaseResponse | str | tuple[str, int]:
    stand = services()
    if request.method == "GET":
        with stand.database.reading() as session:
            blueprint = fetch(session, actor(), Blueprint, public_id)
            shown = version_of(blueprint, request.args.get("version", type=int))
            return edit_page(values_of(shown.content), session=session, blueprint=blueprint, shown=shown)
    try:
        document = document_of(request.form)
        with stand.database.transaction() as session:
            blueprint = fetch(session, actor(), Blueprint, public_id, lock=True)
            expected = request.form.get("row_version", type=int) or 0
            operations.save_blueprint(
                session, stand.trail, stand.clock.now(), actor(), blueprint, expected, document
            )
    except FieldFaults as error:
        return _again(public_id, error.faults)
    except operations.NameTaken as error:
        return _again(public_id, {"name": str(error)})
    except StaleEdit:
        with stand.database.reading() as session:
            blueprint = fetch(session, actor(), Blueprint, public_id)
            return edit_page(request.form, session=session, blueprint=blueprint, yours=document), 409
    return _saved(public_id)


@routes.record_once
def _remember_the_bank(state: BlueprintSetupState) -> None:
    state.app.extensions["qbank_known_bank"] = KnownBank()


@routes.post("/blueprints/trial")
@permission(Permission.SET_PAPERS)
def trial() -> str:
    """Whether the fields as they stand can be met: the part of the page beside the form."""
    with services().database.reading() as session:
        return render_template("blueprints/_trial.html", **_trial(session, request.form))


@routes.post("/blueprints/forecast")
@permission(Permission.SET_PAPERS)
def forecast() -> str:
    """How many papers the bank carries after the fields as they stand, and what runs short first."""
    chosen = Trial.of(request.form)
    with services().database.reading() as session:
        return render_template(
            "blueprints/_forecast.html", trial=chosen, forecast=_forecast(session, request.form)
        )


def overview_page(faults: Mapping[str, str]) -> str:
    with services().database.reading() as session:
        rows = [
            {"blueprint": each, "version": each.current, "lines": queries.described(each.current.content)}
            for each in queries.blueprints(session, actor())
        ]
        return render_template("blueprints/overview.html", rows=rows, faults=faults)


def version_of(blueprint: Blueprint, number: int | None) -> BlueprintVersion:
    if number is None:
        return blueprint.current
    if not 1 <= number <= len(blueprint.versions):
        raise NotFound
    return blueprint.versions[number - 1]


def _saved(public_id: str) -> BaseResponse:
    flash(_("已存。"), "success")
    chosen = Trial.of(request.form)
    query = urlencode({"trial.mode": chosen.mode, "trial.papers": chosen.papers, "trial.uses": chosen.uses})
    return redirect(f"{url_for('blueprints.edit', public_id=public_id)}?{query}")


def _again(public_id: str, faults: Mapping[str, str]) -> tuple[str, int]:
    with services().database.reading() as session:
        blueprint = fetch(session, actor(), Blueprint, public_id)
        return edit_page(request.form, session=session, blueprint=blueprint, faults=faults), 422


def edit_page(values: Mapping[str, str], *, session: Session | None = None, **context: Any) -> str:
    if session is None:
        with services().database.reading() as opened:
            return edit_page(values, session=opened, **context)
    records = known_bank(session).records
    audience = values.get("audience", "").strip() or None
    named = [field[5:-6] for field in values if field.startswith("laws.") and field.endswith(".least")]
    shown = {
        "blueprint": None,
        "shown": None,
        "faults": {},
        "yours": None,
        "file_faults": {},
        "from_file": False,
    } | context
    if shown["yours"] is not None:
        shown["yours_lines"] = queries.described(shown["yours"])
        shown["their_lines"] = queries.described(shown["blueprint"].current.content)
    sections = sorted(
        {int(f.split(".")[1]) for f in values if f.startswith("sections.") and f.endswith(".type")}
    )
    left = [kind for kind in TYPES if kind not in {values[f"sections.{n}.type"] for n in sections}]
    places = [(n, values[f"sections.{n}.type"]) for n in sections]
    places += list(enumerate(left, start=max(sections, default=-1) + 1))
    tried = {**request.args, **values}
    return render_template(
        "blueprints/edit.html",
        values=values,
        sections=places,
        supply=queries.bank_supply(records, audience, [name for name in named if name != "*"]),
        audiences=known_audiences(session),
        types=[kind for kind in TYPES if kind in {kind for _n, kind in places}],
        **shown,
        forecast=_forecast(session, tried),
        **_trial(session, tried),
    )


def known_bank(session: Session) -> Bank:
    """The bank as it is today."""
    known: KnownBank = current_app.extensions["qbank_known_bank"]
    return known.get(session, services().today())


def _forecast(session: Session, values: Mapping[str, str]) -> queries.Forecast | None:
    """None where the fields cannot be read, or contradict each other."""
    try:
        document = document_of(values, needs_name=False)
    except FieldFaults:
        return None
    if contradictions(document):
        return None
    return queries.forecast_of(known_bank(session).pool, document, Trial.of(values).uses)


def _trial(session: Session, values: Mapping[str, str]) -> dict[str, Any]:
    """What the trial says of these fields: what cannot be read, or what cannot be met, or that all is well."""
    chosen = Trial.of(values)
    try:
        document = document_of(values, needs_name=False)
    except FieldFaults as error:
        faults = list(error.faults.values())
        return {
            "trial": chosen,
            "trial_faults": faults,
            "contradicting": [],
            "wanted": Counter(),
            "document": None,
        }
    bank = known_bank(session)
    began = time.perf_counter()
    if not chosen.parallel:
        document.pop("overlap", None)  # it speaks of parallel forms alone
    contradicting = contradictions(document)
    # without sense where the totals contradict: every sentence about the bank would follow from that alone
    causes = [] if contradicting else queries.causes_of(bank.pool, document, chosen.papers, chosen.parallel)
    meant, wanted = records_for(bank.records, document.get("audience")), queries.wanted_by_type(document)
    return {
        "trial": chosen,
        "trial_faults": [],
        "document": document,
        "contradicting": contradicting,
        "causes": causes,
        "mends": [fields_after(values, document, cause.changes) for cause in causes],
        "lines": queries.described(document),
        "wanted": wanted,
        "length": sum(section["items"] for section in document["sections"]),
        "points": sum(section["items"] * section["points"] for section in document["sections"]),
        "candidates": sum(record["type"] in wanted for record in meant),
        "other_types": sum(record["type"] not in wanted for record in meant),
        "milliseconds": round((time.perf_counter() - began) * 1000),
    }
