"""Tables of a town's months: how it counts its days, the round of a month, what became of each programme."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.cases.models.application import Acted
from yimen.domains.cases.models.outcome import CaseOutcome, Opinion
from yimen.domains.cases.types.rounds import MeetingResult, Shift
from yimen.foundation.models import EnumField, Identified, RegionField


class PlannedRounds(Identified, Acted):
    """How a town counts the days of its months from a month on; the newest line of a month counts."""

    region = RegionField(db_index=True)
    from_month = models.DateField("自月")
    meeting_day = models.PositiveSmallIntegerField("审核会日")
    meeting_shift = EnumField("审核会遇休息日", Shift, max_length=8)
    closing_working_days = models.PositiveSmallIntegerField("会前收件截止（工作日）")
    notice_days = models.PositiveSmallIntegerField("公示天数")
    settlement_day = models.PositiveSmallIntegerField("结算日")
    settlement_shift = EnumField("结算遇休息日", Shift, max_length=8)
    verification_day = models.PositiveSmallIntegerField("核对批次日")
    verification_shift = EnumField("核对批次遇休息日", Shift, max_length=8)

    class Meta:
        verbose_name = "月度日程"
        constraints = (
            models.CheckConstraint(condition=Q(from_month__day=1), name="plan_begins_with_a_month"),
            models.CheckConstraint(
                condition=Q(meeting_day__range=(1, 28))
                & Q(settlement_day__range=(1, 28))
                & Q(verification_day__range=(1, 28)),
                name="plan_days_of_every_month",
            ),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.from_month}"


class MonthlyRound(Identified):
    """The round of a town and month: opened when first needed, its meeting, its end with the report."""

    region = RegionField(db_index=True)
    month = models.DateField("月份")
    opened_at = models.DateTimeField("建立时间")
    held_on = models.DateField("会议日期", null=True)
    place = models.CharField("会议地点", max_length=80, blank=True)
    chair = models.CharField("主持人", max_length=64, blank=True)
    participants = models.CharField("参加人员", max_length=300, blank=True)
    closed_on = models.DateField("结束日期", null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closing_note = models.CharField("结束说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "月度审核"
        constraints = (
            models.UniqueConstraint(fields=["region", "month"], name="round_once_for_town_and_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="round_of_a_month"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | (~Q(chair="") & ~Q(participants="")),
                name="round_meeting_has_its_people",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | (
                    Q(closed_on__isnull=False, closed_by__isnull=False)
                    & (Q(held_on__isnull=False) | ~Q(closing_note=""))
                ),
                name="round_closed_after_its_meeting",
            ),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.month}"


class RoundEntry(Identified, Acted):
    """What became of one programme in a round; the opinion itself stands with the programme."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    round = models.ForeignKey(MonthlyRound, models.PROTECT, related_name="entries")
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="round_entries")
    opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, related_name="+")
    result = EnumField("议定", MeetingResult, max_length=16)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "月度审核事项"
        constraints = (
            models.UniqueConstraint(fields=["round", "outcome"], name="round_entry_once"),
            models.CheckConstraint(
                condition=Q(result__in=["agreed", "declined"], opinion__isnull=False)
                | Q(result__in=["put_off", "carried_over"], opinion__isnull=True),
                name="round_entry_agrees_by_an_opinion",
            ),
            models.CheckConstraint(
                condition=~Q(result="put_off") | ~Q(note=""), name="round_entry_put_off_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.result}"
