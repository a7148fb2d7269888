"""Steps given to a role in a region, and subjects shown for a time to who is not responsible for them."""

from django.db import models
from django.db.models import F, Q

from yimen.foundation.models import Identified, RegionField

from ..types import Role, ShareReason
from .partners import Department, Organisation
from .staff import Post


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
