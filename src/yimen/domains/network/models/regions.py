"""Administrative regions and the names they bore."""

from django.db import models
from django.db.models import F, Q

from yimen.foundation.models import Identified, RegionField


class Region(models.Model):
    """One administrative region; a code never changes its meaning, a name may (see `RegionName`)."""

    code = RegionField(primary_key=True)
    name = models.CharField("名称", max_length=60)
    level = models.CharField("级别", max_length=8)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    population = models.PositiveIntegerField("常住人口", null=True)
    valid_from = models.DateField("启用", null=True)
    valid_until = models.DateField("撤销", null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=["province", "city", "county", "town", "village"]),
                name="region_level_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from")),
                name="region_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(valid_until__isnull=False),
                name="region_merged_means_ended",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("code")), name="region_not_merged_into_itself"),
        )

    def __str__(self) -> str:
        return self.name


class RegionName(Identified):
    """A name a region bore before its present one; `valid_until` is the day the next name began."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="names")
    name = models.CharField("旧名", max_length=60)
    valid_from = models.DateField("启用", null=True)
    valid_until = models.DateField("停用")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["region", "valid_until"], name="region_one_name_at_a_time"),
        )
