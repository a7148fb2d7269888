"""Stations of the three levels."""

from django.db import models
from django.db.models import Q

from yimen.foundation.models import EnumField, Identified, RegionField

from ..types import StationLevel


class Station(Identified):
    """A county centre, town platform or village workstation."""

    region = RegionField()
    level = EnumField("级别", StationLevel, max_length=8)
    name = models.CharField("名称", max_length=80)
    address = models.CharField("地址", max_length=200, blank=True)
    hours = models.CharField("服务时间", max_length=200, blank=True)
    hotline = models.CharField("电话", max_length=40, blank=True)
    closed_on = models.DateField("关闭", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["region", "level"], name="station_one_for_each_region"),
            models.CheckConstraint(
                condition=Q(level__in=[w.value for w in StationLevel]), name="station_level_known"
            ),
        )

    def __str__(self) -> str:
        return self.name
