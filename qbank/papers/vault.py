"""Encryption of what an assembly holds: a fresh key for each assembly, kept wrapped under the site's master key.

Everything that tells what stands on a paper goes through a `Vault` from the moment it is made. The wrapped key carries the
terms under which it may be opened (`binding`): a draft has none; sealing and releasing wrap the same key again with the
release time, the manifest's digest and the officers in them, so that editing any of these in the database breaks the opening.

Each blob is bound to a purpose and to the public id it belongs to (`about`, UTF-8): `manifest` and `pool` to the assembly's,
`paper` and `keys` to the paper's. A blob moved to another row does not open.

AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces; a blob is `version byte, nonce, ciphertext with tag`.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = b"\x01"
DRAFT = b""
"""The binding of a key that is not sealed yet."""


class VaultBroken(Exception):
    """What is stored is not what was put there: another key, other terms, another place, or a changed byte."""


@dataclass(frozen=True, slots=True)
class Vault:
    """One assembly's opened key. `purpose` is a fixed word (`manifest`, `pool`, `paper`, `keys`); `about` the id it belongs to."""

    content_key: bytes = field(repr=False)

    def encrypt(self, purpose: str, data: bytes, about: bytes) -> bytes:
        return _lock(self.content_key, data, _associated(purpose, about))

    def decrypt(self, purpose: str, blob: bytes, about: bytes) -> bytes:
        """Raises `VaultBroken` for a blob of another purpose, another id or another vault, and for a changed one."""
        return _unlock(self.content_key, blob, _associated(purpose, about))


def new_vault(master_key: bytes) -> tuple[bytes, Vault]:
    """A fresh key as it is to be stored (wrapped, as a draft's), and the vault that it opens."""
    content_key = secrets.token_bytes(KEY_BYTES)
    return _lock(master_key, content_key, _associated("key", DRAFT)), Vault(content_key)


def open_vault(master_key: bytes, wrapped_key: bytes, binding: bytes = DRAFT) -> Vault:
    """Raises `VaultBroken` where the key was wrapped under other terms than `binding`."""
    return Vault(_unlock(master_key, wrapped_key, _associated("key", binding)))


def wrap_again(master_key: bytes, wrapped_key: bytes, binding: bytes, new_binding: bytes) -> bytes:
    """The same key under new terms; what lies in the vault stays as it is. Raises `VaultBroken`."""
    content_key = open_vault(master_key, wrapped_key, binding).content_key
    return _lock(master_key, content_key, _associated("key", new_binding))


def content_digest(data: bytes) -> str:
    """How rows name what they hold encrypted, e.g. `Assembly.manifest_digest`: `sha256:` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _associated(purpose: str, about: bytes) -> bytes:
    return b"qbank vault\x00" + purpose.encode() + b"\x00" + about


def _lock(key: bytes, data: bytes, associated: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, data, associated)


def _unlock(key: bytes, blob: bytes, associated: bytes) -> bytes:
    version, nonce, locked = blob[:1], blob[1 : 1 + NONCE_BYTES], blob[1 + NONCE_BYTES :]
    if version != VERSION or len(nonce) != NONCE_BYTES:
        raise VaultBroken
    try:
        return AESGCM(key).decrypt(nonce, locked, associated)
    except (InvalidTag, ValueError) as error:
        raise VaultBroken from error
