"""Which documents an actor may open: those of their regions and of households shared with them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers.errors import DocumentNotFoundError
from yimen.domains.papers.models import OfficialDocument


def visible_documents(by: Actor) -> "QuerySet[OfficialDocument]":
    """The documents within the actor's scope."""
    within = Q(region__gte=by.scope.lo, region__lt=by.scope.hi)
    return OfficialDocument.objects.filter(within | Q(household_id__in=by.scope.shared))


def access_document(
    document_id: UUID, *, by: Actor, permission: Permission = Permission.DOCUMENT_OPEN
) -> OfficialDocument:
    """The document, or a refusal that does not say whether it exists elsewhere."""
    document = visible_documents(by).filter(id=document_id).first()
    if document is None:
        raise DocumentNotFoundError(
            "没有找到这份文书，或者它不在您负责的区域内；请从办件或家庭档案中打开。",
            document=str(document_id),
        )
    require(by, permission, document.region, subject=document.household_id)
    return document
