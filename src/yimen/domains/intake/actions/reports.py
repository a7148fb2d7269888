"""Reports that something changed in a family: told in three fields, looked into by the town."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.awards import queries as awards
from yimen.domains.intake.errors import ReportIncompleteError, ReportSettledError
from yimen.domains.intake.models import ChangeReport
from yimen.domains.intake.permissions.reports import access_report
from yimen.domains.intake.queries.reports import away_full_on
from yimen.domains.intake.rules.reports import REASSESSMENT_CLOCK, REPORT_CLOCK, away_deadline, report_limit
from yimen.domains.intake.types import ReportKind, ReportOutcome
from yimen.domains.library import queries as library
from yimen.domains.network import queries as network
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor, Role, StationLevel
from yimen.domains.people import queries as people
from yimen.domains.people.permissions import household_for, person_for
from yimen.domains.worklist import actions as worklist
from yimen.domains.worklist import queries as waiting
from yimen.domains.worklist.errors import AlreadyOpenError, NotOpenError
from yimen.domains.worklist.types import Subject, WorkKind
from yimen.foundation import audit
from yimen.foundation.calendar.queries import load_calendar
from yimen.kernel import Deadline, Month, Programme, RegionCode, deadline


@transaction.atomic
def report_change(
    *,
    kind: ReportKind,
    region: RegionCode,
    person_id: UUID | None = None,
    household_id: UUID | None = None,
    name: str = "",
    text: str = "",
    since: date | None = None,
    is_own: bool = False,
    by: Actor,
) -> ChangeReport:
    """What somebody of the village, or the family itself, says changed; it marks nothing yet.

    Known by person, by household, or only by name.
    """
    require(by, Permission.REPORT_RECORD, region)
    person = None if person_id is None else person_for(person_id, Permission.PERSON_OPEN, by=by)
    home = _home(person_id, household_id, by)
    known = person.name if person else people.heads_of([home]).get(home, "") if home else ""
    called = known or name.strip()
    if not called or (kind is ReportKind.OTHER and not text.strip()):
        raise ReportIncompleteError("请写明是谁家；其他变化还要写明是什么变化。")
    if (kind is ReportKind.AWAY) != (since is not None) or (since and since > timezone.localdate()):
        raise ReportIncompleteError("离开居住地的，请填写自哪一天离开（今天或以前）；其他变化不填。")
    if kind is ReportKind.SELF_CARE:
        _refuse_unsupported(person_id, home)
    report = ChangeReport.objects.create(
        region=str(region),
        kind=kind,
        household_id=home,
        person_id=person_id,
        name=called,
        text=text.strip(),
        since=since,
        is_own=is_own,
        reported_on=timezone.localdate(),
        reported_by_id=by.user_id,
    )
    _wait(report, by)
    if kind is ReportKind.SELF_CARE:
        _reassess(report, by)
    _record("report:record", report, by, {"kind": kind, "household": home, "text": text})
    return report


def _home(person_id: UUID | None, household_id: UUID | None, by: Actor) -> UUID | None:
    """The household named, else the one the person belongs to today."""
    if household_id is not None:
        return household_for(household_id, Permission.HOUSEHOLD_OPEN, by=by).id
    found = None if person_id is None else people.find_household_of(person_id)
    return None if found is None else found.id


def _wait(report: ChangeReport, by: Actor) -> None:
    """For the town's handlers; a death is due first and so stands on top."""
    kind, region = ReportKind(report.kind), RegionCode(report.region)
    known = library.find_time_limit(REPORT_CLOCK, region, report.reported_on)
    title = f"{report.name} {kind.title}"
    worklist.open_item(
        kind=WorkKind.CHANGE_REPORT,
        subject=Subject("change_report", report.id, title, region),
        owner_station=network.station_of(region, StationLevel.TOWN).id,
        owner_role=Role.TOWN_HANDLER,
        due=_away(report) or deadline(report_limit(kind, known), report.reported_on, load_calendar()),
        event_on=report.since if _away(report) else None,
        by=by,
    )


def _refuse_unsupported(person_id: UUID | None, home: UUID | None) -> None:
    """Only of somebody supported in extreme hardship does the level of care follow from it."""
    held = () if home is None else awards.held_in(home, Month.of(timezone.localdate()))
    if not any(one.programme is Programme.TEKUN and one.person_id == person_id for one in held):
        raise ReportIncompleteError(
            "“生活自理能力变化”只登记正在享受特困人员救助供养的人，请选择这位居民；其他人请选“其他变化”。"
        )


def _reassess(report: ChangeReport, by: Actor) -> None:
    """The county assesses anew within the days of 43号 art 23, counted from the report; once for a person."""
    assert report.person_id is not None  # somebody supported
    region = RegionCode(report.region)
    limit = library.time_limit(REASSESSMENT_CLOCK, region, report.reported_on)
    with suppress(AlreadyOpenError):  # reported twice: the first clock runs
        worklist.open_item(
            kind=WorkKind.REASSESSMENT,
            subject=Subject("person", report.person_id, f"{report.name} 特困人员", region),
            owner_station=network.station_of(region, StationLevel.COUNTY).id,
            owner_role=Role.COUNTY_REVIEWER,
            due=deadline(limit, report.reported_on, load_calendar()),
            by=by,
        )


@transaction.atomic
def close_reassessment(*, person_id: UUID, outcome: str, by: Actor) -> None:
    """Assessed anew, no longer supported, or reported wrongly: nobody waits any more. Part of another act."""
    with suppress(NotOpenError):
        worklist.close_item(kind=WorkKind.REASSESSMENT, subject_id=person_id, by=by, outcome=outcome)


def _away(report: ChangeReport) -> Deadline | None:
    """Of somebody who went away it waits until the months are full; later it is a report like others."""
    if report.since is None:
        return None
    full_on, months = away_full_on(report.region, report.since)
    return away_deadline(report.since, full_on, months) if full_on >= report.reported_on else None


@transaction.atomic
def settle_report(
    *,
    report_id: UUID,
    outcome: ReportOutcome,
    note: str,
    case_id: UUID | None = None,
    household_id: UUID | None = None,
    by: Actor,
) -> ChangeReport:
    """What the town made of it, once: nothing to change and why, the file corrected, or a change case."""
    report = access_report(report_id, Permission.REPORT_SETTLE, by=by, is_changed=True)
    if report.outcome:
        raise ReportSettledError("这条变化报告已经核实，不能重复登记；又有变化请另行报告。")
    if household_id is not None and report.household_id != household_id:
        raise ReportSettledError("这条变化报告说的不是这一户，不能由这一户的核查办结；请从报告页进入。")
    if not note.strip() or (outcome is ReportOutcome.CHANGE_CASE and case_id is None):
        raise ReportIncompleteError("请写明核实情况；转变更办件的须先建立办件。")
    if report.kind == ReportKind.SELF_CARE and report.person_id is not None:
        _settle_reassessment(report.person_id, outcome, by)
    report.outcome, report.note, report.case_id = outcome, note.strip(), case_id
    report.settled_on, report.settled_by_id = timezone.localdate(), by.user_id
    report.save(update_fields=["outcome", "note", "case_id", "settled_on", "settled_by"])
    worklist.close_item(kind=WorkKind.CHANGE_REPORT, subject_id=report.id, by=by, outcome=outcome.title)
    _record("report:settle", report, by, {"outcome": outcome, "note": note, "case": case_id})
    return report


@transaction.atomic
def withdraw_report(*, report_id: UUID, note: str, by: Actor) -> ChangeReport:
    """Reported by mistake and taken back on the same day, while the town has not looked into it yet."""
    report = access_report(report_id, Permission.REPORT_RECORD, by=by, is_changed=True)
    if report.outcome or report.reported_on != timezone.localdate():
        raise ReportSettledError("这条变化报告已经核实，或者不是今天报告的，不能撤回；请由乡镇在报告页更正。")
    report.outcome, report.note = ReportOutcome.WITHDRAWN, note.strip()
    report.settled_on, report.settled_by_id = timezone.localdate(), by.user_id
    report.save(update_fields=["outcome", "note", "settled_on", "settled_by"])
    title = ReportOutcome.WITHDRAWN.title
    worklist.close_item(kind=WorkKind.CHANGE_REPORT, subject_id=report.id, by=by, outcome=title)
    _record("report:withdraw", report, by, {"note": report.note})
    return report


def _settle_reassessment(person_id: UUID, outcome: ReportOutcome, by: Actor) -> None:
    """Whether anything changed the county finds by assessing; only a mistaken report ends without it.

    Once it has assessed, or nobody is supported any more, a report may say that nothing is left to do.
    """
    is_awaited = waiting.find_open(WorkKind.REASSESSMENT, person_id) is not None
    if outcome is ReportOutcome.NO_CHANGE and is_awaited:
        raise ReportIncompleteError(
            "生活自理能力有变化的报告，由县级组织复核评估（民发〔2021〕43号 第二十三条），请转变更办件。"
        )
    if outcome is ReportOutcome.CORRECTED:
        close_reassessment(person_id=person_id, outcome=outcome.title, by=by)


def _record(action: str, report: ChangeReport, by: Actor, changes: dict[str, object]) -> None:
    audit.record(
        action, kind="change_report", subject=report.id, region=report.region, by=by, changes=changes
    )
