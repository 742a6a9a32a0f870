"""The administrator's pages: units, accounts, their roles and the links that set a password."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from werkzeug.wrappers import Response

from qbank.access import Permission, Role, fetch, permission, visible
from qbank.accounts import operations
from qbank.accounts.inputs import ChangeAccountInput, NewAccountInput, NewUnitInput, RolesInput
from qbank.accounts.models import Account, Unit
from qbank.accounts.operations import AccountRefused
from qbank.accounts.queries import account_by_username, unit_by_name
from qbank.accounts.views import routes
from qbank.identity import actor
from qbank.services import services

NEW_LINK = "new_link"


@routes.get("/accounts")
@permission(Permission.MANAGE_ACCOUNTS)
def overview() -> str:
    with services().database.reading() as reading:
        return _overview(reading, NewAccountInput(), NewUnitInput())


def _overview(reading: Session, account_form: NewAccountInput, unit_form: NewUnitInput) -> str:
    units = list(reading.scalars(visible(actor(), Unit).order_by(Unit.is_office.desc(), Unit.name)))
    accounts = list(
        reading.scalars(
            visible(actor(), Account)
            .join(Account.unit)
            .options(selectinload(Account.unit))
            .order_by(Unit.name, Account.name)
        )
    )
    account_form.unit.choices = [(unit.public_id, unit.name) for unit in units if unit.active]
    return render_template(
        "accounts/overview.html",
        units=units,
        accounts=accounts,
        account_form=account_form,
        unit_form=unit_form,
    )


@routes.post("/accounts/units")
@permission(Permission.MANAGE_ACCOUNTS)
def add_unit() -> Response | tuple[str, int]:
    stand, form = services(), NewUnitInput()
    name = (form.name.data or "").strip()
    with stand.database.reading() as reading:
        if form.validate() and unit_by_name(reading, name):
            form.name.errors = [_("已经有叫“%(name)s”的单位。", name=name)]
        if form.errors:
            return _overview(reading, NewAccountInput(formdata=None), form), 422
    with stand.database.transaction() as writing:
        operations.add_unit(writing, stand.trail, stand.clock.now(), actor(), name, is_office=False)
    flash(_("已新建单位“%(name)s”。", name=name), "success")
    return redirect(url_for("accounts.overview"))


@routes.post("/accounts")
@permission(Permission.MANAGE_ACCOUNTS)
def add_account() -> Response | tuple[str, int]:
    stand, form = services(), NewAccountInput()
    username = (form.username.data or "").strip()
    with stand.database.reading() as reading:
        form.unit.choices = [(unit.public_id, unit.name) for unit in reading.scalars(select(Unit))]
        if form.validate() and account_by_username(reading, username):
            form.username.errors = [
                _("用户名“%(name)s”已经有人用。请换一个，例如加上单位的简称。", name=username)
            ]
        if form.errors:
            return _overview(reading, form, NewUnitInput(formdata=None)), 422
    with stand.database.transaction() as writing:
        now = stand.clock.now()
        account = operations.add_account(
            writing,
            stand.trail,
            now,
            actor(),
            fetch(writing, actor(), Unit, form.unit.data),
            username,
            (form.name.data or "").strip(),
            [Role(role) for role in form.roles.data or []],
        )
        session[NEW_LINK] = operations.make_link(writing, now, account)
    return redirect(url_for("accounts.one", public_id=account.public_id))


@routes.get("/accounts/<public_id>")
@permission(Permission.MANAGE_ACCOUNTS)
def one(public_id: str) -> str:
    with services().database.reading() as reading:
        account = fetch(reading, actor(), Account, public_id)
        form = ChangeAccountInput(data={"name": account.name, "unit": account.unit.public_id})
        _offer_units(reading, form, account)
        return _account_page(account, form)


def _offer_units(reading: Session, form: ChangeAccountInput, account: Account) -> None:
    """The units in use, and the one that the account belongs to."""
    units = reading.scalars(visible(actor(), Unit).order_by(Unit.is_office.desc(), Unit.name))
    form.unit.choices = [
        (unit.public_id, unit.name) for unit in units if unit.active or unit.id == account.unit_id
    ]


def _account_page(account: Account, change_form: ChangeAccountInput) -> str:
    token = session.pop(NEW_LINK, None)
    return render_template(
        "accounts/one.html",
        account=account,
        form=RolesInput(formdata=None, data={"roles": sorted(account.roles)}),
        change_form=change_form,
        link=url_for("accounts.welcome", token=token, _external=True) if token else None,
        own=account.id == actor().account_id,
    )


@routes.post("/accounts/<public_id>")
@permission(Permission.MANAGE_ACCOUNTS)
def change(public_id: str) -> Response | tuple[str, int]:
    stand, form = services(), ChangeAccountInput()
    with stand.database.reading() as reading:
        account = fetch(reading, actor(), Account, public_id)
        _offer_units(reading, form, account)
        if not form.validate():
            return _account_page(account, form), 422
    with stand.database.transaction() as writing:
        account = fetch(writing, actor(), Account, public_id)
        unit = fetch(writing, actor(), Unit, form.unit.data)
        name = (form.name.data or "").strip()
        operations.change_account(writing, stand.trail, stand.clock.now(), actor(), account, name, unit)
    flash(_("姓名和单位已存。"), "success")
    return redirect(url_for("accounts.one", public_id=public_id))


@routes.post("/accounts/<public_id>/roles")
@permission(Permission.MANAGE_ACCOUNTS)
def set_roles(public_id: str) -> Response:
    stand = services()
    roles = [Role(role) for role in request.form.getlist("roles") if role in set(Role)]
    with stand.database.transaction() as writing:
        account = fetch(writing, actor(), Account, public_id)
        try:
            operations.set_roles(writing, stand.trail, stand.clock.now(), actor(), account, roles)
        except AccountRefused as refused:
            flash(str(refused), "error")
        else:
            flash(_("角色已存。这个人重新登录后生效。"), "success")
    return redirect(url_for("accounts.one", public_id=public_id))


@routes.post("/accounts/<public_id>/active")
@permission(Permission.MANAGE_ACCOUNTS)
def set_active(public_id: str) -> Response:
    stand, active = services(), request.form.get("active") == "1"
    with stand.database.transaction() as writing:
        account = fetch(writing, actor(), Account, public_id)
        try:
            operations.set_active(writing, stand.trail, stand.clock.now(), actor(), account, active)
        except AccountRefused as refused:
            flash(str(refused), "error")
        else:
            flash(_("账号已恢复。") if active else _("账号已停用，这个人的登录都已退出。"), "success")
    return redirect(url_for("accounts.one", public_id=public_id))


@routes.post("/accounts/<public_id>/link")
@permission(Permission.MANAGE_ACCOUNTS)
def new_link(public_id: str) -> Response:
    stand = services()
    with stand.database.transaction() as writing:
        account = fetch(writing, actor(), Account, public_id)
        session[NEW_LINK] = operations.renew_link(writing, stand.trail, stand.clock.now(), actor(), account)
    return redirect(url_for("accounts.one", public_id=public_id))
