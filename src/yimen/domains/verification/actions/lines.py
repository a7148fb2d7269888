"""The lines of an answered request, each with whether and with how much it counts."""

from collections.abc import Sequence

from django.utils import timezone

from yimen.domains.verification.models import VerificationLine, VerificationRequest
from yimen.domains.verification.queries.reports import counted_lines, lines_kept
from yimen.domains.verification.types import ReportedLine


def keep_lines(request: VerificationRequest, lines: Sequence[ReportedLine]) -> None:
    """What was reported; to a request about one item everything else is taken over from the one before."""
    every = [*_taken_over(request), *lines]
    counted = counted_lines(every, request.region, timezone.localdate())
    amounts = {id(each.line): each.amount.fen for each in counted}
    VerificationLine.objects.bulk_create(
        VerificationLine(
            region=request.region,
            case_id=request.case_id,
            request=request,
            person_id=line.person_id,
            kind=line.kind,
            amount_fen=line.amount.fen,
            source=line.source.strip(),
            as_of=line.as_of,
            item=line.item or None,
            since=line.since,
            is_counted=id(line) in amounts,
            counted_fen=amounts.get(id(line)),
        )
        for line in every
    )


def _taken_over(request: VerificationRequest) -> list[ReportedLine]:
    if request.about is None:
        return []
    before = VerificationRequest.objects.get(case_id=request.case_id, number=request.number - 1)
    item = (request.about["person"], request.about["kind"])
    return [line for line in lines_kept(before) if (str(line.person_id), line.kind) != item]
