"""Reports: a version is made when a request is answered; the family may object to a single item."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.domains.verification.actions.requests import ask_again
from yimen.domains.verification.errors import ObjectionRefusedError
from yimen.domains.verification.models import VerificationReport, VerificationRequest
from yimen.domains.verification.permissions import access_report, access_request
from yimen.domains.verification.queries.reports import (
    lines_kept,
    office_figures,
    people_of_report,
    sources_of_report,
)
from yimen.domains.verification.rules.reports.content import Material, content_of
from yimen.domains.verification.rules.reports.quantifying import quantified
from yimen.domains.verification.types import LineKind, RequestState, Verified
from yimen.domains.verification.types.reports import FromSets, ReportFacts
from yimen.foundation import audit
from yimen.kernel import RegionCode

NOTHING_READ = FromSets()


@transaction.atomic
def make_report(*, facts: ReportFacts, by: Actor, from_sets: FromSets = NOTHING_READ) -> VerificationReport:
    """The next version for a request that was answered just now; it never changes afterwards."""
    request = access_request(facts.request_id, Permission.VERIFICATION_ANSWER, by=by)
    material = _material(request, facts, from_sets)
    content = content_of(material, lambda file: library.answer_of(file, facts.programmes))
    earlier = VerificationReport.objects.filter(case_id=request.case_id)
    totals = content["totals"]
    report = VerificationReport.objects.create(
        region=request.region,
        case_id=request.case_id,
        household_id=facts.household_id,
        request=request,
        version=earlier.count() + 1,
        reason=_reason(request),
        made_on=facts.on,
        valid_until=date.fromisoformat(content["valid_until"]),
        income_fen=totals["income"],
        per_capita_fen=totals["per_capita"],
        assets_fen=totals["assets"],
        content=json.dumps(content, ensure_ascii=False),
        by_user_id=by.user_id,
        by_post_id=by.post_id,
        by_name=by.staff_name,
    )
    _record("verification:make_report", report, by, {"version": report.version})
    return report


def _material(request: VerificationRequest, facts: ReportFacts, from_sets: FromSets) -> Material:
    urban = bool(facts.found.get("household", {}).get("urban"))
    figures = office_figures(request.region, facts.on)
    return Material(
        facts=facts,
        counted=quantified(lines_kept(request), facts.on, figures),
        sources=sources_of_report(request),
        figures=figures,
        parameters=library.parameters(RegionCode(request.region), facts.on, urban=urban),
        before=_before(request, facts.household_id),
        people=people_of_report(request),
        looking={programme: library.rules_behind(programme) for programme in facts.programmes},
        from_sets=from_sets,
        taken_over=_taken_over(request),
    )


def _taken_over(request: VerificationRequest) -> Mapping[str, Any]:
    """What the version before says, for a request about one item: of the sets, all but those read anew."""
    if request.about is None:
        return {}
    before = VerificationReport.objects.filter(case_id=request.case_id).order_by("-version").first()
    found: Mapping[str, Any] = json.loads(str(before.content)) if before and before.content else {}
    return found


def _before(request: VerificationRequest, household_id: UUID) -> Mapping[str, Any] | None:
    """What the last report of an earlier application kept for comparison, if it is still there."""
    rows = VerificationReport.objects.filter(household_id=household_id, content__isnull=False)
    last = rows.exclude(case_id=request.case_id).order_by("-made_on", "-id").first()
    found: Mapping[str, Any] | None = json.loads(str(last.content))["snapshot"] if last else None
    return found


def _reason(request: VerificationRequest) -> str:
    """What the family objected to, or that it was verified once more."""
    before = VerificationRequest.objects.filter(case_id=request.case_id, number=request.number - 1).first()
    if before is None:
        return ""
    return before.objection or "再次核对"


@transaction.atomic
def object_to_item(
    *, report_id: UUID, person_id: UUID, kind: LineKind, objection: str, by: Actor
) -> VerificationRequest:
    """The family says that one item is wrong: it alone is asked again; returns that request."""
    report = access_report(report_id, Permission.VERIFICATION_REQUEST, by=by)
    request = access_request(report.request_id, Permission.VERIFICATION_REQUEST, by=by, is_changed=True)
    _refuse_too_late(report, request)
    if not objection.strip():
        raise ObjectionRefusedError("请写明对这一项有什么异议、有什么佐证材料。")
    name = people_of_report(request).get(person_id)
    if name is None or not request.lines.filter(person=person_id, kind=kind).exists():
        raise ObjectionRefusedError("这份报告里没有这一项。")
    about = {"person": str(person_id), "kind": kind.value}
    return ask_again(request, objection, [Verified(person_id, name)], about=about, by=by)


def _refuse_too_late(report: VerificationReport, request: VerificationRequest) -> None:
    """Only what the newest version says, while it is valid and the case needs it."""
    if request.state not in (RequestState.PASSED, RequestState.TOLD):
        raise ObjectionRefusedError("这份报告已经有异议在查，或者结果还没有告知家庭。")
    if VerificationReport.objects.filter(case_id=report.case_id, version__gt=report.version).exists():
        raise ObjectionRefusedError("这不是最新的报告，请对最新一版提出异议。")
    if request.purpose_ended_on is not None or report.valid_until < timezone.localdate():
        raise ObjectionRefusedError("办件已经办结或者报告已过有效期，请重新提请核对。")


def _record(action: str, report: VerificationReport, by: Actor, changes: dict[str, object]) -> None:
    audit.record(
        action, kind="verification_report", subject=report.id, region=report.region, by=by, changes=changes
    )
