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

DETAIL_WORDS = {
    "address": _l("地址"),
    "name": _l("名称"),
    "username": _l("用户名"),
    "roles": _l("角色"),
    "active": _l("在用"),
    "state": _l("状态"),
    "unit": _l("单位"),
    "version": _l("版次"),
    "reason": _l("理由"),
    "scope": _l("范围"),
    "difficulty": _l("难度"),
}
SUBJECT_WORDS = {
    "account": _l("账号"),
    "unit": _l("单位"),
    "username": _l("用户名"),
    "item": _l("试题"),
    "law": _l("法规"),
    "campaign": _l("征题"),
    "assignment": _l("报送任务"),
    "submission": _l("报送"),
    "blueprint": _l("细目表"),
    "exam": _l("考试"),
    "assembly": _l("组卷"),
    "engine": _l("考试平台"),
    "token": _l("令牌"),
}


def subject_words(subject: str) -> str:
    """`item:7f3k…` as 试题 7f3k…"""
    noun, _, name = subject.partition(":")
    return f"{SUBJECT_WORDS.get(noun, noun)} {name}"
