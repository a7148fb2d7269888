"""The report on a family: one version for each answered request; a version never changes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.domains.verification.models.requests import VerificationRequest
from yimen.foundation.models import EncryptedField, Identified, RegionField


class VerificationReport(Identified):
    """What was found and what it comes to, as it was known on a day; its totals stay for the trend."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    request = models.OneToOneField(VerificationRequest, models.PROTECT, related_name="report")
    version = models.PositiveSmallIntegerField("版本")
    reason = models.CharField("为什么有新版本", max_length=400, blank=True)
    made_on = models.DateField("出具日期")
    valid_until = models.DateField("有效期至")
    income_fen = models.BigIntegerField("家庭月收入（分）", null=True)
    per_capita_fen = models.BigIntegerField("人均月收入（分）", null=True)
    assets_fen = models.BigIntegerField("金融资产（分）", null=True)
    content = EncryptedField("内容", null=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    by_name = models.CharField("核对员", max_length=64)

    class Meta:
        verbose_name = "核对报告"
        constraints = (
            models.UniqueConstraint(fields=["case_id", "version"], name="report_numbered_in_case"),
            models.CheckConstraint(condition=Q(valid_until__gte=F("made_on")), name="report_period_forward"),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="report_again_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} v{self.version}"
