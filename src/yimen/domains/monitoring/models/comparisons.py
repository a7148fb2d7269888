"""Monthly comparisons of a county and the versions of department data each of them read."""

from django.db import models
from django.db.models import Q

from yimen.foundation.models import Identified, RegionField


class Comparison(Identified):
    """All award holders of a county in a month against the newest data of every set."""

    region = RegionField(db_index=True)
    month = models.DateField("月份")
    number = models.PositiveSmallIntegerField("次数")
    on = models.DateField("比对日期")
    shards = models.PositiveSmallIntegerField("分片数")
    run = models.OneToOneField("jobs.Run", models.PROTECT, related_name="+")
    started_at = models.DateTimeField("发起时间", auto_now_add=True)
    started_user_id = models.UUIDField("发起人")
    started_post_id = models.UUIDField("发起岗位")
    started_by = models.CharField("发起人姓名", max_length=64)
    cancelled_at = models.DateTimeField("取消时间", null=True)
    cancelled_by = models.CharField("取消人姓名", max_length=64, blank=True)
    people = models.PositiveIntegerField("比对人数", default=0)
    unkeyed = models.PositiveIntegerField("没有号码不能比对的人数", default=0)
    differences = models.PositiveIntegerField("差异数", default=0)
    opened = models.PositiveIntegerField("新发现数", default=0)
    known = models.PositiveIntegerField("以前已发现数", default=0)

    class Meta:
        verbose_name = "发放前比对"
        indexes = (models.Index(fields=["region", "-month", "-number"], name="comparison_newest"),)
        constraints = (
            models.UniqueConstraint(fields=["region", "month", "number"], name="comparison_number_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="comparison_of_a_month"),
            models.CheckConstraint(condition=Q(shards__gt=0), name="comparison_has_shards"),
            models.CheckConstraint(
                condition=Q(differences=models.F("opened") + models.F("known")),
                name="comparison_no_difference_is_lost",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by="")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_by=""),
                name="comparison_cancelled_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} #{self.number}"


class ComparedSet(Identified):
    """The version of a set that a comparison reads, so that it can be replayed."""

    region = RegionField(db_index=True)
    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="sets")
    load = models.ForeignKey("verification.SetLoad", models.PROTECT, related_name="+")
    set_key = models.CharField("数据集", max_length=40)
    version = models.PositiveIntegerField("版本")
    as_of = models.DateField("数据截止日期")

    class Meta:
        verbose_name = "比对所用的数据"
        constraints = (models.UniqueConstraint(fields=["comparison", "set_key"], name="compared_set_once"),)

    def __str__(self) -> str:
        return f"{self.set_key} v{self.version}"
