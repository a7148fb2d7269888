"""The table of reports that something changed in a family."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.intake.types import ReportKind, ReportOutcome
from yimen.foundation.models import EnumField, Identified, RegionField


class ChangeReport(Identified):
    """Somebody said that a family changed: who, what, when; it marks nothing until the town has looked."""

    region = RegionField(db_index=True)
    kind = EnumField("变化", ReportKind, max_length=12)
    household = models.ForeignKey("people.Household", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField("谁", max_length=64)
    text = models.CharField("说明", max_length=500, blank=True)
    since = models.DateField("自哪一天离开", null=True)
    is_own = models.BooleanField("本人报告")
    reported_on = models.DateField("报告日期")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = EnumField("结果", ReportOutcome, max_length=16, blank=True)
    note = models.CharField("核实情况", max_length=500, blank=True)
    case_id = models.UUIDField("办件", null=True)
    settled_on = models.DateField("核实日期", null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "变化报告"
        indexes = (models.Index(fields=["region", "reported_on"], name="change_report_by_region"),)
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="change_report_names_somebody"),
            models.CheckConstraint(
                condition=~Q(kind="away") | Q(since__isnull=False), name="change_report_away_since"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", settled_on__isnull=True, settled_by__isnull=True)
                | (~Q(outcome="") & ~Q(note="") & Q(settled_on__isnull=False, settled_by__isnull=False)),
                name="change_report_settled_with_a_note",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="change_case") | Q(case_id__isnull=False),
                name="change_report_has_its_case",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.reported_on}"
