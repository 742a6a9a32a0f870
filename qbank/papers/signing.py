"""The site's signature (Ed25519, RFC 8032) over canonical JSON, so that an engine can tell that papers are the office's own."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from qbank.keyring import Keyring
from qbank.papers.rendering import canonical_json

ALGORITHM = "Ed25519"


def sign(seed: bytes, statement: Mapping[str, Any]) -> str:
    """The signature in base64. `seed`: the 32 bytes of the keyring's `signing`."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return base64.b64encode(key.sign(canonical_json(statement))).decode()


def public_key(seed: bytes) -> str:
    """The raw public key in base64."""
    return base64.b64encode(
        Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    ).decode()


def signature_holds(public: str, statement: Mapping[str, Any], signature: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), canonical_json(statement))
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The master key and the signing seed."""

    master: bytes = field(repr=False)
    signing: bytes = field(repr=False)

    @classmethod
    def of(cls, keyring: Keyring) -> "OfficeKeys":
        return cls(keyring.get("master"), keyring.get("signing"))

    @property
    def public(self) -> str:
        return public_key(self.signing)
