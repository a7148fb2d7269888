"""A specimen of every kind: values that belong to nobody, to look at a template before it is used; pure."""

from yimen.domains.papers import rules
from yimen.domains.papers.rules.content import Content
from yimen.domains.papers.types import DocumentKind, Json
from yimen.foundation.documents import qr_svg
from yimen.kernel import Programme

DAY = "2026-01-15"
SPECIMEN = "样张"
KNOWN: dict[str, Json] = {
    "programme": Programme.DIBAO.value,
    "programmes": [Programme.DIBAO.value],
    "amount": "1234.56",
    "from_month": "2026-02",
    "household_size": 3,
    "until": DAY,
    "reply_by": DAY,
}
"""Values with a form of their own; whatever ends in `_on` is a day."""


def specimen_values(kind: DocumentKind) -> dict[str, Json]:
    """Every content of the kind, each saying its own label in brackets."""
    return {content.name: _value(content) for content in rules.CONTENTS[kind]}


def specimen(kind: DocumentKind, office: str) -> dict[str, Json]:
    """What a template reads, for a paper that was never issued."""
    return {
        "values": specimen_values(kind),
        "basis": "〔法律依据〕",
        "county": "〔县〕",
        "town": "〔乡镇〕",
        "reconsideration": "〔复议机关〕",
        "title": kind.title,
        "number": f"{SPECIMEN}〔2026〕1号",
        "office": office,
        "issued_on": DAY,
        "from_office": True,
        "programmes": Programme.DIBAO.title,
        "payment": "monthly",
        "published": True,
        "amount_words": "〔大写金额〕",
        "code": SPECIMEN,
        "digest": "0" * 64,
        "qr": qr_svg(SPECIMEN),
        "synthetic": False,
        "signed": None,
    }


def marks_of(kind: DocumentKind) -> set[str]:
    """The words by which the specimen's contents are found again on its paper."""
    return set(_marks(list(specimen_values(kind).values()))) | {kind.title}


def _value(content: Content) -> Json:
    if content.columns:
        return [_row(content, turn) for turn in range(max(2, content.least))]
    return _plain(content.name, content.label)


def _row(content: Content, turn: int) -> Json:
    return {column: _plain(column, f"{content.label}{turn + 1}{column}") for column in content.columns}


def _plain(name: str, label: str) -> Json:
    if name in KNOWN:
        return KNOWN[name]
    return DAY if name.endswith("_on") else f"〔{label}〕"


def _marks(values: list[Json]) -> list[str]:
    found = []
    for value in values:
        if isinstance(value, str) and value.startswith("〔"):
            found.append(value)
        elif isinstance(value, (list, dict)):
            found += _marks(list(value.values() if isinstance(value, dict) else value))
    return found
