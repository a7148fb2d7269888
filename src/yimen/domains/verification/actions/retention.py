"""Answers whose purpose has ended go; the report, the states and the log of queries stay."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.verification.models import SourceAnswer, VerificationReport, VerificationRequest
from yimen.domains.verification.queries.retention import requests_to_reduce
from yimen.foundation import audit
from yimen.foundation.audit import Doer


def reduce_due(*, on: date, by: Doer) -> int:
    """Every request whose time is over on a day, each by itself; a second run finds nothing."""
    due = [request for county in requests_to_reduce(on) for request in county.values_list("id", flat=True)]
    return sum(reduce_answers(request_id=request, by=by) for request in due)


@transaction.atomic
def reduce_answers(*, request_id: UUID, by: Doer) -> bool:
    """Delete what was found about the people of one request; False where somebody did it already."""
    found = VerificationRequest.objects.select_for_update().filter(pk=request_id, reduced_at=None).first()
    if found is None:
        return False
    answers, _ = SourceAnswer.objects.filter(query__request=found).delete()
    lines, _ = found.lines.all().delete()
    VerificationReport.objects.filter(request=found).update(content=None)
    found.asked.exclude(remark="").update(remark="")
    found.reduced_at = timezone.now()
    found.save(update_fields=["reduced_at"])
    audit.record(
        "verification:reduce",
        kind="verification",
        subject=found.id,
        region=found.region,
        by=by,
        changes={"lines": lines, "answers": answers, "purpose_ended_on": found.purpose_ended_on},
    )
    return True
