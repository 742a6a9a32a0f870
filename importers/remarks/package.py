"""A zipped Office file of which single parts are changed or added, and all others copied as they are."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path

from lxml import etree

from importers.safety import Limits, Package

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATIONS_KIND = "application/vnd.openxmlformats-package.relationships+xml"
_TYPES_PART = "[Content_Types].xml"


class Edit:
    """Parts are named as in the zip, without a leading slash. Raises Unreadable for whatever breaks a limit."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.package = Package(path, limits)
        self._path = path
        self._roots: dict[str, etree._Element] = {}
        self._changed: dict[str, bytes | None] = {}

    def look(self, name: str) -> etree._Element | None:
        """The root of a part, only to be read; None where there is no such part."""
        if name not in self._roots:
            root = self.package.xml(name, as_written=True)
            if root is None:
                return None
            self._roots[name] = root
        return self._roots[name]

    def change(self, name: str) -> etree._Element | None:
        """The root of a part, to be changed: it is written anew."""
        root = self.look(name)
        if root is not None:
            self._changed[name] = None
        return root

    def put(self, name: str, root: etree._Element) -> None:
        """A new part, or another root for an old one."""
        self._roots[name] = root
        self._changed[name] = None

    def put_bytes(self, name: str, data: bytes) -> None:
        self._changed[name] = data

    def free_name(self, pattern: str) -> str:
        """The first name of the pattern (with {} for a number) that no part has."""
        taken = {name.lower() for name in (*self.package.names(), *self._changed)}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    # Relations and content types ------------------------------------------------------------------------------------

    def related(self, part: str, kind: str) -> str | None:
        """The part that `part` (empty: the package) is related to by a relation whose type ends in /`kind`."""
        for relation in self._relations(part):
            if (relation.get("Type") or "").endswith("/" + kind) and relation.get("TargetMode") != "External":
                return _absolute(part, relation.get("Target") or "")
        return None

    def target(self, part: str, relation_id: str) -> str | None:
        """The part that `part` is related to by the relation of this id."""
        for relation in self._relations(part):
            if relation.get("Id") == relation_id:
                return _absolute(part, relation.get("Target") or "")
        return None

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate `part` to `target` by a relation of the type `kind` (a whole address); the relation's id."""
        name = _relations_of(part)
        root = self.change(name)
        if root is None:
            root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>')
            self.put(name, root)
            self.declare_ending("rels", _RELATIONS_KIND)
        taken = {relation.get("Id") for relation in root}
        number = len(root) + 1
        while f"rId{number}" in taken:
            number += 1
        etree.SubElement(
            root,
            _RELATIONS + "Relationship",
            Id=f"rId{number}",
            Type=kind,
            Target=posixpath.relpath(target, posixpath.dirname(part)),
        )
        return f"rId{number}"

    def declare(self, part: str, kind: str) -> None:
        """State the content type of a new part."""
        root = self.change(_TYPES_PART)
        if root is not None:
            etree.SubElement(root, _TYPES + "Override", PartName="/" + part, ContentType=kind)

    def declare_ending(self, ending: str, kind: str) -> None:
        """State the content type of all parts with this ending, where it is not stated."""
        root = self.look(_TYPES_PART)
        known = root.iterfind(_TYPES + "Default") if root is not None else ()
        if all((default.get("Extension") or "").lower() != ending for default in known):
            changed = self.change(_TYPES_PART)
            if changed is not None:
                changed.insert(0, etree.Element(_TYPES + "Default", Extension=ending, ContentType=kind))

    def _relations(self, part: str) -> list[etree._Element]:
        root = self.look(_relations_of(part))
        return list(root) if root is not None else []

    # Writing --------------------------------------------------------------------------------------------------------

    def saved(self) -> bytes:
        """The whole file: old entries in their order, new ones behind them."""
        target = io.BytesIO()
        with zipfile.ZipFile(self._path) as source, zipfile.ZipFile(target, "w") as copy:
            entries = {info.filename: info for info in source.infolist()}
            for name, info in entries.items():
                data = self._written(name) if name in self._changed else self.package.stream(name)
                copy.writestr(_like(info), data)
            for name in self._changed:
                if name not in entries:
                    copy.writestr(_new(name), self._written(name))
        return target.getvalue()

    def _written(self, name: str) -> bytes:
        data = self._changed[name]
        if data is not None:
            return data
        tree = self._roots[name].getroottree()
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry with the name, date and compression of another."""
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type = info.compress_type
    made.external_attr, made.internal_attr = info.external_attr, info.internal_attr
    made.create_system, made.comment = info.create_system, info.comment
    return made


def _new(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _absolute(part: str, target: str) -> str:
    """The name of a part that a relation of `part` points to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
