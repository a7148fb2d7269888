"""Models of the need index and checks of them; rows are only ever added. No family is in them."""

from django.db import models
from django.db.models import Q

from yimen.domains.verification.types.index import Drift
from yimen.foundation.models import EnumField, Identified, RegionField


class NeedModel(Identified):
    """One version of a county's model: coefficients, what it was fitted on, what its card says."""

    county = RegionField()
    version = models.PositiveIntegerField("版本")
    fitted_at = models.DateTimeField("拟合时间", auto_now_add=True)
    fitted_by = models.CharField("拟合人", max_length=64, blank=True)
    families = models.PositiveIntegerField("办件数")
    first_on = models.DateField("最早")
    last_on = models.DateField("最晚")
    explained = models.FloatField("解释的方差")
    r_squared = models.FloatField("线性模型的决定系数")
    content = models.JSONField("模型")

    class Meta:
        verbose_name = "需求指数模型"
        constraints = (
            models.UniqueConstraint(fields=["county", "version"], name="need_model_version_once"),
            models.CheckConstraint(condition=Q(version__gt=0, families__gt=0), name="need_model_of_families"),
            models.CheckConstraint(
                condition=Q(first_on__lte=models.F("last_on")), name="need_model_days_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.county} v{self.version}"


class NeedModelCheck(Identified):
    """How far the families since the fit were from those it was fitted to, on a day."""

    model = models.ForeignKey(NeedModel, models.PROTECT, related_name="checks")
    checked_at = models.DateTimeField("检查时间", auto_now_add=True)
    families = models.PositiveIntegerField("办件数")
    verdict = EnumField("结论", Drift, max_length=8)
    figures = models.JSONField("稳定性指数")

    class Meta:
        verbose_name = "需求指数模型的漂移检查"
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict__in=[each.value for each in Drift]), name="need_check_verdict_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.model_id} {self.verdict}"
