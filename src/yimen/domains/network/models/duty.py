"""Months in which departments stand duty at a station."""

from django.db import models
from django.db.models import Q

from yimen.foundation.models import Identified

from .partners import Department
from .staff import Post
from .stations import Station


class DutyMonth(Identified):
    """The department that stands duty at a station in a month (月度轮值), and its liaison if named."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="duty_months")
    department = models.ForeignKey(Department, models.PROTECT, related_name="duty_months")
    month_first = models.DateField("月份")
    liaison = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["station", "department", "month_first"], name="duty_once_a_month"
            ),
            models.CheckConstraint(condition=Q(month_first__day=1), name="duty_month_begins_on_the_first"),
        )
