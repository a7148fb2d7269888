"""Who may open a report of a change; the database shows only rows of the actor's region."""

from uuid import UUID

from yimen.domains.intake.errors import ReportNotFoundError
from yimen.domains.intake.models import ChangeReport
from yimen.domains.network.permissions import Permission, require
from yimen.domains.network.types import Actor


def access_report(
    report_id: UUID, permission: Permission, *, by: Actor, is_changed: bool = False
) -> ChangeReport:
    """The report, or the refusal that it is not there for this actor; locked when it will be changed."""
    rows = ChangeReport.objects.select_for_update() if is_changed else ChangeReport.objects.all()
    found = rows.filter(pk=report_id).first()
    if found is None:
        raise ReportNotFoundError("没有这条变化报告，或不在您负责的区域内。", report=str(report_id))
    require(by, permission, found.region)
    return found
