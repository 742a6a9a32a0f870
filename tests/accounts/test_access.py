"""Every route, asked by every role: who may, and who may not."""

import re

import pytest
from flask import Flask

from qbank.access import (
    ROLE_PERMISSIONS,
    Permission,
    Role,
    UndeclaredRoutes,
    declared_access,
    public,
    refuse_undeclared_routes,
)
from qbank.app import create_app
from tests.support.people import Site


def test_a_route_that_declares_nothing_stops_the_start_up(app: Flask) -> None:
    app.view_functions["pages.stray"] = lambda: "stray"
    app.url_map.add(app.url_rule_class("/stray", endpoint="pages.stray"))
    with pytest.raises(UndeclaredRoutes, match=r"pages\.stray"):
        refuse_undeclared_routes(app)
    app.view_functions["pages.stray"] = public(lambda: "stray")
    refuse_undeclared_routes(app)


def test_every_permission_belongs_to_a_role_and_every_role_has_one() -> None:
    granted = frozenset().union(*ROLE_PERMISSIONS.values())
    assert granted | {Permission.OWN_ACCOUNT} == set(Permission)
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_a_stranger_gets_no_page_but_the_public_ones(site: Site) -> None:
    client = site.app.test_client()
    for path, rule in _paths(site.app):
        declared = declared_access(site.app, rule)
        if declared is None or declared.public:
            continue
        answer = client.get(path)
        assert answer.status_code in {302, 401, 404, 405}, path
        if answer.status_code == 302:
            assert answer.location.startswith("/log-in"), path


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_what_its_permissions_say_and_nothing_else(site: Site, role: Role) -> None:
    client = site.as_person("someone", role)
    permissions = ROLE_PERMISSIONS[role] | {Permission.OWN_ACCOUNT}
    for path, endpoint in _paths(site.app):
        declared = declared_access(site.app, endpoint)
        if declared is None or declared.public or declared.scope is not None:
            continue
        status = client.get(path).status_code
        if permissions & declared.permissions:
            assert status != 403, f"{role} is refused {path}"
        else:
            assert status in {403, 405}, f"{role} reaches {path}: {status}"


def test_ids_that_do_not_exist_are_not_found(site: Site) -> None:
    client = site.as_person("everyone", *Role)
    for path, endpoint in _paths(site.app):
        declared = declared_access(site.app, endpoint)
        if "zzzz" not in path or declared is None or declared.scope is not None:
            continue
        assert client.get(path).status_code in {404, 405}, path


def test_the_application_starts_anew_on_the_same_data(site: Site) -> None:
    again = create_app(site.services.settings, site.services, jobs_at_once=True)
    assert again.test_client().get("/health").text == "ok\n"


def _paths(app: Flask) -> list[tuple[str, str]]:
    """Every route that answers GET, with an id of the right shape that no row has."""
    return [
        (_filled(rule.rule), rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static" and "GET" in (rule.methods or set())
    ]


def _filled(rule: str) -> str:
    """A number where one is wanted, the first of the words where some are offered, else an id."""
    rule = re.sub(r"<int:[^>]+>", "1", rule)
    rule = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule)
    return re.sub(r"<[^>]+>", "zzzzzzzzzzzzzzzz", rule)
