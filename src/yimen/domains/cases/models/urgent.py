"""Tables of temporary assistance: what happened where help came first, and the resolution of a hard case."""

from django.db import models
from django.db.models import Q

from yimen.domains.cases.models.application import Acted, Case
from yimen.domains.cases.models.outcome import CaseOutcome
from yimen.domains.cases.types import Hardship, Speed
from yimen.foundation.models import EnumField, Identified, RegionField


class UrgentHelp(Identified, Acted):
    """Help that came first: whom, why, how much; the rest of its papers follow once the emergency is over."""

    region = RegionField(db_index=True)
    case = models.OneToOneField(Case, models.PROTECT, related_name="urgent_help")
    speed = EnumField("类型", Speed, max_length=12)
    hardship = EnumField("困难类型", Hardship, max_length=16)
    happened = models.CharField("救助事由", max_length=500)
    asked_fen = models.BigIntegerField("拟救助金额")
    stages = models.PositiveSmallIntegerField("分期", default=1)
    relieved_on = models.DateField("紧急情况解除日期", null=True)
    supplement = models.CharField("补充说明", max_length=500, blank=True)
    recipient_signature = models.UUIDField("救助对象签名", null=True)
    handler_signature = models.UUIDField("经办人签名", null=True)
    completed_by = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField("补齐时间", null=True)

    class Meta:
        verbose_name = "先行救助"
        constraints = (
            models.CheckConstraint(condition=Q(asked_fen__gt=0), name="urgent_help_asks_for_something"),
            models.CheckConstraint(
                condition=Q(speed__in=[s.value for s in Speed if s.is_urgent]), name="urgent_help_is_urgent"
            ),
            models.CheckConstraint(condition=~Q(happened=""), name="urgent_help_says_what_happened"),
            models.CheckConstraint(condition=Q(stages__gte=1, stages__lte=12), name="urgent_help_stages"),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True)
                | (
                    Q(
                        relieved_on__isnull=False,
                        recipient_signature__isnull=False,
                        handler_signature__isnull=False,
                        completed_by__isnull=False,
                    )
                    & ~Q(supplement="")
                ),
                name="urgent_help_completed_with_papers",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.hardship}"


class Resolution(Identified, Acted):
    """一事一议: what a meeting resolved about an amount beyond every office's own limit."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="resolutions")
    held_on = models.DateField("会议日期")
    participants = models.CharField("参加人员", max_length=300)
    text = models.CharField("议定事项", max_length=500)
    amount_fen = models.BigIntegerField("议定金额")
    approver = models.CharField("审批人", max_length=64)

    class Meta:
        verbose_name = "一事一议"
        constraints = (
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="resolution_names_an_amount"),
            models.CheckConstraint(
                condition=~Q(participants="") & ~Q(text="") & ~Q(approver=""),
                name="resolution_says_who_and_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.held_on}"
