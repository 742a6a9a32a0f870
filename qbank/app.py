"""The application factory: settings in, a Flask application out."""

import importlib
import pkgutil
from pathlib import Path
from zoneinfo import ZoneInfo

from apiflask import APIFlask
from flask import Blueprint, Flask, request
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from werkzeug import Response
from werkzeug.middleware.proxy_fix import ProxyFix

from qbank import pages
from qbank.access import refuse_undeclared_routes
from qbank.config import Settings
from qbank.errors import init_errors
from qbank.identity import init_identity
from qbank.queue import JobQueue
from qbank.services import Services, open_services
from qbank.static_files import init_static_files

FEATURES = ("accounts", "laws", "items", "review", "campaigns", "blueprints", "papers", "engines", "api")
"""Each has a `views` module with its `routes`; further modules named `…_views` add pages to them."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SAFETY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # `no-referrer` would take Referer and Origin from our own forms too, by which a foreign form is told from ours.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
FORM_LIFE_SECONDS = 8 * 3600

csrf = CSRFProtect()
API_LIMIT = "6000 per minute"
"""For one address: an engine fetches a paper for each candidate as the exam begins."""

limiter = Limiter(get_remote_address, default_limits=["1200 per minute"], storage_uri="memory://")


def template_folder() -> Path:
    """The templates beside the package in a checkout, or inside it where it was installed from a wheel."""
    installed = Path(__file__).parent / "_templates"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[1] / "templates"


def create_app(settings: Settings, services: Services | None = None, *, jobs_at_once: bool = False) -> Flask:
    folder = template_folder()
    app = APIFlask(
        "qbank",
        title="qbank",
        version="1",
        template_folder=str(folder),
        static_folder=str(folder / "static"),
        enable_openapi=False,
    )
    services = services or open_services(settings)
    app.extensions["qbank"] = services
    app.extensions["qbank_jobs"] = JobQueue(services, at_once=jobs_at_once)
    _configure(app, settings, services)
    init_errors(app)
    init_identity(app)
    for feature in FEATURES:
        app.register_blueprint(_routes_of(feature))
    app.register_blueprint(pages.routes)
    csrf.init_app(app)
    api = importlib.import_module("qbank.api.views").routes
    csrf.exempt(api)  # it takes bearer tokens only, never a cookie
    limiter.limit(API_LIMIT)(api)
    limiter.init_app(app)
    pages.init_templates(app)
    init_static_files(app)
    app.after_request(_add_safety_headers)
    refuse_undeclared_routes(app)
    return app


def _routes_of(feature: str) -> Blueprint:
    """The feature's routes, once every module that adds pages to them has been imported."""
    package = importlib.import_module(f"qbank.{feature}")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.endswith("_views"):
            importlib.import_module(f"qbank.{feature}.{module.name}")
    routes: Blueprint = importlib.import_module(f"qbank.{feature}.views").routes
    return routes


def _configure(app: Flask, settings: Settings, services: Services) -> None:
    app.config.update(
        SECRET_KEY=services.keyring.get("session"),
        SESSION_COOKIE_NAME="qbank",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        MAX_CONTENT_LENGTH=settings.upload_limit + 64 * 1024,
        WTF_CSRF_TIME_LIMIT=FORM_LIFE_SECONDS,
        BABEL_DEFAULT_LOCALE="zh_Hans_CN",
        BABEL_DEFAULT_TIMEZONE=settings.time_zone,
        BABEL_TRANSLATION_DIRECTORIES=str(template_folder() / "translations"),
        RATELIMIT_HEADERS_ENABLED=True,
    )
    ZoneInfo(settings.time_zone)  # a wrong name stops the start-up here, not a page later
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]


def _add_safety_headers(response: Response) -> Response:
    for name, value in SAFETY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
