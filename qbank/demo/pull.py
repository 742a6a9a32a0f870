"""The engine's part: a token of its own, and a pull over HTTP from a real server on this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from qbank.access import Actor
from qbank.app import create_app
from qbank.engine_client import EngineClient, pull
from qbank.engines.operations import Grant, add_client, issue_token
from qbank.papers.models import Exam, PaperMode
from qbank.services import Services

ENGINE = "省考试平台（示例）"


def pull_everything(services: Services, admin: Actor, out: Path) -> list[tuple[str, int]]:
    """Pull every exam as an engine does, every digest and signature verified: title and number of papers."""
    with services.database.transaction() as session:
        now = services.clock.now()
        client = add_client(session, services.trail, now, admin, ENGINE)
        token = issue_token(
            session, services.trail, now, admin, client, [Grant("papers", None)], now + timedelta(days=90)
        )
        exams = [
            (exam.public_id, exam.title, exam.mode, exam.count) for exam in session.scalars(select(Exam))
        ]
    pulled = []
    with _server(services) as address:
        engine = EngineClient(address, token)
        for public_id, title, mode, count in exams:
            candidates = (
                None if mode == PaperMode.FORMS else [f"demo-{number:03d}" for number in range(1, count + 1)]
            )
            pulled.append((title, pull(engine, public_id, out / public_id, candidates=candidates)))
    return pulled


class _Quiet(WSGIRequestHandler):
    """Answers requests without a line on the terminal for each."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the name is werkzeug's
        pass


@contextmanager
def _server(services: Services) -> Iterator[str]:
    """The site on a free port of the loopback, for as long as the context."""
    app = create_app(services.settings, services)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
