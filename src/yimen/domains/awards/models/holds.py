"""Payments that wait, and how they came to go on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yimen.domains.awards.types import HoldReason
from yimen.foundation.models import EnumField, Identified, RegionField


class PaymentHold(Identified):
    """A payment that waits from a month on: a person's share, or the whole award; released with a reason.

    Where only single months wait they are `months`: those of an award that is over and came back, or those
    that later evidence leaves to what was found before. `paid_months` turned out to be paid all the same.
    Whoever settled what it rests on does not release it, unless a comparison no longer found it.
    """

    region = RegionField(db_index=True)
    award = models.ForeignKey("awards.Award", models.PROTECT, related_name="holds")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    reason = EnumField("原因", HoldReason, max_length=16)
    since = models.DateField("自月")
    months = ArrayField(models.DateField(), verbose_name="只有这几个月", default=list, db_default=[])
    paid_months = ArrayField(
        models.DateField(), verbose_name="查明已经发过的月份", default=list, db_default=[]
    )
    because = models.CharField("说明", max_length=500)
    cause_id = models.UUIDField("依据", null=True, db_index=True)
    placed_at = models.DateTimeField("暂缓时间", auto_now_add=True)
    placed_by = models.CharField("暂缓人姓名", max_length=64)
    is_unfounded = models.BooleanField("依据已不再出现", default=False, db_default=False)
    settled_at = models.DateTimeField("核实时间", null=True)
    settled_user_id = models.UUIDField("核实人", null=True)
    settled_by = models.CharField("核实人姓名", max_length=64, blank=True, default="", db_default="")
    settled_because = models.CharField("核实结果", max_length=500, blank=True, default="", db_default="")
    released_at = models.DateTimeField("恢复时间", null=True)
    released_user_id = models.UUIDField("恢复人", null=True)
    released_by = models.CharField("恢复人姓名", max_length=64, blank=True)
    released_because = models.CharField("恢复原因", max_length=500, blank=True)
    is_untold = models.BooleanField("恢复的告知书还没有写", default=False, db_default=False)

    class Meta:
        verbose_name = "暂缓发放"
        constraints = (
            models.CheckConstraint(condition=Q(since__day=1), name="hold_begins_with_a_month"),
            models.CheckConstraint(condition=~Q(because=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=~Q(reason="death") | Q(person__isnull=False),
                name="hold_of_a_death_names_the_person",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by="", released_because="")
                | Q(released_at__isnull=False) & ~Q(released_by="") & ~Q(released_because=""),
                name="hold_released_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_user_id__isnull=True, settled_by="")
                | Q(settled_at__isnull=False, settled_user_id__isnull=False) & ~Q(settled_by=""),
                name="hold_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(released_user_id__isnull=True)
                | Q(is_unfounded=True)
                | Q(settled_user_id__isnull=False) & ~Q(settled_user_id=F("released_user_id")),
                name="hold_released_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["award", "person", "reason"],
                condition=Q(released_at__isnull=True, months=[]),
                nulls_distinct=False,
                name="hold_stands_once_for_award_person_and_reason",
            ),
            models.UniqueConstraint(
                fields=["award", "person", "reason", "cause_id"],
                condition=Q(released_at__isnull=True) & ~Q(months=[]),
                nulls_distinct=False,
                name="hold_of_months_stands_once_for_its_cause",
            ),
            models.CheckConstraint(
                condition=Q(is_untold=False) | Q(released_at__isnull=False),
                name="hold_untold_is_released",
            ),
        )
        indexes = (models.Index(fields=["region"], condition=Q(is_untold=True), name="hold_untold"),)

    def __str__(self) -> str:
        return f"{self.reason} {self.since}"
