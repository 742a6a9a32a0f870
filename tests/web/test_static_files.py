"""Style sheets and scripts: kept for good under the address that carries their digest, and under no other."""

import re

import pytest
from flask.testing import FlaskClient

from qbank.static_files import KEPT
from tests.support.people import Site


@pytest.fixture
def visitor(site: Site) -> FlaskClient:
    return site.app.test_client()


def test_everything_a_page_asks_for_may_be_kept_for_good(visitor: FlaskClient) -> None:
    asked = re.findall(r'(?:href|src)="(/static/[^"]+)"', visitor.get("/log-in").text)
    assert len(asked) > 20
    for address in asked:
        answer = visitor.get(address, buffered=True)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, KEPT), address


@pytest.mark.parametrize("query", ["", "?v=", "?v=000000000000"])
def test_an_address_without_the_present_digest_is_asked_for_again(visitor: FlaskClient, query: str) -> None:
    answer = visitor.get(f"/static/css/base.css{query}", buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_what_is_not_there_is_not_kept(visitor: FlaskClient) -> None:
    answer = visitor.get("/static/css/none.css?v=000000000000")
    assert answer.status_code == 404
    assert "max-age" not in answer.headers.get("Cache-Control", "")
