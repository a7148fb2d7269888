"""Reports on families: one version as a page shows it, the versions of a case, what counts of some lines."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yimen.domains.library import queries as library
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.verification.models import SourceQuery, VerificationReport, VerificationRequest
from yimen.domains.verification.permissions import access_report, report_not_found
from yimen.domains.verification.queries.requests import people_of_request
from yimen.domains.verification.queries.results import looked_at, source_reports
from yimen.domains.verification.recording import refusals_kept
from yimen.domains.verification.rules.duties import purpose_of
from yimen.domains.verification.rules.reports.changes import Changed, changes, people_in
from yimen.domains.verification.rules.reports.figures import OWN, figures_from
from yimen.domains.verification.rules.reports.quantifying import quantified
from yimen.domains.verification.types import Deed, LineKind, QueryAct, ReportedLine, SourceReport
from yimen.domains.verification.types.reports import Counted, MadeReport, Office
from yimen.foundation import audit
from yimen.foundation.files.sealed import digest_of
from yimen.kernel import Money, RegionCode


@dataclass(frozen=True)
class ReportPage:
    """One version with what a page needs beside it."""

    report: VerificationReport
    content: Mapping[str, Any] | None
    """None once the answers went, because their purpose had ended."""
    hidden: Sequence[str]
    """People whose results this reader may not look at any more."""
    versions: Sequence[VerificationReport]
    before: VerificationReport | None
    changed: Sequence[Changed]
    is_fewer: bool
    """The version before told of somebody this one is not about any more; nothing more is said of them."""
    trend: Sequence[VerificationReport]
    """The newest version of each application of the family, oldest first."""

    @property
    def is_newest(self) -> bool:
        return self.report.version == max(each.version for each in self.versions)


def get_report(report_id: UUID, *, by: Actor, act: QueryAct = QueryAct.VIEW) -> ReportPage:
    """One version; the opening and every view of a person's results are recorded."""
    deed = Deed(act, str(by.region), purpose_of(by.role))
    with refusals_kept(deed, (), by=by):
        report = access_report(report_id, Permission.FAMILY_REPORT_OPEN, by=by)
    audit.record_opening(kind="verification_report", subject=report.id, region=report.region, by=by)
    versions = list(reports_of_case(report.case_id, by=by))
    before = next((each for each in versions if each.version == report.version - 1), None)
    was, people = _content(before) if before else None, people_of_report(report.request)
    content, hidden = _seen(report, was, people, by, act)
    changed = changes(was, content, people) if was and content else ()
    is_fewer = bool(was and content and people_in(was).keys() - people.keys())
    return ReportPage(report, content, hidden, versions, before, changed, is_fewer, _trend(report))


def digest_of_report(report: MadeReport) -> str:
    """The SM3 digest of what a version says, while it is kept: the paper of its number bears it."""
    return digest_of(str(report.content).encode()).hex()


def reports_of_case(case_id: UUID, *, by: Actor) -> QuerySet[VerificationReport]:
    """Every version of a case, newest first."""
    require(by, Permission.FAMILY_REPORT_OPEN, by.region)
    return VerificationReport.objects.filter(case_id=case_id).defer("content").order_by("-version")


def case_of_report(report_id: UUID) -> UUID:
    """The case a report is about, if it lies in the present scope."""
    found = VerificationReport.objects.filter(pk=report_id).values_list("case_id", flat=True).first()
    if found is None:
        raise report_not_found(report_id)
    return found


def _content(report: VerificationReport) -> Mapping[str, Any] | None:
    return None if report.content is None else json.loads(str(report.content))


def _seen(
    report: VerificationReport,
    was: Mapping[str, Any] | None,
    people: Mapping[UUID, str],
    by: Actor,
    act: QueryAct,
) -> tuple[Mapping[str, Any] | None, list[str]]:
    """Only as a whole: a report that is in part about somebody hidden would tell of them by its sums.

    So is what the version before told of whoever this one is still about.
    """
    content = _content(report)
    if content is None:
        return None, []
    before = people_in(was) if was else {}
    about = {**{each: name for each, name in before.items() if each in people}, **people_in(content)}
    seen = looked_at(report.request, about.keys(), by=by, act=act)
    hidden = sorted(name for person, name in about.items() if person not in seen)
    return (None, hidden) if hidden else (content, [])


def _trend(report: VerificationReport) -> list[VerificationReport]:
    """Up to the day of this version; of each case the newest."""
    rows = VerificationReport.objects.filter(household_id=report.household_id, made_on__lte=report.made_on)
    newest = {each.case_id: each for each in rows.defer("content").order_by("version")}
    if report.case_id in newest:
        newest[report.case_id] = report
    return sorted(newest.values(), key=lambda each: (each.made_on, each.id))


def office_figures(region: str, on: date) -> dict[str, Office]:
    """The figures reports work with at a place on a day."""
    found = library.parameters(RegionCode(region), on)
    return figures_from(found, {name: library.parameter_title(name) for name in OWN})


def counted_lines(lines: Sequence[ReportedLine], region: str, on: date) -> tuple[Counted, ...]:
    """What counts of some lines, for whoever is about to report them or asks what they come to."""
    return quantified(lines, on, office_figures(region, on))


def lines_kept(request: VerificationRequest) -> tuple[ReportedLine, ...]:
    """The lines of an answered request as they were reported."""
    return tuple(
        ReportedLine(
            line.person_id,
            LineKind(line.kind),
            Money(line.amount_fen),
            line.source,
            line.as_of,
            str(line.item or ""),
            line.since,
        )
        for line in request.lines.order_by("id")
    )


def whole_request(request: VerificationRequest) -> VerificationRequest:
    """The request about the whole family that one about a single item goes back to."""
    if request.about is None:
        return request
    rows = VerificationRequest.objects.filter(case_id=request.case_id, number__lt=request.number)
    return rows.filter(about__isnull=True).latest("number")


def sources_of_report(request: VerificationRequest) -> list[SourceReport]:
    """Who answered: of the whole request, with what was asked again about single items since."""
    whole = whole_request(request)
    asked = SourceQuery.objects.filter(
        case_id=request.case_id,
        request__number__gte=whole.number,
        request__number__lte=request.number,
    )
    return source_reports(whole, list(asked.order_by("request__number", "id")))


def people_of_report(request: VerificationRequest) -> dict[UUID, str]:
    """Everybody a report is about, members and obligors."""
    return {each.person_id: each.name for each in people_of_request(whole_request(request))}
