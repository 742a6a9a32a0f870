"""A small client of the engine's API, to be read by whoever builds an engine. Imports nothing else of qbank.

`EngineClient` speaks HTTP: it tries again, remembers ETags, and checks digests and the office's signature on what it gets.
`pull` and `pull_keys` write files that are whole or not there, and `figures/<digest>` for each image that they name. The token goes into a header and nowhere else.
"""

import base64
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ROOT = "/api/v1"
ATTEMPTS = 5
TIMEOUT = (10, 120)
RETRIED = frozenset({429, 502, 503, 504})
LONGEST_WAIT = 60.0
_FIGURE = re.compile(ROOT + r"/(?:exams/[\w%.~-]+|papers/[\w%.~-]+/keys)/figures/[0-9a-f]{64}")


class EngineError(Exception):
    """The server said no, or what it sent cannot be trusted. `code` is the problem's code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def canonical_json(content: Any) -> bytes:
    """RFC 8785: names sorted, no white space, UTF-8. (All numbers in the API are integers.)"""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def check_digest(paper: dict[str, Any]) -> None:
    """Raises `EngineError` where a paper is not what its digest says."""
    bare = {name: value for name, value in paper.items() if name != "digest"}
    if paper.get("digest") != "sha256:" + hashlib.sha256(canonical_json(bare)).hexdigest():
        raise EngineError("digest-wrong", f"试卷 {paper.get('id')} 与它的摘要不符，没有保存。")


def check_manifest(manifest: dict[str, Any], public_key: str | None) -> None:
    """Raises `EngineError` unless the office signed this. `public_key` (base64) is the office's, got by another way."""
    signature = manifest["signature"]
    if public_key is not None and signature["public_key"] != public_key:
        raise EngineError("key-unknown", "清单不是用您给的公钥签的。请与办公室核对公钥。")
    statement = {name: value for name, value in manifest.items() if name != "signature"}
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(signature["public_key"]))
        key.verify(base64.b64decode(signature["value"]), canonical_json(statement))
    except (InvalidSignature, ValueError) as error:
        raise EngineError("signature-wrong", "清单的签名不对，没有保存任何试卷。") from error


@dataclass
class EngineClient:
    """One server and one token. `pause` waits so many seconds; tests give another one."""

    url: str
    token: str = field(repr=False)
    pause: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {self.token}"
        self._kept: dict[str, tuple[str, Any]] = {}

    def exams(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._json("/exams")["exams"]
        return found

    def manifest(self, exam: str, public_key: str | None = None) -> dict[str, Any]:
        manifest: dict[str, Any] = self._json(f"/exams/{quote(exam, safe='')}/manifest")
        check_manifest(manifest, public_key)
        return manifest

    def paper(self, exam: str, which: int | str) -> dict[str, Any]:
        paper: dict[str, Any] = self._json(
            f"/exams/{quote(exam, safe='')}/papers/{quote(str(which), safe='')}"
        )
        check_digest(paper)
        return paper

    def candidate_paper(self, exam: str, candidate: str) -> dict[str, Any]:
        """The same candidate always gets the same paper, so this may be tried again."""
        path = f"/exams/{quote(exam, safe='')}/candidates/{quote(candidate, safe='')}/paper"
        paper: dict[str, Any] = self._ask("PUT", path).json()
        check_digest(paper)
        return paper

    def papers(self, exam: str) -> Iterator[dict[str, Any]]:
        """Every paper, one after the other, as they come over the line."""
        with self._ask("GET", f"/exams/{quote(exam, safe='')}/papers", stream=True) as answer:
            for line in answer.iter_lines():
                try:
                    paper = json.loads(line)
                except ValueError as error:
                    raise EngineError("incomplete", "传输断在半份试卷里，没有保存。请再取一次。") from error
                check_digest(paper)
                yield paper

    def keys(self, paper: str) -> dict[str, Any]:
        found: dict[str, Any] = self._json(f"/papers/{quote(paper, safe='')}/keys")
        return found

    def figure(self, href: str) -> bytes:
        """The image at the `href` of an image block. Raises `EngineError` where its bytes are not what its name says."""
        if not _FIGURE.fullmatch(href):  # the token goes to nowhere but the figures of this API
            raise EngineError("figure-address", f"图的地址“{href}”不是这个接口的，没有取。")
        content = self._ask("GET", href.removeprefix(ROOT)).content
        if hashlib.sha256(content).hexdigest() != _digest_in(href):
            raise EngineError("digest-wrong", f"图 {_digest_in(href)} 与它的摘要不符，没有保存。")
        return content

    def _json(self, path: str) -> Any:
        """GET; with the ETag of what is known already, so that it is not sent twice."""
        tag, known = self._kept.get(path, ("", None))
        answer = self._ask("GET", path, headers={"If-None-Match": tag} if tag else {})
        if answer.status_code == 304:
            return known
        content = answer.json()
        if answer.headers.get("ETag"):
            self._kept[path] = answer.headers["ETag"], content
        return content

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """Try again while the server is busy or the line is down; every request here may be made twice."""
        wait = 1.0
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self.session.request(
                    method,
                    f"{self.url.rstrip('/')}{ROOT}{path}",
                    timeout=TIMEOUT,
                    allow_redirects=False,
                    **more,
                )
            except requests.RequestException as error:
                if attempt == ATTEMPTS:
                    raise EngineError(
                        "unreachable", f"连不上 {self.url}：{type(error).__name__}。"
                    ) from error
            else:
                if answer.status_code not in RETRIED or attempt == ATTEMPTS:
                    return _accepted(answer)
                wait = max(wait, _told_to_wait(answer))
            self.pause(min(wait, LONGEST_WAIT))
            wait *= 2
        raise AssertionError("the last attempt returns or raises")


def _digest_in(href: str) -> str:
    return href.rpartition("/")[2]


def _told_to_wait(answer: requests.Response) -> float:
    text = answer.headers.get("Retry-After", "")
    return float(text) if text.isdecimal() else 0.0


def _accepted(answer: requests.Response) -> requests.Response:
    if answer.status_code in {200, 201, 304}:
        return answer
    if answer.headers.get("Content-Type", "").startswith("application/problem+json"):
        problem = answer.json()
        raise EngineError(problem["code"], f"{problem['title']}（{problem['code']}）：{problem['detail']}")
    raise EngineError(f"http-{answer.status_code}", f"服务器回答 {answer.status_code}。请核对地址。")


# What the commands do ------------------------------------------------------------------------------------------------


def pull(
    client: EngineClient,
    exam: str,
    out: Path,
    *,
    public_key: str | None = None,
    candidates: Iterable[str] | None = None,
) -> int:
    """Write `manifest.json` and `papers.jsonl` (with `candidates`: one line each, `{"candidate", "paper"}`); how many lines.

    Nothing is written unless every paper is there, fits its digest and belongs to the signed manifest, and every image
    that a paper shows is in `figures`.
    """
    manifest = client.manifest(exam, public_key)
    names = list(dict.fromkeys(candidates)) if candidates is not None else None
    if names is not None and manifest["mode"] == "candidates" and len(names) > manifest["count"]:
        raise EngineError(
            "too-many-candidates",
            f"名单上有 {len(names)} 位考生，试卷只有 {manifest['count']} 份，一份也没有取。核对名单，或请办公室另组一套。",
        )
    signed = {paper["id"]: paper["digest"] for paper in manifest["papers"]}

    def checked(paper: dict[str, Any]) -> dict[str, Any]:
        stranger = manifest["mode"] == "forms" and signed.get(paper["id"]) != paper["digest"]
        if paper["manifest"] != manifest["id"] or stranger:
            raise EngineError("not-in-manifest", f"试卷 {paper['id']} 不在签名的清单里，没有保存。")
        return paper

    lines: Iterable[Any]
    if names is None:
        lines = (checked(paper) for paper in client.papers(exam))
    else:
        lines = ({"candidate": name, "paper": checked(client.candidate_paper(exam, name))} for name in names)
    expected = manifest["count"] if names is None else None
    count = _write_lines(out / "papers.jsonl", _with_figures(client, lines, out), expected)
    _write_lines(out / "manifest.json", [manifest], 1)
    return count


def pull_keys(client: EngineClient, papers: Iterable[str], out: Path) -> int:
    """Write `keys.jsonl`, the keys of each paper id a line; how many."""
    return _write_lines(
        out / "keys.jsonl", _with_figures(client, (client.keys(paper) for paper in papers), out), None
    )


def paper_ids(folder: Path) -> list[str]:
    """The ids in the `papers.jsonl` that `pull` wrote, each once."""
    ids = []
    with (folder / "papers.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            content = json.loads(line)
            ids.append(content.get("paper", content)["id"])
    return list(dict.fromkeys(ids))


def _with_figures(client: EngineClient, contents: Iterable[Any], out: Path) -> Iterator[Any]:
    """`contents` as they are; before they end, every image that they name is in `out/figures`, each once."""
    named: dict[str, str] = {}
    for content in contents:
        named |= {_digest_in(href): href for href in _hrefs(content)}
        yield content
    for digest, href in named.items():
        path = out / "figures" / digest
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            _write(path, [client.figure(href)])


def _hrefs(content: Any) -> Iterator[str]:
    """The addresses of the images in a paper or a marking key."""
    if isinstance(content, list):
        for each in content:
            yield from _hrefs(each)
    elif isinstance(content, dict):
        if content.get("kind") == "image":
            yield content["href"]
        for each in content.values():
            yield from _hrefs(each)


def _write_lines(path: Path, contents: Iterable[Any], expected: int | None) -> int:
    """One JSON object a line; how many. Raises `EngineError` where they are not as many as `expected`."""
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for content in contents:
            count += 1
            yield canonical_json(content) + b"\n"
        if expected is not None and count != expected:
            raise EngineError(
                "incomplete", f"清单上有 {expected} 份，只收到 {count} 份，没有保存。请再取一次。"
            )

    _write(path, lines())
    return count


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """A file that only its owner may read; whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
