"""Subjects shown for a time to who is not responsible for them."""

from django.db import models
from django.db.models import F, Q

from yimen.foundation.models import EnumField, Identified, RegionField

from ..types import ShareReason
from .partners import Department, Organisation
from .staff import Post


class Share(Identified):
    """A subject shown for a time to a region, organisation or department that is not responsible for it.

    What goes with it — the members of a household, its cases — hangs on it and ends with it.
    """

    subject_kind = models.CharField("对象类别", max_length=24)
    subject_id = models.UUIDField("对象")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    region = RegionField()
    to_region = RegionField(null=True)
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="shares")
    to_department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="shares")
    reason = EnumField("事由", ShareReason, max_length=20)
    note = models.CharField("说明", max_length=200, blank=True)
    consented_on = models.DateField("本人同意", null=True)
    granted_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    valid_from = models.DateField("自")
    valid_until = models.DateField("至", null=True)

    class Meta:
        indexes = (
            models.Index(fields=["to_region", "valid_until"], name="share_to_region"),
            models.Index(fields=["to_organisation", "valid_until"], name="share_to_organisation"),
            models.Index(fields=["region", "valid_from"], name="share_of_region"),
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
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="share_period_forward",
            ),
        )
