"""What somebody had typed when their log-in ran out: kept, signed, on the page that asks them to log in again.

Only a form that this site's own page sent is kept; otherwise another site could put words into a person's mouth.
"""

from dataclasses import dataclass

from flask import Request
from itsdangerous import BadData, URLSafeTimedSerializer

from qbank.services import services

LIFE_SECONDS = 3600
LEFT_OUT = frozenset({"csrf_token", "kept"})


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where the form was sent to, and its fields in order."""

    target: str
    fields: list[tuple[str, str]]

    @property
    def readable(self) -> list[tuple[str, str]]:
        """The fields whose text a person would know again."""
        return [(name, value) for name, value in self.fields if len(value.strip()) > 1]


def keep_form(request: Request) -> str | None:
    """The signed form of this POST; None where there is nothing to keep or it did not come from our own page."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in LEFT_OUT]
    secret = any("password" in name for name, _ in fields)
    if request.method != "POST" or not fields or secret or not _is_from_here(request):
        return None
    return _signer().dumps({"target": request.full_path.rstrip("?"), "fields": fields})


def open_kept(packed: str) -> KeptForm | None:
    try:
        kept = _signer().loads(packed, max_age=LIFE_SECONDS)
    except BadData:
        return None
    return KeptForm(kept["target"], [(name, value) for name, value in kept["fields"]])


def _is_from_here(request: Request) -> bool:
    origin = request.headers.get("Origin")
    return origin is not None and origin == request.host_url.rstrip("/")


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(services().keyring.get("session"), salt="kept-form")
