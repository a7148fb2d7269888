"""When what is applied for changes before it is handed in: papers that name the old are made anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.db import transaction

from yimen.domains.network.types import Actor
from yimen.domains.papers import rendering, rules
from yimen.domains.papers.actions.documents import withdraw_document
from yimen.domains.papers.actions.issuing import issue_document
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.papers.permissions import visible_documents
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.worklist.types import Subject
from yimen.kernel import Programme, RegionCode

KEPT = frozenset({DocumentKind.WAIVER})
"""Who gives a programme up does not ask for it: the paper stands."""


@dataclass(frozen=True, slots=True)
class Remade:
    """What became of the papers: those made anew, and the titles of those somebody has to sign anew."""

    documents: tuple[OfficialDocument, ...]
    to_sign: tuple[str, ...]


@transaction.atomic
def remake_documents(*, subject_id: UUID, programmes: Sequence[Programme], reason: str, by: Actor) -> Remade:
    """Withdraw what names a programme no longer asked for, and issue it anew with those that are.

    A signature stands for the words that were signed; a signed paper is withdrawn and not made anew here.
    """
    made, to_sign = [], []
    standing = visible_documents(by).filter(subject_id=subject_id, withdrawn_at__isnull=True)
    for document in standing.order_by("issued_at", "id"):
        kind = DocumentKind(document.kind)
        values = cast("Mapping[str, Json]", rendering.content_of(document)["values"])
        if kind in KEPT or set(rules.programmes_of(values)) <= set(programmes):
            continue
        withdraw_document(document.id, reason=reason, by=by)
        if rendering.signatures_of(document):
            to_sign.append(kind.title)
            continue
        region = RegionCode(document.region)
        made.append(
            issue_document(
                kind=kind,
                subject=Subject(document.subject_kind, document.subject_id, kind.title, region),
                values={**values, **_asked(values, programmes)},
                by=by,
                household_id=document.household_id,
            )
        )
    return Remade(tuple(made), tuple(dict.fromkeys(to_sign)))


def _asked(values: Mapping[str, Json], programmes: Sequence[Programme]) -> dict[str, Json]:
    """The programmes under whichever name the kind has for them."""
    if "programmes" in values:
        return {"programmes": [str(programme) for programme in programmes]}
    return {"programme": str(programmes[0])}
