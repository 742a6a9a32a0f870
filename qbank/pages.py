"""What every page shares: the navigation, the home page of each role, and the words for codes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from qbank import access
from qbank.access import Permission, Role, fetch, permission, public
from qbank.accounts.queries import office_name
from qbank.identity import actor, logged_in_actor
from qbank.jobs import Job
from qbank.services import services
from qbank.words import ACTION_WORDS, DETAIL_WORDS, ROLE_WORDS, SCOPE_WORDS, TYPE_WORDS, subject_words

routes = Blueprint("pages", __name__)


@dataclass(frozen=True, slots=True)
class Destination:
    """An entry of the navigation: for whom it is there, and where it leads."""

    label: Any
    endpoint: str
    permission: Permission
    section: str


DESTINATIONS = (
    Destination(_l("报送"), "campaigns.own_assignments", Permission.OWN_SUBMISSIONS, "/submit"),
    Destination(_l("征题"), "campaigns.overview", Permission.SEE_CAMPAIGNS, "/campaigns"),
    Destination(_l("审题"), "review.queue", Permission.REVIEW_ITEMS, "/review"),
    Destination(_l("题库"), "items.bank", Permission.SEE_ITEMS, "/bank"),
    Destination(_l("法规"), "laws.overview", Permission.SEE_LAWS, "/laws"),
    Destination(_l("细目表"), "blueprints.overview", Permission.SET_PAPERS, "/blueprints"),
    Destination(_l("组卷与发布"), "papers.overview", Permission.SEE_EXAMS, "/exams"),
    Destination(_l("单位与账号"), "accounts.overview", Permission.MANAGE_ACCOUNTS, "/accounts"),
    Destination(_l("考试平台"), "engines.overview", Permission.MANAGE_ENGINES, "/engines"),
    Destination(_l("留痕"), "accounts.audit_trail", Permission.SEE_TRAIL, "/trail"),
)


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    label: Any
    url: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """The logged-in person as templates see them; `roles` are words."""

    name: str
    unit_name: str
    roles: list[str]
    theme: str | None
    may: Callable[[Permission], bool]


@routes.get("/")
@permission(Permission.OWN_ACCOUNT)
def home() -> BaseResponse | str:
    """The first page that the person's roles lead to."""
    for place in DESTINATIONS:
        if actor().may(place.permission):
            return redirect(url_for(place.endpoint))
    return render_template("pages/no_role.html")


@routes.get("/health")
@public
def health() -> BaseResponse:
    """For monitors: the database answers."""
    with services().database.reading() as session:
        session.connection().exec_driver_sql("SELECT 1")
    return Response("ok\n", mimetype="text/plain")


@routes.get("/jobs/<public_id>")
@permission(Permission.OWN_ACCOUNT)
def job(public_id: str) -> BaseResponse | str:
    """How far a job is; a fragment for a page that polls, a page of its own otherwise; leads on once it is done."""
    with services().database.reading() as session:
        found = fetch(session, actor(), Job, public_id)
        leads_to = found.result.get("url") if found.state == "done" else None
        leads_to = (
            leads_to and request.script_root + leads_to
        )  # a job does not know where the site is mounted
        if request.headers.get("HX-Request"):
            headers = {"HX-Redirect": leads_to} if leads_to else {}
            return Response(render_template("pages/_job.html", job=found), headers=headers)
        return redirect(leads_to) if leads_to else render_template("pages/job.html", job=found)


def init_templates(app: Flask) -> None:
    zone = ZoneInfo(app.config["BABEL_DEFAULT_TIMEZONE"])

    def local(moment: datetime, pattern: str = "%Y-%m-%d %H:%M") -> str:
        return moment.astimezone(zone).strftime(pattern)

    app.add_template_filter(local, "local")
    app.add_template_filter(lambda code: TYPE_WORDS.get(code, code), "type_word")
    app.add_template_filter(lambda code: SCOPE_WORDS.get(code, code), "scope_word")
    app.add_template_filter(lambda code: ROLE_WORDS[Role(code)], "role_word")
    app.add_template_filter(lambda code: ACTION_WORDS.get(code, code), "action_word")
    app.add_template_filter(lambda code: DETAIL_WORDS.get(code, code), "detail_word")
    app.add_template_filter(subject_words, "subject_word")

    @app.context_processor
    def shared() -> dict[str, Any]:
        person = logged_in_actor()
        return {
            "actor": _as_person(person) if person else None,
            "navigation": _navigation(person) if person else [],
            "office_name": _office_name(app),
            "Permission": Permission,
            "page_language": "zh-CN",
        }


def _office_name(app: Flask) -> str:
    """As set, or the office's unit as it is named in the database: read once, for it stands on every page."""
    known: str = app.extensions.get("qbank_office_name") or services().settings.office_name
    if not known:
        try:
            with services().database.reading() as session:
                known = app.extensions["qbank_office_name"] = office_name(session)
        except SQLAlchemyError:
            return ""  # the page that reports a broken database must not break too
    return known


def _as_person(person: access.Actor) -> Person:
    words = [str(ROLE_WORDS[role]) for role in Role if role in person.roles]
    return Person(person.name, person.unit_name, words, person.theme, person.may)


def _navigation(person: access.Actor) -> list[NavigationEntry]:
    return [
        NavigationEntry(place.label, url_for(place.endpoint), request.path.startswith(place.section))
        for place in DESTINATIONS
        if person.may(place.permission)
    ]
