"""Differences between what is paid and what departments know; each is closed by a person, once."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from yimen.domains.monitoring.types.findings import FindingOutcome, Severity
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Finding(Identified):
    """One rule met on one person of a household, on evidence of one digest.

    What a bank told of an account is found when it is told: no comparison need have seen it.
    Once for its place: whoever moves to another county is looked at there, where this row is not seen.
    """

    region = RegionField(db_index=True)
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    rule = models.CharField("规则", max_length=40)
    set_key = models.CharField("数据集", max_length=40)
    severity = EnumField("程度", Severity, max_length=8)
    effect_fen = models.BigIntegerField("每月涉及金额（分）")
    evidence = EncryptedField("依据")
    digest = models.BinaryField("依据摘要")
    first_seen = models.ForeignKey("Comparison", models.PROTECT, null=True, related_name="first_findings")
    last_seen = models.ForeignKey("Comparison", models.PROTECT, null=True, related_name="findings")
    month = models.DateField("比对月份", db_default=Now())
    seen_on = models.DateField("最近一次比对发现", db_default=Now())
    gone_on = models.DateField("不再发现日期", null=True)
    gone_version = models.PositiveIntegerField("不再发现的版本", null=True)
    found_at = models.DateTimeField("发现时间", auto_now_add=True)
    due_on = models.DateField("办理期限")
    outcome = EnumField("处理结果", FindingOutcome, max_length=16, blank=True)
    because = models.CharField("处理说明", max_length=500, blank=True)
    case_id = models.UUIDField("核查办件", null=True)
    closed_at = models.DateTimeField("处理时间", null=True)
    closed_by = models.CharField("处理人姓名", max_length=64, blank=True)
    told_at = models.DateTimeField("告知数据单位时间", null=True)
    told_how = models.CharField("告知方式", max_length=200, blank=True)

    class Meta:
        verbose_name = "比对发现的问题"
        indexes = (
            models.Index(fields=["region", "outcome", "due_on"], name="finding_by_region"),
            models.Index(fields=["household", "outcome"], name="finding_by_household"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["household", "person", "rule", "digest", "region"],
                name="finding_once_for_its_evidence",
            ),
            models.UniqueConstraint(
                fields=["household", "person", "rule", "region"],
                condition=Q(outcome=""),
                name="finding_open_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True)
                | ~Q(outcome="") & Q(closed_at__isnull=False) & ~Q(because=""),
                name="finding_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="review_opened") | Q(case_id__isnull=False),
                name="finding_review_names_its_case",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(outcome="data_wrong") & ~Q(told_how=""),
                name="finding_told_is_wrong_data",
            ),
            models.CheckConstraint(
                condition=Q(gone_on__isnull=True, gone_version__isnull=True) & ~Q(outcome="gone")
                | Q(gone_on__isnull=False, gone_version__isnull=False),
                name="finding_gone_from_a_version",
            ),
            models.CheckConstraint(condition=Q(effect_fen__gte=0), name="finding_effect_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome or 'open'}"
