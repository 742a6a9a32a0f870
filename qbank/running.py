"""A running site: the database brought up to date, a worker for the jobs, and the web server."""

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import waitress
from huey.consumer import Consumer

from qbank.accounts import operations
from qbank.accounts.queries import has_accounts
from qbank.app import create_app
from qbank.config import Settings
from qbank.migrations import upgrade
from qbank.queue import JobQueue
from qbank.services import Services, open_services

WEB_THREADS = 8


def prepare(settings: Settings) -> Services:
    """The services over a database that has every table."""
    services = open_services(settings)
    upgrade(services.database.engine)
    return services


def setup_address(services: Services) -> str | None:
    """The one-time address at which an empty site gets its first administrator; None where it has accounts."""
    with services.database.transaction() as session:
        if has_accounts(session):
            return None
        token = operations.make_link(session, services.clock.now(), None)
    return f"{site_address(services.settings)}/welcome/{token}"


def site_address(settings: Settings) -> str:
    return f"{'https' if settings.https else 'http'}://{settings.host}:{settings.port}"


@contextmanager
def worker_process(settings: Settings) -> Iterator[None]:
    """A worker of its own beside the web server: long work never slows a page, and a crash in it takes nothing along."""
    environment = {**os.environ, "QBANK_DATA": str(settings.data.resolve())}
    command = [sys.executable, "-m", "qbank", "worker", "--with-site"]
    # A session of its own: Ctrl+C is for the site, and the worker ends when the site closes its standard input.
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield
    finally:
        process.communicate(timeout=30)  # closing its standard input tells it to finish


def serve(settings: Settings, services: Services) -> None:
    """Serve pages and the API until interrupted."""
    signal.signal(signal.SIGTERM, _stop)
    # A few requests that wait for a thread are nothing to warn about.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = create_app(settings, services)
    with worker_process(settings):
        waitress.serve(
            app,
            host=settings.host,
            port=settings.port,
            threads=WEB_THREADS,
            max_request_body_size=settings.upload_limit + (1 << 20),
            ident="qbank",
            _quiet=True,
        )


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def work(settings: Settings, *, with_site: bool) -> None:
    """Run jobs until interrupted. The worker of a site on one machine takes up what an earlier one left, and ends with it."""
    queue = JobQueue(prepare(settings))
    if with_site:
        queue.take_up_again()
        threading.Thread(target=_stop_with_the_site, daemon=True).start()
    Consumer(queue.huey, workers=1, periodic=False, initial_delay=0.05, max_delay=0.5).run()


def _stop_with_the_site() -> None:
    """The site holds our standard input open; where it closes, the site has ended, however it ended."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGINT)


def port_is_free(settings: Settings) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return False
    return True
