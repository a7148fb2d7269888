"""Writing authorisations, requests and reported lines of many cases at once, each as of its own moment."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from yimen.domains.verification.models import Authorisation, VerificationLine, VerificationRequest
from yimen.domains.verification.types import AuthorisedFor, LoadedAuthorisation, LoadedRequest
from yimen.foundation.audit import Doer
from yimen.foundation.audit.loading import load_rows


@transaction.atomic
def load_verifications(
    *,
    authorisations: Sequence[LoadedAuthorisation],
    requests: Sequence[LoadedRequest],
    region: str,
    by: Doer,
) -> None:
    """All or none; one audit digest a chunk."""
    load_rows(
        [_authorisation(one) for one in authorisations],
        [_request(one) for one in requests],
        [line for one in requests for line in _lines(one)],
        kind="verification",
        region=region,
        by=by,
    )


def _authorisation(one: LoadedAuthorisation) -> Authorisation:
    return Authorisation(
        case_id=one.case_id,
        region=one.region,
        person_id=one.person_id,
        signed_by_id=one.person_id,
        purpose=AuthorisedFor.HOUSEHOLD,
        method=one.method,
        signature=one.signature,
        signed_at=one.signed_at,
        valid_from=one.signed_at.date(),
        by_user_id=one.by.user_id,
        by_post_id=one.by.post_id,
    )


def _request(one: LoadedRequest) -> VerificationRequest:
    return VerificationRequest(
        id=one.id,
        case_id=one.case_id,
        region=one.region,
        number=one.number,
        state=one.state,
        title=one.title,
        people=[{"id": str(person.person_id), "name": person.name} for person in one.people],
        requested_at=one.requested_at,
        requested_by_id=one.requested_by.user_id,
        started_at=one.started_at,
        reported_at=one.reported_at,
        reported_by_id=one.reported_by.user_id if one.reported_by else None,
        conclusion=one.conclusion,
        told_at=one.told_at,
        told_how=one.told_how,
        objection=one.objection,
        purpose_ended_on=one.purpose_ended_on,
    )


def _lines(one: LoadedRequest) -> Iterator[VerificationLine]:
    for line in one.lines:
        yield VerificationLine(
            region=one.region,
            case_id=one.case_id,
            request_id=one.id,
            person_id=line.person_id,
            kind=line.kind,
            amount_fen=line.amount.fen,
            source=line.source,
            as_of=line.as_of,
            is_counted=True,
        )
