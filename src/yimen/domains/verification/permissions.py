"""Who may open or answer a request; the database shows only rows of the actor's region or shares."""

from uuid import UUID

from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.errors import AuthorisationMissingError, RequestNotFoundError
from yimen.domains.verification.models import Authorisation, VerificationRequest


def access_request(
    request_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> VerificationRequest:
    """The request, or the refusal that it is not there for this actor; locked when it will be changed."""
    rows = (
        VerificationRequest.objects.select_for_update() if is_changed else VerificationRequest.objects.all()
    )
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise request_not_found(request_id)
    require(by, permission, request.region, subject=request.case_id)
    return request


def request_not_found(request_id: UUID) -> RequestNotFoundError:
    return RequestNotFoundError("没有这次核对，或不在您负责的区域内。", request=str(request_id))


def access_authorisation(authorisation_id: UUID, permission: Permission, *, by: Actor) -> Authorisation:
    """The authorisation, locked for its change, or the refusal that it is not there for this actor."""
    found = Authorisation.objects.select_for_update().filter(pk=authorisation_id).first()
    if found is None:
        raise AuthorisationMissingError(
            "没有这份授权，或不在您负责的区域内。", authorisation=str(authorisation_id)
        )
    require(by, permission, found.region, subject=found.case_id)
    return found
