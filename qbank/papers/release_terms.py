"""What the office signs when it seals, what the wrapped key is bound to, and the check of what is stored."""

from datetime import UTC, datetime
from typing import Any

from qbank.papers.models import Assembly, Paper, Seal
from qbank.papers.rendering import KeysContent, PaperContent, canonical_json, digest_of
from qbank.papers.signing import OfficeKeys, signature_holds
from qbank.papers.vault import Vault, VaultBroken, content_digest


def statement(assembly: Assembly) -> dict[str, Any]:
    """What the office signs when it seals: which papers, by their digests, and when they open."""
    sealed = seal_of(assembly)
    return {
        "id": assembly.public_id,
        "exam": assembly.exam.public_id,
        "mode": assembly.mode,
        "count": assembly.count,
        "algorithm": assembly.algorithm,
        "pool_digest": assembly.pool_digest,
        "manifest_digest": assembly.manifest_digest,
        "sealed_at": rfc3339(sealed.sealed_at),
        "release_at": rfc3339(sealed.release_at),
        "keys_at": rfc3339(sealed.keys_at),
        "papers": [
            {"id": paper.public_id, "form": paper.form, "number": paper.number, "digest": paper.digest}
            for paper in assembly.papers
        ],
    }


def check_statement(keys: OfficeKeys, assembly: Assembly) -> None:
    """Raises `VaultBroken` where the rows no longer say what was signed."""
    if not signature_holds(keys.public, statement(assembly), seal_of(assembly).signature):
        raise VaultBroken


def check_contents(vault: Vault, assembly: Assembly) -> None:
    """Raises `VaultBroken` where anything that is stored does not open or is not what its digest says."""
    about = assembly.public_id.encode()
    if content_digest(vault.decrypt("manifest", assembly.manifest_blob, about)) != assembly.manifest_digest:
        raise VaultBroken
    vault.decrypt("pool", assembly.pool_blob, about)
    for paper in assembly.papers:
        open_paper(vault, paper)
        open_keys(vault, paper)


def open_paper(vault: Vault, paper: Paper) -> PaperContent:
    """A stored form. Raises `VaultBroken`."""
    content = PaperContent.model_validate_json(
        vault.decrypt("paper", paper.content_blob, paper.public_id.encode())
    )
    if not digest_of(content.model_dump()) == content.digest == paper.digest:
        raise VaultBroken
    return content


def open_keys(vault: Vault, paper: Paper) -> KeysContent:
    """The keys of a stored form. Raises `VaultBroken`."""
    return KeysContent.model_validate_json(vault.decrypt("keys", paper.keys_blob, paper.public_id.encode()))


def rfc3339(moment: datetime) -> str:
    """In UTC, to the microsecond where there are any; the same text on every database."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def terms_of(assembly: Assembly) -> bytes:
    """The terms of the present step as bytes for the wrapped key: change any of them and the key does not open."""
    sealed, release, taken_back = seal_of(assembly), assembly.release, assembly.withdrawal
    return canonical_json(
        {
            "assembly": assembly.public_id,
            "exam": assembly.exam.public_id,
            "assembled_by": assembly.created_by_id,
            "manifest_digest": assembly.manifest_digest,
            "sealed": [sealed.sealed_by_id, rfc3339(sealed.sealed_at)],
            "release_at": rfc3339(sealed.release_at),
            "keys_at": rfc3339(sealed.keys_at),
            "approved": [release.approved_by_id, rfc3339(release.approved_at)] if release else None,
            "withdrawn": rfc3339(taken_back.withdrawn_at) if taken_back else None,
        }
    )


def seal_of(assembly: Assembly) -> Seal:
    if assembly.seal is None:
        raise VaultBroken
    return assembly.seal
