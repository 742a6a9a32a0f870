"""The words that people read for the codes that programs use."""

from flask_babel import lazy_gettext as _l

from qbank.access import Role

ROLE_WORDS = {
    Role.SUBMITTER: _l("报送员"),
    Role.EDITOR: _l("审题人"),
    Role.CHIEF_EDITOR: _l("主审"),
    Role.PAPER_SETTER: _l("组卷人"),
    Role.RELEASER: _l("发布人"),
    Role.AUDITOR: _l("监督员"),
    Role.ADMINISTRATOR: _l("管理员"),
}
TYPE_WORDS = {
    "single_choice": _l("单选"),
    "multiple_choice": _l("多选"),
    "true_false": _l("判断"),
    "blank": _l("填空"),
    "essay": _l("问答"),
}
SCOPE_WORDS = {"public": _l("公共法"), "sector": _l("行业法")}
ACTION_WORDS = {
    "login.succeed": _l("登录"),
    "login.fail": _l("登录失败"),
    "login.end": _l("退出"),
    "unit.add": _l("新建单位"),
    "account.add": _l("新建账号"),
    "account.set_roles": _l("改角色"),
    "account.set_active": _l("停用或恢复账号"),
    "account.set_password": _l("设密码"),
    "account.make_link": _l("生成设密码的链接"),
}
