"""Tables of a yearly review of a town: the review itself, and each household it goes through."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yimen.domains.cases.models.application import Acted
from yimen.domains.cases.types.campaigns import EntryResult, VisitFinding
from yimen.foundation.models import EnumField, Identified, RegionField

_OPEN = Q(result="")


class ReviewCampaign(Identified, Acted):
    """The review of a town: which households, from when until when; `by` is who opened it."""

    region = RegionField(db_index=True)
    year = models.PositiveSmallIntegerField("年度")
    programmes = models.JSONField("救助项目")
    villages = models.JSONField("村（社区）", default=list)
    cycle = models.PositiveSmallIntegerField("核查周期（月）", null=True)
    only_due = models.BooleanField("只含到期的", default=False)
    from_on = models.DateField("开始日期")
    until_on = models.DateField("结束日期")
    note = models.CharField("说明", max_length=300, blank=True)
    closed_on = models.DateField("办结日期", null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closing_note = models.CharField("办结说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "年度核查"
        indexes = (models.Index(fields=["region", "-from_on"], name="campaign_by_region"),)
        constraints = (
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="campaign_period_forward"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_by__isnull=False),
                name="campaign_closed_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.year}"


class CampaignEntry(Identified):
    """One household of a review: where one walks to, what was found, and after the end what it came to.

    While the review is open its result is read from the decisions; `result` is written at the end.
    """

    region = RegionField(db_index=True)
    campaign = models.ForeignKey(ReviewCampaign, models.PROTECT, related_name="entries")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField("走访次序")
    programmes = models.JSONField("在册项目")
    due_on = models.DateField("应完成日期")
    finding = EnumField("走访情况", VisitFinding, max_length=12, blank=True)
    visited_on = models.DateField("走访日期", null=True)
    first_post = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    second_post = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    signer = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    scan_id = models.UUIDField("签字的走访表", null=True)
    set_aside = ArrayField(models.UUIDField(), verbose_name="撤销、替换的走访表", default=list, db_default=[])
    note = models.CharField("说明", max_length=300, blank=True)
    again_on = models.DateField("再次走访日期", null=True)
    report_id = models.UUIDField("变化报告", null=True)
    found_at = models.DateTimeField("录入时间", null=True)
    result = EnumField("结果", EntryResult, max_length=8, blank=True)

    class Meta:
        verbose_name = "年度核查的家庭"
        indexes = (
            models.Index(fields=["campaign", "region", "position"], name="entry_as_one_walks"),
            models.Index(fields=["household"], name="entry_by_household"),
        )
        constraints = (
            models.UniqueConstraint(fields=["campaign", "household"], name="entry_once_in_campaign"),
            models.UniqueConstraint(fields=["household"], condition=_OPEN, name="entry_in_one_open_campaign"),
            models.CheckConstraint(
                condition=Q(finding="", visited_on__isnull=True, found_at__isnull=True)
                | (~Q(finding="") & Q(visited_on__isnull=False, found_at__isnull=False)),
                name="entry_found_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(finding="unchanged")
                | Q(signer__isnull=False, first_post__isnull=False, second_post__isnull=False),
                name="entry_unchanged_seen_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(finding="not_met") | (Q(again_on__isnull=False) & ~Q(note="")),
                name="entry_not_met_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.position}"
