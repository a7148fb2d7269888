"""What a station looks like and has: rooms, signs, zones, equipment, what it tells the public."""

from django.db import models
from django.db.models import Q

from yimen.foundation.models import Identified

from .stations import Station


class Premises(Identified):
    """The rooms of one station as somebody of the county or town described them last."""

    station = models.OneToOneField(Station, models.PROTECT, related_name="premises")
    floor_area = models.DecimalField("建筑面积", max_digits=7, decimal_places=1, null=True)
    has_sign = models.BooleanField("门口标识牌", default=False)
    has_road_sign = models.BooleanField("路口导向标识", default=False)
    zones = models.JSONField("功能区域", default=list)
    equipment = models.JSONField("设施设备", default=list)
    tasks = models.JSONField("服务项目", default=list)
    is_posted = models.BooleanField("公开上墙", default=False)
    described_on = models.DateField("登记日期")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(floor_area__isnull=True) | Q(floor_area__gt=0), name="premises_have_some_area"
            ),
        )
