"""Style sheets, scripts and fonts: their addresses carry a digest of the content, so that browsers may keep them for good.

An address without the digest, or with an old one, is answered too, but asked for again each time.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug import Response
from werkzeug.security import safe_join

KEPT = "public, max-age=31536000, immutable"
DIGITS = 12


def init_static_files(app: Flask) -> None:
    folder = app.static_folder or ""

    @app.url_defaults
    def add_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (digest := _digest_of(folder, values.get("filename", ""))):
            values["v"] = digest

    @app.after_request
    def let_it_be_kept(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code in {200, 304}:
            asked = request.args.get("v")
            if asked and asked == _digest_of(folder, (request.view_args or {}).get("filename", "")):
                response.headers["Cache-Control"] = KEPT
        return response


def _digest_of(folder: str, name: str) -> str | None:
    """The first digits of the file's SHA-256; None where there is no such file."""
    path = safe_join(folder, name)
    if path is None or not (file := Path(path)).is_file():
        return None
    return _digest(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=512)
def _digest(file: Path, _changed_at: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:DIGITS]
