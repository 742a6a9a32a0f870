"""Images on papers and in keys: where the engine finds them, and who else does not."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from qbank.clock import FixedClock
from qbank.papers.models import PaperMode
from tests.api.asking import API, KEYS, OPEN, bearer, is_problem
from tests.support.assembled import new_token
from tests.support.people import Site
from tests.support.pictured import IN_EXPLANATION, IN_STEM, show_images


@pytest.fixture
def digests(site: Site, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    return show_images(site, monkeypatch)


@pytest.mark.parametrize("mode", list(PaperMode))
def test_an_engine_finds_the_images_of_its_papers_and_of_their_keys(
    site: Site, digests: tuple[str, str], sealed: Any, engine: FlaskClient, clock: FixedClock, mode: PaperMode
) -> None:
    made = sealed(mode)
    papers, keys = (bearer(new_token(site, scope, name=scope)) for scope in ("papers", "keys"))
    clock.advance(OPEN)
    paper = engine.get(f"{API}/exams/{made.exam}/papers/1", headers=papers).get_json()
    shown = paper["sections"][0]["items"][0]["stem"][-1]["href"]
    assert shown == f"/api/v1/exams/{made.exam}/figures/{digests[0]}"
    answer = engine.get(shown, headers=papers)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "image/png", IN_STEM)
    is_problem(engine.get(shown, headers=keys), 403, "scope-missing")
    is_problem(engine.get(shown), 401, "not-authenticated")

    explained = f"{API}/papers/{paper['id']}/keys/figures/{digests[1]}"
    is_problem(engine.get(explained, headers=keys), 403, "keys-not-yet")
    is_problem(engine.get(shown.replace(*digests), headers=papers), 404, "not-found")
    clock.advance(KEYS - OPEN)
    found = engine.get(f"{API}/papers/{paper['id']}/keys", headers=keys).get_json()
    assert found["items"][0]["explanation"][-1]["href"] == explained
    assert engine.get(explained, headers=keys).data == IN_EXPLANATION
    is_problem(engine.get(explained, headers=papers), 403, "scope-missing")
    for stranger in ("0" * 64, "..", digests[0]):
        is_problem(engine.get(explained.replace(digests[1], stranger), headers=keys), 404, "not-found")


def test_the_images_of_an_exam_are_not_there_before_its_time_nor_for_another_exam(
    site: Site, digests: tuple[str, str], sealed: Any, engine: FlaskClient, clock: FixedClock
) -> None:
    own, other = sealed(), sealed()
    token = bearer(new_token(site, "papers", exam_id=own.exam_id, name="本场"))
    address = f"{API}/exams/{own.exam}/figures/{digests[0]}"
    is_problem(engine.get(address, headers=token), 404, "not-found")
    clock.advance(OPEN)
    assert engine.get(address, headers=token).status_code == 200
    is_problem(engine.get(address.replace(own.exam, other.exam), headers=token), 404, "not-found")
