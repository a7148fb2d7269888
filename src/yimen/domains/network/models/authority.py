"""Steps given to a role in a region."""

from django.db import models
from django.db.models import F, Q

from yimen.foundation.models import EnumField, Identified, RegionField

from ..types import Role


class DelegatedStep(Identified):
    """Authority for one step of one programme, given to a role in a region from a date."""

    programme = models.CharField("项目", max_length=24)
    step = models.CharField("环节", max_length=24)
    region = RegionField()
    role = EnumField("确认岗位", Role, max_length=24)
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
