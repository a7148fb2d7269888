"""The table of reconsiderations and lawsuits."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.intake.types import RemedyKind, RemedyResult, RemedyState
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Remedy(Identified):
    """A decision is contested: when it could be, when the office answers, what was said, what followed."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome_id = models.UUIDField("项目", null=True)
    kind = EnumField("种类", RemedyKind, max_length=16)
    state = EnumField("状态", RemedyState, max_length=12)
    title = models.CharField("争议决定", max_length=120)
    applicant_name = models.CharField("申请人", max_length=64)
    authority = models.CharField("复议机关、法院", max_length=120)
    reference = models.CharField("案号", max_length=80, blank=True)
    grounds = EncryptedField("理由")
    decided_on = models.DateField("原决定日期")
    told_on = models.DateField("原决定送达日期", null=True)
    applied_on = models.DateField("申请（起诉）日期")
    last_day = models.DateField("法定截止日", null=True)
    received_on = models.DateField("收到通知日期")
    answered_on = models.DateField("答辩日期", null=True)
    hearing_on = models.DateField("听证、开庭日期", null=True)
    result = EnumField("结果", RemedyResult, max_length=16, blank=True)
    result_on = models.DateField("结果日期", null=True)
    result_note = models.CharField("结果说明", max_length=500, blank=True)
    followed = models.CharField("执行情况", max_length=500, blank=True)
    closed_on = models.DateField("了结日期", null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "复议诉讼"
        indexes = (models.Index(fields=["region", "state", "received_on"], name="remedy_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["received", "answered"], result="")
                | (Q(state__in=["decided", "closed"], result_on__isnull=False) & ~Q(result="")),
                name="remedy_decided_with_result",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_on__isnull=False), name="remedy_closed_has_its_day"
            ),
            models.UniqueConstraint(
                fields=["case_id", "outcome_id", "kind"],
                condition=Q(state__in=["received", "answered"]),
                nulls_distinct=False,
                name="remedy_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.title}"

    @property
    def is_late(self) -> bool:
        """Applied for after the last day the law gives; whether it is heard is for the authority to say."""
        return self.last_day is not None and self.applied_on > self.last_day
