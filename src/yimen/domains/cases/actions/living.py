"""An award whose holder lives elsewhere for months: looked into, and only then, with a hearing, ended."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from yimen.domains.cases.actions.life import open_change
from yimen.domains.cases.errors import AbsenceTooShortError, ChangeInvalidError
from yimen.domains.cases.models import Case
from yimen.domains.cases.types import ChangeCause
from yimen.domains.intake import queries as intake
from yimen.domains.intake.types import ReportKind
from yimen.domains.network.types import Actor


@transaction.atomic
def look_into_absence(*, report_id: UUID, note: str = "", by: Actor) -> Case:
    """A change case for a household away for as long as the place allows; nothing stops by itself."""
    report = intake.get_report(report_id, by=by)
    if report.kind != ReportKind.AWAY or report.since is None or report.household_id is None:
        raise ChangeInvalidError("这条报告不是离开居住地，或没有写明是哪一户、自哪一天离开。")
    today = timezone.localdate()
    full, months = intake.away_full_on(report.region, report.since)
    if today < full:
        raise AbsenceTooShortError(
            "自%(since)s离开，至%(full)s满 %(months)s 个月；期满仍未返回的才核查，"
            "期间返回的请按“核实后不需变更”办结。",
            since=report.since,
            full=full,
            months=months,
        )
    return open_change(
        household_id=report.household_id,
        cause=ChangeCause.MOVED_AWAY,
        report_id=report.id,
        person_id=report.person_id,
        happened_on=report.since,
        note=note.strip() or f"离开居住地连续满{months}个月（自{report.since.isoformat()}）",
        by=by,
    )
