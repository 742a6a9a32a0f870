"""Old Word files (.doc, also of WPS) and what LibreOffice alone reads (RTF, OpenDocument).

A .doc is read directly (`binary_word.py`). What that cannot do, and the other kinds, LibreOffice turns into .docx, which is read
like one. Where it is not installed, antiword or catdoc give the bare text of a .doc, and the reading says what may be
missing. They run inside the limited child process and end with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from importers.containers import binary_word, word
from importers.containers.binary_body import Beyond
from importers.containers.blocks import Contents, Line
from importers.draft import Place, Unreadable
from importers.normalise import visible
from importers.problems import problem
from importers.safety import Limits

_OFFICE = ("soffice", "libreoffice")
_PLAIN = (("antiword", "-m", "UTF-8.txt", "-w", "0"), ("catdoc", "-d", "utf-8", "-w"))
_SAVE_AS = "请用 Word 或 WPS 打开后另存为 .docx 再上传。"
_PLAINLY = (
    "这是旧版 Word 文件，服务器上没有可用的 LibreOffice，只读到了纯文字，自动编号、表格、图片和修订标记可能缺失，"
    "请逐题核对，或另存为 .docx 后再上传。"
)
# The part of the time that a program outside may take: the reading comes after it, or another program.
_SHARE = 0.7
# A fresh profile for each run: nothing is fetched, no link is followed, no macro runs, nothing is kept.
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(path: Path, limits: Limits) -> Contents:
    """The contents of a .doc file of any age, or a text by antiword or catdoc where nothing else reads it."""
    with contextlib.suppress(Beyond):
        return binary_word.read(path.read_bytes())
    with _folder() as folder:
        if (converted := _converted(path, Path(folder), limits, "doc")) is not None:
            return word.read(converted, limits)
    text = _plain_text(path, limits)
    if text is None:
        raise Unreadable("这是旧版 Word 格式（.doc），服务器上没有能读它的程序，" + _SAVE_AS, "not-supported")
    return _as_contents(text)


def read_rich_text(path: Path, limits: Limits) -> Contents:
    return read_other(path, limits, "rtf", "RTF 格式")


def read_open_document(path: Path, limits: Limits) -> Contents:
    return read_other(path, limits, "odt", "OpenDocument 格式（.odt）")


def read_other(path: Path, limits: Limits, ending: str, name: str) -> Contents:
    """What LibreOffice alone can read."""
    with _folder() as folder:
        if (converted := _converted(path, Path(folder), limits, ending)) is not None:
            return word.read(converted, limits)
    raise Unreadable(f"这是 {name}的文件，服务器读不了，{_SAVE_AS}", "not-supported")


def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where LibreOffice works. One that hangs still writes there, and is killed with the child; the parent cleans up."""
    return tempfile.TemporaryDirectory(prefix="qbank-office-", ignore_cleanup_errors=True)


def office() -> str | None:
    """The LibreOffice of this machine."""
    return next((found for name in _OFFICE if (found := shutil.which(name))), None)


def _converted(path: Path, folder: Path, limits: Limits, ending: str) -> Path | None:
    program = office()
    if program is None:
        return None
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), "utf-8")
    source = folder / f"source.{ending}"
    shutil.copyfile(path, source)
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
        "--nodefault", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    _run(command, limits, folder)
    target = folder / "source.docx"
    return target if target.exists() and target.stat().st_size else None


def _run(command: list[str], limits: Limits, home: Path | None = None) -> bytes:
    """The output of a program; empty where it fails. It stays in our process group and is killed with it.

    The output goes to a file: a pipe would stay open as long as anything that the program started.
    """
    environment = os.environ | ({"HOME": str(home), "TMPDIR": str(home)} if home else {})
    with tempfile.TemporaryFile() as output:
        try:
            run = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=_SHARE * limits.seconds,
                env=environment,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError):
            return b""
        output.seek(0)
        return output.read() if run.returncode == 0 else b""


def _registry() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>"
    )


def _plain_text(path: Path, limits: Limits) -> str | None:
    for name, *options in _PLAIN:
        program = shutil.which(name)
        if program is None:
            continue
        text = _run([program, *options, str(path)], limits).decode("utf-8", errors="replace")
        if text.strip():
            return text
    return None


def _as_contents(text: str) -> Contents:
    lines = visible(text).split("\n")
    flow = tuple(Line(line, Place(line=number)) for number, line in enumerate(lines, 1))
    first = next((line.place for line in flow if line.text.strip()), Place(line=1))
    return replace(Contents("word", flow), problems=(problem("read-plainly", _PLAINLY, first),))
