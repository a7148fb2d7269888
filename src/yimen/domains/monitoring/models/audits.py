"""Families drawn by lot each month: the draw that anybody can repeat, and what each look found."""

from django.db import models
from django.db.models import Q

from yimen.domains.monitoring.types.audits import AuditOutcome
from yimen.foundation.models import EnumField, Identified, RegionField


class AuditDraw(Identified):
    """The draw of a county and month: a seed published before, the head of the evening before, the list.

    `numbers` are those of all households in it, one a line.
    """

    region = RegionField(db_index=True)
    month = models.DateField("月份")
    day = models.DateField("抽取日")
    seed = models.CharField("种子", max_length=64)
    position = models.PositiveBigIntegerField("审计封存序号")
    head = models.CharField("审计链头", max_length=64)
    share = models.DecimalField("比例", max_digits=4, decimal_places=3)
    numbers = models.TextField("参加抽取的户编号")
    done_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "在册家庭随机抽查"
        constraints = (
            models.UniqueConstraint(fields=["region", "month"], name="audit_draw_once_for_county_and_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="audit_draw_of_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.month:%Y-%m}"


class Audit(Identified):
    """One family that was drawn, and what was found."""

    region = RegionField(db_index=True)
    draw = models.ForeignKey(AuditDraw, models.PROTECT, related_name="audits")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    number = models.CharField("户编号", max_length=16)
    score = models.CharField("得分", max_length=64)
    due_on = models.DateField("办理期限")
    outcome = EnumField("抽查结果", AuditOutcome, max_length=16, blank=True)
    because = models.CharField("抽查说明", max_length=500, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    closed_by = models.CharField("抽查人姓名", max_length=64, blank=True)

    class Meta:
        verbose_name = "抽中的家庭"
        indexes = (models.Index(fields=["region", "outcome", "due_on"], name="audit_by_region"),)
        constraints = (
            models.UniqueConstraint(fields=["draw", "household"], name="audit_once_for_draw_and_household"),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True)
                | ~Q(outcome="") & Q(closed_at__isnull=False) & ~Q(because=""),
                name="audit_closed_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.number
