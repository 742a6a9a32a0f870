"""The client against a real server process, and against servers that are busy or lie."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qbank.access import Role
from qbank.clock import FixedClock
from qbank.commands.engine_client import command
from qbank.engine_client import EngineClient, EngineError, check_manifest, pull
from qbank.papers.models import PaperMode
from qbank.papers.release import OfficeKeys
from tests.importers.build import png
from tests.support.assembled import Assembled, add_assembled, approve_it, new_token, seal_it
from tests.support.people import Site
from tests.support.pictured import IN_EXPLANATION, IN_STEM, show_images
from tests.support.serving import served


@pytest.fixture
def clock() -> FixedClock:
    """Three weeks ago: what is sealed then for ten days is open on the server's own clock."""
    return FixedClock(datetime.now(UTC) - timedelta(days=21))


@pytest.fixture
def server(site: Site) -> Iterator[str]:
    """The address of the site served by a process of its own."""
    with served(site) as address:
        yield address


def released(site: Site, mode: PaperMode, count: int) -> Assembled:
    setter = site.person("zujuan", Role.PAPER_SETTER)
    made = add_assembled(site, setter, mode, count)
    seal_it(site, made, setter)
    approve_it(site, made, site.person("fabu", Role.RELEASER))
    return made


def run(server: str, token: str, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["--url", server, *arguments], env={"QBANK_ENGINE_TOKEN": token})


def test_an_engine_lists_pulls_and_verifies_all_there_is(site: Site, server: str, tmp_path: Path) -> None:
    forms, each = released(site, PaperMode.FORMS, 3), released(site, PaperMode.CANDIDATES, 5)
    token, public = new_token(site, "papers", "keys"), OfficeKeys.of(site.services.keyring).public
    listed = run(server, token, "exams")
    assert listed.exit_code == 0
    assert {line.split()[0] for line in listed.output.splitlines()} == {forms.exam, each.exam}
    for made, count in ((forms, 3), (each, 5)):
        out = tmp_path / made.exam
        got = run(server, token, "pull", made.exam, "--out", str(out), "--public-key", public)
        assert got.exit_code == 0, got.output
        papers = [json.loads(line) for line in (out / "papers.jsonl").read_text().splitlines()]
        assert papers == [made.opened.paper(n).model_dump() for n in range(1, count + 1)]
        check_manifest(json.loads((out / "manifest.json").read_text()), public)
        assert run(server, token, "keys", "--out", str(out)).exit_code == 0
        keys = [json.loads(line) for line in (out / "keys.jsonl").read_text().splitlines()]
        assert keys == [made.opened.keys(n).model_dump() for n in range(1, count + 1)]
        assert {file.stat().st_mode & 0o077 for file in out.iterdir()} == {0}
    written = b"".join(
        file.read_bytes()
        for file in tmp_path.rglob("*")
        if file.is_file() and file.parent.name in {forms.exam, each.exam}
    )
    assert token.split(".")[1].encode() not in written


@pytest.mark.parametrize("mode", list(PaperMode))
def test_the_images_of_papers_and_keys_are_fetched_once_and_checked(
    site: Site, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: PaperMode
) -> None:
    in_stem, in_explanation = show_images(site, monkeypatch)
    made, token = released(site, mode, 2), new_token(site, "papers", "keys")
    figures = tmp_path / "figures"
    assert run(server, token, "pull", made.exam, "--out", str(tmp_path)).exit_code == 0
    assert {file.name: file.read_bytes() for file in figures.iterdir()} == {in_stem: IN_STEM}
    assert run(server, token, "keys", "--out", str(tmp_path)).exit_code == 0
    assert (figures / in_explanation).read_bytes() == IN_EXPLANATION
    assert {file.stat().st_mode & 0o077 for file in figures.iterdir()} == {0}

    (figures / in_stem).write_bytes(b"cut")
    asked: list[str] = []
    client = EngineClient(server, token)
    client.session.hooks["response"].append(lambda answer, **_: asked.append(answer.url))
    pull(client, made.exam, tmp_path)
    pull(client, made.exam, tmp_path)
    assert [url.rpartition("/")[2] for url in asked if "/figures/" in url] == [in_stem]
    assert (figures / in_stem).read_bytes() == IN_STEM

    site.services.files.path(in_stem).write_bytes(png(9, 9))
    refused = run(server, token, "pull", made.exam, "--out", str(tmp_path / "again"))
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert "与它的摘要不符" in refused.output
    assert not (tmp_path / "again" / "papers.jsonl").exists()


@pytest.mark.parametrize(
    "href", ["https://elsewhere.example/figures/" + "0" * 64, "/api/v1/exams", "/figures/" + "0" * 64]
)
def test_an_image_is_asked_for_at_no_other_address(fake: Any, href: str) -> None:
    with pytest.raises(EngineError) as refused:
        EngineClient(fake([]), "t").figure(href)
    assert refused.value.code == "figure-address"


def test_candidates_get_their_papers_and_the_same_ones_again(site: Site, server: str, tmp_path: Path) -> None:
    made, token = released(site, PaperMode.CANDIDATES, 4), new_token(site, "papers")
    names = tmp_path / "names.txt"
    names.write_text("\ufeffk1\nk2\n\nk3\n", encoding="utf-8")
    pulled = []
    for folder in ("one", "two"):
        got = run(
            server, token, "pull", made.exam, "--out", str(tmp_path / folder), "--candidates", str(names)
        )
        assert got.exit_code == 0, got.output
        pulled.append((tmp_path / folder / "papers.jsonl").read_bytes())
    assert pulled[0] == pulled[1]
    lines = [json.loads(line) for line in pulled[0].splitlines()]
    assert [line["candidate"] for line in lines] == ["k1", "k2", "k3"]
    assert len({line["paper"]["number"] for line in lines}) == 3
    names.write_text("k4\nk5\n")
    refused = run(
        server, token, "pull", made.exam, "--out", str(tmp_path / "three"), "--candidates", str(names)
    )
    assert refused.exit_code == 1
    assert "papers-exhausted" in refused.output
    assert not (tmp_path / "three" / "papers.jsonl").exists()


def test_a_list_with_too_many_candidates_uses_up_no_paper(site: Site, server: str, tmp_path: Path) -> None:
    made, token = released(site, PaperMode.CANDIDATES, 3), new_token(site, "papers")
    names = tmp_path / "names.txt"
    names.write_text("k1\nk2\nk3\nk4\n", encoding="utf-8")
    arguments = ("pull", made.exam, "--out", str(tmp_path / "out"), "--candidates", str(names))
    refused = run(server, token, *arguments)
    assert refused.exit_code == 1
    assert "名单上有 4 位考生，试卷只有 3 份" in refused.output
    names.write_text("k5\nk6\nk7\n", encoding="utf-8")
    assert run(server, token, *arguments).exit_code == 0


def test_refusals_are_one_sentence_and_leave_no_file(site: Site, server: str, tmp_path: Path) -> None:
    made, token = released(site, PaperMode.FORMS, 2), new_token(site, "papers")
    out = tmp_path / "out"
    for arguments, code in (
        (("pull", "nothing", "--out", str(out)), "not-found"),
        (("pull", made.exam, "--out", str(out), "--public-key", "AAAA"), "公钥"),
        (("keys", "--out", str(out)), "papers.jsonl"),
        (("keys", "--out", str(out), made.opened.facts(1).id), "scope-missing"),
    ):
        got = run(server, token, *arguments)
        assert (got.exit_code, got.output.count("\n")) == (1, 1), got.output
        assert code in got.output
    assert run(server, "wrong.token", "exams").exit_code == 1
    assert not out.exists() or not list(out.iterdir())


def test_what_is_known_is_not_sent_again(site: Site, server: str) -> None:
    made, token = released(site, PaperMode.FORMS, 2), new_token(site, "papers")
    client = EngineClient(server, token)
    codes: list[int] = []
    client.session.hooks["response"].append(lambda answer, **_: codes.append(answer.status_code))
    assert client.paper(made.exam, "A") == client.paper(made.exam, "A")
    assert codes == [200, 304]


# Servers that are busy, or lie ---------------------------------------------------------------------------------------


@pytest.fixture
def fake() -> Iterator[Callable[[list[tuple[int, dict[str, str], Any]]], str]]:
    """A server that gives these answers (status, headers, content) one after the other."""
    servers = []

    def start(answers: list[tuple[int, dict[str, str], Any]]) -> str:
        left = list(answers)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, headers, content = left.pop(0)
                body = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        servers.append((listening, thread))
        return f"http://127.0.0.1:{listening.server_port}"

    yield start
    for listening, thread in servers:
        listening.shutdown()
        thread.join()
        listening.server_close()


def test_a_busy_server_is_asked_again_and_its_wish_is_kept(fake: Any) -> None:
    waits: list[float] = []
    address = fake([(503, {}, {}), (429, {"Retry-After": "7"}, {}), (200, {}, {"exams": []})])
    assert EngineClient(address, "t", pause=waits.append).exams() == []
    assert waits == [1.0, 7.0]


def test_after_five_attempts_the_client_gives_up(fake: Any) -> None:
    waits: list[float] = []
    with pytest.raises(EngineError, match="503"):
        EngineClient(fake([(503, {}, {})] * 5), "t", pause=waits.append).exams()
    assert waits == [1.0, 2.0, 4.0, 8.0]
    with pytest.raises(EngineError, match="连不上"):
        EngineClient("http://127.0.0.1:9", "t", pause=waits.append).exams()


def test_a_changed_paper_a_forged_manifest_and_a_cut_stream_are_refused(fake: Any) -> None:
    with pytest.raises(EngineError) as refused:
        EngineClient(fake([(200, {}, {"id": "p", "digest": "sha256:0"})]), "t").paper("e", 1)
    assert refused.value.code == "digest-wrong"
    signature = {"algorithm": "Ed25519", "public_key": "A" * 43 + "=", "value": "A" * 86 + "=="}
    with pytest.raises(EngineError) as refused:
        EngineClient(fake([(200, {}, {"id": "m", "signature": signature})]), "t").manifest("e")
    assert refused.value.code == "signature-wrong"
    with pytest.raises(EngineError) as refused:
        list(EngineClient(fake([(200, {}, b'{"id": "p", "dig')]), "t").papers("e"))
    assert refused.value.code == "incomplete"


def test_the_token_follows_no_redirect_and_stands_in_no_message(fake: Any) -> None:
    elsewhere = fake([])
    with pytest.raises(EngineError, match="302") as refused:
        EngineClient(fake([(302, {"Location": elsewhere}, {})]), "very-secret").exams()
    assert "very-secret" not in str(refused.value) + repr(EngineClient(elsewhere, "very-secret"))


def test_the_client_needs_nothing_else_of_the_service() -> None:
    code = "import sys, qbank.engine_client; print([m for m in sys.modules if m.startswith(('qbank.', 'flask', 'sqlalchemy'))])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['qbank.engine_client']"
