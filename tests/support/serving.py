"""A site served by a process of its own, as an office runs it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from tests.support.people import Site

SERVE = """
import sys
import waitress
from qbank.app import create_app
from qbank.config import Settings
waitress.serve(create_app(Settings.from_environment()), host="127.0.0.1", port=int(sys.argv[1]))
"""


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address, as long as the context lasts."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"QBANK_DATA": str(site.services.settings.data)}
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert process.poll() is None, "the server ended"
        try:
            requests.get(f"{address}/health", timeout=1)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")
