"""Passwords: argon2id with the library's present defaults, and a rule that people can keep."""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_LENGTH = 10
_hasher = PasswordHasher()
# Checked where there is no such account, so that the answer takes as long as for one that exists.
_nobody = _hasher.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def password_matches(stored: str | None, password: str) -> bool:
    try:
        return _hasher.verify(stored or _nobody, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_new_hash(stored: str) -> bool:
    return _hasher.check_needs_rehash(stored)


def password_fault(password: str, username: str) -> str | None:
    """Why `password` will not do, as one sentence; None where it will."""
    if len(password) < LEAST_LENGTH:
        return f"密码至少 {LEAST_LENGTH} 个字符，现在是 {len(password)} 个。"
    if len(set(password)) < 5:
        return "密码里重复的字符太多。请换一个由不同字符组成的密码。"
    if username and username.lower() in password.lower():
        return "密码里不能含有用户名。"
    return None


def make_password() -> str:
    """A password to be shown once: four groups that can be read aloud."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))
