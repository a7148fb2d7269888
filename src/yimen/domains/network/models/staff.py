"""Working people and their posts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.foundation.models import EnumField, Identified, RegionField

from ..types import Role
from .partners import Department, Organisation
from .stations import Station


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
    role = EnumField("岗位", Role, max_length=24)
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
