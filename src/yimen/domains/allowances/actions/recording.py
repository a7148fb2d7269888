"""One attestation: recorded once, with what follows from it; taken back on the same day; looked into."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.allowances import rules
from yimen.domains.allowances.actions.lists import follow_lists, forget_missed
from yimen.domains.allowances.errors import AttestationInvalidError, AttestationRecordedError
from yimen.domains.allowances.models import Attestation
from yimen.domains.allowances.permissions import access_attestation
from yimen.domains.allowances.queries.attestations import stage_on
from yimen.domains.allowances.types import AttestationKind, Result, Stage, Way
from yimen.domains.awards import queries as awards
from yimen.domains.cases import actions as cases
from yimen.domains.cases import queries as running
from yimen.domains.cases.types import ChangeCause
from yimen.domains.intake import actions as intake
from yimen.domains.intake.types import ReportKind
from yimen.domains.network.permissions import Permission
from yimen.domains.network.types import Actor
from yimen.foundation import audit
from yimen.foundation.files.actions import discard, store
from yimen.kernel import RegionCode

PHOTO = "attestation"
"""What the picture of an attestation is kept as."""
_REPORTS = {Result.DIED: ReportKind.DEATH, Result.MOVED: ReportKind.MOVE}
_MISTAKEN = "认证登记有误，登记人当天撤销"
_FIELDS = (
    "result",
    "way",
    "proved_on",
    "remark",
    "photo_id",
    "recorded_at",
    "recorded_by",
    "case_id",
    "report_id",
)


@transaction.atomic
def record_attestation(
    *,
    attestation_id: UUID,
    result: Result,
    way: Way | None = None,
    proved_on: date | None = None,
    remark: str = "",
    photo: bytes | None = None,
    by: Actor,
) -> Attestation:
    """What came of it. A death or a move becomes a report of the village, a changed card a change case."""
    row = access_attestation(attestation_id, Permission.ATTESTATION_RECORD, by=by, is_changed=True)
    if row.result:
        raise AttestationRecordedError("已经登记过认证结果，请刷新列表；登记有误的，当天可以撤销。")
    kind, today = AttestationKind(row.kind), timezone.localdate()
    rules.refuse_unfit(kind, result, way, remark, has_photo=photo is not None)
    rules.refuse_day(proved_on or today, row.starts_on, today)
    kept = None if photo is None else store(photo, kind=PHOTO, subject=row.id, region=row.region, by=by)
    row.result, row.way = result, way if way and result is Result.CONFIRMED else ""
    row.proved_on, row.remark = proved_on or today, remark.strip()
    row.photo_id = None if kept is None else kept.id
    row.recorded_at, row.recorded_by_id = timezone.now(), by.user_id
    _follow_up(row, result, by)
    row.save(update_fields=_FIELDS)
    follow_lists(RegionCode(row.region), today, by=by)
    forget_missed(row, "已补认证", by=by)
    _record("attestation:record", row, by, {"result": result, "way": row.way, "on": str(row.proved_on)})
    return row


def _follow_up(row: Attestation, result: Result, by: Actor) -> None:
    """Where what was found is dealt with: never here."""
    if result in rules.REPORTED:
        report = intake.report_change(
            kind=_REPORTS[result],
            region=RegionCode(row.region),
            person_id=row.person_id,
            household_id=row.household_id,
            text=row.remark or f"{AttestationKind(row.kind).title}中发现",
            by=by,
        )
        row.report_id = report.id
    elif result in rules.LOOKED_INTO:
        row.case_id = _running(row) or _changed(row, by)


def _running(row: Attestation) -> UUID | None:
    """The review or change of the family that is under way, which looks into this as well."""
    return running.running_reviews([row.household_id]).get(row.household_id)


def _changed(row: Attestation, by: Actor) -> UUID:
    case = cases.open_change(
        household_id=row.household_id,
        cause=ChangeCause.DISABILITY_CHANGED,
        person_id=row.person_id,
        note=f"{Result(row.result).title}。{row.remark}".strip(),
        by=by,
    )
    return case.id


@transaction.atomic
def undo_attestation(*, attestation_id: UUID, by: Actor) -> Attestation:
    """On the day of the record, as long as no case was opened and the town has not looked into a report."""
    row = access_attestation(attestation_id, Permission.ATTESTATION_RECORD, by=by, is_changed=True)
    today = timezone.localdate()
    if not row.result or row.recorded_at is None or row.recorded_by_id is None:
        raise AttestationRecordedError("这条认证还没有登记结果，不需要撤销。")
    if timezone.localdate(row.recorded_at) != today:
        raise AttestationRecordedError("只能撤销当天的登记；确有错误的，请报告变化由乡镇核实。")
    if Result(row.result) not in rules.TAKEN_BACK:
        raise AttestationRecordedError("登记后已经转为核查，请在那里更正。")
    if row.report_id is not None:
        intake.withdraw_report(report_id=row.report_id, note=_MISTAKEN, by=by)
    if row.photo_id is not None:
        discard(row.photo_id, by=by)
    row.result, row.way, row.remark = "", "", ""
    row.proved_on = row.photo_id = row.recorded_at = row.recorded_by_id = row.report_id = None
    row.save(update_fields=_FIELDS)
    follow_lists(RegionCode(row.region), today, by=by)
    _record("attestation:undo", row, by, {})
    return row


@transaction.atomic
def look_into(*, attestation_id: UUID, by: Actor) -> Attestation:
    """Missed twice: a review of the family begins, and whoever is to lose something is heard in it."""
    row = access_attestation(attestation_id, Permission.APPLICATION_WRITE, by=by, is_changed=True)
    if stage_on(row, timezone.localdate()) is not Stage.MISSED:
        raise AttestationInvalidError("再次催办期满仍未认证的，才转核查；已登记或在核查中的不用再转。")
    if not awards.is_assisted(row.household_id):
        raise AttestationInvalidError("该户没有在册的救助；请在民政事项中核实津贴去留。")
    row.case_id = _running(row) or cases.open_review(household_id=row.household_id, by=by).id
    row.save(update_fields=["case_id"])
    follow_lists(RegionCode(row.region), timezone.localdate(), by=by)
    _record("attestation:look_into", row, by, {"case": str(row.case_id)})
    return row


def _record(action: str, row: Attestation, by: Actor, changes: dict[str, object]) -> None:
    audit.record(action, kind="attestation", subject=row.id, region=row.region, by=by, changes=changes)
