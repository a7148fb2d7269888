"""The papers of a town's month: what the meeting has before it, its minutes, the report at the end."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.matters import close_if_waiting
from yimen.domains.cases.errors import RoundInvalidError
from yimen.domains.cases.models import CaseMember, CaseOutcome, HomeInvestigation, MonthlyRound, Opinion
from yimen.domains.cases.queries.determinations import file_of, member_ref
from yimen.domains.cases.queries.round_report import FigureSum, Report, report_of
from yimen.domains.cases.queries.rounds import present_round_month, round_of
from yimen.domains.cases.rules.addresses import whole_address
from yimen.domains.cases.rules.answer import finding
from yimen.domains.cases.types import MeetingResult, ReportFigure, Round, RoundLine, RoundStage
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor
from yimen.domains.papers import actions as papers
from yimen.domains.papers.types import DocumentKind, Json
from yimen.domains.people.types import Relation
from yimen.domains.verification import queries as verification
from yimen.domains.verification.types import RequestState
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.kernel import Money, Month, Programme, RegionCode

MOST_SHEETS = 200
NO_VISIT = "依规定不需入户调查"
NO_VERIFICATION = "依规定不需核对"
NOT_KNOWN = "测算依据不全，须人工审核"


@transaction.atomic
def issue_meeting_papers(*, town: RegionCode, month: Month, by: Actor) -> UUID:
    """The agenda, the list, a sheet for each household that may be resolved on; who lacks what, besides."""
    require(by, Permission.ROUND_RUN, town)
    refuse_ahead(town, month)
    row = open_round(town, month)
    if row.closed_on is not None:
        raise RoundInvalidError("%(month)s的审核已经结束，会议材料可在文书中重印。", month=str(month))
    found = round_of(month, by=by, town=town)
    ready = found.at(RoundStage.READY)[:MOST_SHEETS]
    if not ready:
        raise RoundInvalidError("本轮还没有可以上会的申请，先把尚缺的办齐再打印会议材料。")
    document = papers.issue_document(
        kind=DocumentKind.ROUND_PAPERS, subject=subject_of(row), values=_meeting_values(found, ready), by=by
    )
    close_if_waiting(WorkKind.ROUND_CLOSING, row.id, by=by)
    return document.id


def refuse_ahead(town: RegionCode, month: Month) -> None:
    """A month that has not come is looked at only; until then its cases are those of the present round."""
    present = present_round_month(town, timezone.localdate())
    if month > present:
        raise RoundInvalidError(
            "%(month)s的审核还没有开始，请在本轮（%(present)s）办理。", month=str(month), present=str(present)
        )


def open_round(town: RegionCode, month: Month) -> MonthlyRound:
    """The row of a month, made when it is first needed."""
    row, _is_made = MonthlyRound.objects.get_or_create(
        region=str(town), month=month.first, defaults={"opened_at": timezone.now()}
    )
    return row


def subject_of(row: MonthlyRound) -> Subject:
    """How the round of a month is named."""
    month = Month.of(row.month)
    town = RegionCode(row.region)
    title = f"{network.get_region(town).name} {month.year}年{month.month}月审核"
    return Subject("round", row.id, title, town)


def _meeting_values(found: Round, ready: Sequence[RoundLine]) -> dict[str, Json]:
    sheets = [_sheet(line, outcome) for line, outcome in _with_outcomes(ready)]
    names = network.region_names({line.region for line in ready})
    items: list[Json] = [
        {
            **{key: sheet[key] for key in ("number", "name", "programme", "household_size", "proposal")},
            "village": names.get(line.region, line.region),
        }
        for line, sheet in zip(ready, sheets, strict=True)
    ]
    waiting: list[Json] = [
        {
            "number": line.number,
            "name": line.name,
            "programme": line.programme.title,
            "lacks": "；".join(str(lack).rstrip("。") for lack in line.lacks),
        }
        for line in found.at(RoundStage.LACKING)
    ]
    return {
        "month": str(found.month),
        "meeting_on": found.days.meeting.isoformat(),
        "closing_on": found.days.closing.isoformat(),
        "items": items,
        "sheets": list(sheets),
        "waiting": waiting,
    }


def _with_outcomes(lines: Sequence[RoundLine]) -> list[tuple[RoundLine, CaseOutcome]]:
    rows = CaseOutcome.objects.filter(id__in=[line.outcome_id for line in lines])
    found = {row.id: row for row in rows.select_related("case", "person")}
    return [(line, found[line.outcome_id]) for line in lines]


def _sheet(line: RoundLine, outcome: CaseOutcome) -> dict[str, Json]:
    case = outcome.case
    members = list(case.members.order_by("ref"))
    visit = case.investigations.filter(signed_at__isnull=False).order_by("-signed_at").first()
    request = verification.find_latest_request(case.id)
    return {
        "number": line.number,
        "name": line.name,
        "programme": line.programme.title,
        "household_size": 1 if outcome.person_id else max(1, len(members)),
        "address": whole_address(network.region_path(case.region), case.address) or "—",
        "members": _members(members) or line.name,
        "visit": _visit(visit),
        "verification": NO_VERIFICATION if request is None else RequestState(request.state).title,
        "proposal": _proposal(outcome),
    }


def _members(members: Iterable[CaseMember]) -> str:
    return "、".join(f"{member.name}（{Relation(member.relation).title}）" for member in members)


def _visit(visit: HomeInvestigation | None) -> str:
    return NO_VISIT if visit is None else f"{visit.visited_on.isoformat()}，{visit.conclusion}"


def _proposal(outcome: CaseOutcome) -> str:
    """What the rules say today, as the meeting reads it."""
    answer = library.answer_of(file_of(outcome.case, timezone.localdate()))
    found = finding(answer, Programme(outcome.programme), member_ref(outcome))
    if found.is_eligible is None:
        return NOT_KNOWN
    return f"符合，{found.amount}元" if found.is_eligible else "不符合"


def issue_minutes(
    row: MonthlyRound,
    results: Sequence[tuple[RoundLine, MeetingResult, Opinion | None, str]],
    *,
    by: Actor,
) -> None:
    """Who sat together, and what was resolved about whom."""
    items: list[Json] = [
        {
            "number": line.number,
            "name": line.name,
            "programme": line.programme.title,
            "result": _resolved(result, opinion, note),
        }
        for line, result, opinion, note in results
    ]
    held_on = row.held_on or timezone.localdate()
    values: dict[str, Json] = {
        "month": str(Month.of(row.month)),
        "held_on": held_on.isoformat(),
        "place": row.place,
        "chair": row.chair,
        "participants": row.participants,
        "items": items,
        "signers": [{"name": row.chair, "role": "主持人"}, {"name": by.staff_name, "role": "审核人"}],
    }
    papers.issue_document(kind=DocumentKind.ROUND_MINUTES, subject=subject_of(row), values=values, by=by)


def _resolved(result: MeetingResult, opinion: Opinion | None, note: str) -> str:
    said = result.title
    if opinion is not None and opinion.is_positive:
        said = f"{said}，{Money(opinion.amount_fen)}元"
    return f"{said}（{note}）" if note else said


def issue_report(row: MonthlyRound, *, by: Actor) -> None:
    """The month in figures, as they stand on the day the round ends."""
    town, month = RegionCode(row.region), Month.of(row.month)
    report = report_of(month, by=by, region=town)
    results = list(row.entries.values_list("result", flat=True))
    carried = results.count(MeetingResult.CARRIED_OVER) + results.count(MeetingResult.PUT_OFF)
    values: dict[str, Json] = {
        "month": str(month),
        "monthly": _monthly(report),
        "once": [
            {"programme": programme.title, "given": _words(report.figure(ReportFigure.GIVEN, programme))}
            for programme in report.programmes(once=True)
        ],
        "cases": [
            {
                "programme": programme.title,
                "refused": report.figure(ReportFigure.REFUSED, programme).households,
                "in_process": report.figure(ReportFigure.IN_PROCESS, programme).households,
            }
            for programme in report.programmes_with_cases()
        ],
        "resolved": len(results) - carried,
        "carried_over": carried,
        "closed_on": timezone.localdate().isoformat(),
    }
    papers.issue_document(kind=DocumentKind.ROUND_REPORT, subject=subject_of(row), values=values, by=by)


def _monthly(report: Report) -> list[Json]:
    told = {
        "opening": ReportFigure.OPENING,
        "granted": ReportFigure.GRANTED,
        "increased": ReportFigure.INCREASED,
        "decreased": ReportFigure.DECREASED,
        "ended": ReportFigure.ENDED,
        "closing": ReportFigure.CLOSING,
    }
    return [_monthly_row(report, programme, told) for programme in report.programmes()]


def _monthly_row(report: Report, programme: Programme, told: Mapping[str, ReportFigure]) -> Json:
    figures: dict[str, Json] = {
        name: _words(report.figure(figure, programme)) for name, figure in told.items()
    }
    taken_over = report.figure(ReportFigure.TAKEN_OVER, programme)
    if taken_over.households:
        figures["granted"] = f"{figures['granted']}；期初接管{_words(taken_over)}"
    return {"programme": programme.title, **figures}


def _words(found: FigureSum) -> str:
    return f"{found.households}户{found.people}人 {found.amount}元"
