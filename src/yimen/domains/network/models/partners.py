"""Departments and organisations that work with the stations."""

from django.db import models
from django.db.models import Q

from yimen.foundation.models import EnumField, Identified, RegionField

from ..types import DepartmentKind, OrganisationKind


class Department(Identified):
    """A department of a region that takes part in social assistance."""

    region = RegionField()
    kind = EnumField("类别", DepartmentKind, max_length=24)
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
    kind = EnumField("类别", OrganisationKind, max_length=16)
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
