"""A package: one PDF/A that carries its originals and a manifest of their digests, sealed as a whole.

Whoever has the file can check it with nothing else: no house, no database, no network.
"""

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pypdf
from cryptography.hazmat.primitives import hashes

FORMAT = "yimen-package/1"
MANIFEST = "manifest.json"
BLANK = "0" * 64
_SEALS = re.compile(rb"yimen-(sha256|sm3):([0-9a-f]{64})")
PLACEHOLDERS = (f"yimen-sha256:{BLANK}", f"yimen-sm3:{BLANK}")
"""Keywords of the document that the seal is written into once the rest is fixed."""
WRITTEN = 2
"""How often a PDF/A names its keywords: in its description and in its XMP metadata."""


class NotSealableError(ValueError):
    """The document does not hold its placeholders exactly where a seal belongs."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and with which file within the package."""

    flaw: str
    name: str = ""


@dataclass(frozen=True)
class Report:
    """What a check found; `seal` is that of the bytes as they are."""

    seal: str
    files: int
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        return not self.findings


def sha256(content: bytes) -> str:
    """The digest everybody's tools know."""
    return hashlib.sha256(content).hexdigest()


def sm3(content: bytes) -> str:
    """The digest of GB/T 32905."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()


def manifest_of(about: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    """The manifest: what the package is, and of each file its length and both digests."""
    listed = {
        name: {"size": len(content), "sha256": sha256(content), "sm3": sm3(content)}
        for name, content in files.items()
    }
    whole = {"format": FORMAT, **about, "files": listed}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()


def seal(pdf: bytes) -> tuple[bytes, str]:
    """The document with the digests of everything else in it written into their places; and its seal."""
    places = list(_SEALS.finditer(pdf))
    if len(places) != WRITTEN * len(PLACEHOLDERS) or any(place[2] != BLANK.encode() for place in places):
        raise NotSealableError
    digests = {b"sha256": sha256(pdf).encode(), b"sm3": sm3(pdf).encode()}
    sealed = _SEALS.sub(lambda place: b"yimen-%s:%s" % (place[1], digests[place[1]]), pdf)
    return sealed, digests[b"sm3"].decode()


def check(pdf: bytes) -> Report:
    """Every changed, missing or added byte: the whole against its seal, each file against the manifest."""
    blank = _SEALS.sub(lambda place: b"yimen-%s:%s" % (place[1], BLANK.encode()), pdf)
    findings = list(_seal_flaws(pdf, blank))
    try:
        held = _held(pdf)
        named = json.loads(held.pop(MANIFEST))["files"] if MANIFEST in held else None
    except Exception:  # a damaged file may fail anywhere in its reading
        return Report(sm3(blank), 0, (*findings, Finding("unreadable")))
    if named is None:
        return Report(sm3(blank), len(held), (*findings, Finding("no_manifest")))
    findings += _file_flaws(named, held)
    return Report(sm3(blank), len(held), tuple(findings))


def _seal_flaws(pdf: bytes, blank: bytes) -> Iterator[Finding]:
    places = list(_SEALS.finditer(pdf))
    if len(places) != WRITTEN * len(PLACEHOLDERS):
        yield Finding("no_seal")
        return
    wanted = {b"sha256": sha256(blank).encode(), b"sm3": sm3(blank).encode()}
    if any(place[2] != wanted[place[1]] for place in places):
        yield Finding("changed")


def _held(pdf: bytes) -> dict[str, bytes]:
    """The files within; two of one name are told apart so that none hides behind the other."""
    held: dict[str, bytes] = {}
    for name, contents in pypdf.PdfReader(io.BytesIO(pdf)).attachments.items():
        for number, content in enumerate(contents):
            held[name if number == 0 else f"{name} ({number + 1})"] = content
    return held


def _file_flaws(named: Mapping[str, Mapping[str, object]], held: Mapping[str, bytes]) -> Iterator[Finding]:
    for name, said in sorted(named.items()):
        content = held.get(name)
        if content is None:
            yield Finding("file_missing", name)
        elif (said.get("size"), said.get("sha256"), said.get("sm3")) != (
            len(content),
            sha256(content),
            sm3(content),
        ):
            yield Finding("file_changed", name)
    for name in sorted(set(held) - set(named)):
        yield Finding("file_added", name)
