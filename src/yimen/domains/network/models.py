"""Tables of the network. None holds household data, so none is under row-level security.

A share names its subject by id only.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.foundation.models import Identified, RegionField

from .types import DepartmentKind, OrganisationKind, Role, ShareReason, StationLevel


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


class Station(Identified):
    """A county centre, town platform or village workstation."""

    region = RegionField()
    level = models.CharField("级别", max_length=8, choices=[(w.value, w.value) for w in StationLevel])
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


class Department(Identified):
    """A department of a region that takes part in social assistance."""

    region = RegionField()
    kind = models.CharField("类别", max_length=24, choices=[(w.value, w.value) for w in DepartmentKind])
    name = models.CharField("名称", max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["region", "name"], name="department_name_once_in_region"),
            models.CheckConstraint(
                condition=Q(kind__in=[w.value for w in DepartmentKind]), name="department_kind_known"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Organisation(Identified):
    """A charity, provider or volunteer body that works with the stations."""

    region = RegionField()
    kind = models.CharField("类别", max_length=16, choices=[(w.value, w.value) for w in OrganisationKind])
    name = models.CharField("名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, unique=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[w.value for w in OrganisationKind]), name="organisation_kind_known"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Staff(Identified):
    """One working person; at most one user account belongs to them. The county of `region` looks after it."""

    name = models.CharField("姓名", max_length=60)
    region = RegionField()
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="staff", verbose_name="账号"
    )

    def __str__(self) -> str:
        return self.name


class Post(Identified):
    """A person in a role at a station for a time; several posts of one person are several hats."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="posts")
    station = models.ForeignKey(Station, models.PROTECT, related_name="posts")
    role = models.CharField("岗位", max_length=24, choices=[(w.value, w.value) for w in Role])
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="posts")
    valid_from = models.DateField("任职")
    valid_until = models.DateField("离任", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["staff", "station", "role"],
                condition=Q(valid_until__isnull=True),
                name="post_held_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="post_period_forward",
            ),
            models.CheckConstraint(condition=Q(role__in=[w.value for w in Role]), name="post_role_known"),
        )


class DelegatedStep(Identified):
    """Authority for one step of one programme, given to a role in a region from a date."""

    programme = models.CharField("项目", max_length=24)
    step = models.CharField("环节", max_length=24)
    region = RegionField()
    role = models.CharField("确认岗位", max_length=24, choices=[(w.value, w.value) for w in Role])
    rule = models.CharField("依据", max_length=200)
    valid_from = models.DateField("自")
    valid_until = models.DateField("至", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["programme", "step", "region", "valid_from"], name="delegation_once_from_a_day"
            ),
            models.CheckConstraint(condition=~Q(rule=""), name="delegation_rests_on_a_rule"),
            models.CheckConstraint(
                condition=Q(role__in=[w.value for w in Role]), name="delegation_role_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="delegation_period_forward",
            ),
        )


class Share(Identified):
    """A subject shown for a time to a region, organisation or department that is not responsible for it."""

    subject_kind = models.CharField("对象类别", max_length=24)
    subject_id = models.UUIDField("对象")
    region = RegionField()
    to_region = RegionField(null=True)
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="shares")
    to_department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="shares")
    reason = models.CharField("事由", max_length=20, choices=[(w.value, w.value) for w in ShareReason])
    note = models.CharField("说明", max_length=200, blank=True)
    granted_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    valid_from = models.DateField("自")
    valid_until = models.DateField("至", null=True)

    class Meta:
        indexes = (
            models.Index(fields=["to_region", "valid_until"], name="share_to_region"),
            models.Index(fields=["to_organisation", "valid_until"], name="share_to_organisation"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(to_region__isnull=False, to_organisation__isnull=True, to_department__isnull=True)
                | Q(to_region__isnull=True, to_organisation__isnull=False, to_department__isnull=True)
                | Q(to_region__isnull=True, to_organisation__isnull=True, to_department__isnull=False),
                name="share_with_one_receiver",
            ),
            models.CheckConstraint(
                condition=Q(reason__in=[w.value for w in ShareReason]), name="share_reason_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="share_period_forward",
            ),
        )


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
