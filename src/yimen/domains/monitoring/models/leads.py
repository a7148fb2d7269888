"""Scans of the low-income population, the leads they open, and plans for people who live away."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.monitoring.types.leads import ContactWay, LeadOutcome, LeadSource, Likelihood
from yimen.foundation.models import EnumField, Identified, RegionField


class Scan(Identified):
    """One scan of a county: on which duty it rests, which versions it read, by which rulebook."""

    region = RegionField(db_index=True)
    on = models.DateField("排查日期")
    duty = models.CharField("法定职责", max_length=40)
    rulebook_version = models.CharField("规则版本", max_length=64)
    sets = models.JSONField("所用数据", default=dict)
    run = models.OneToOneField("jobs.Run", models.PROTECT, related_name="+")
    households = models.PositiveIntegerField("户数", default=0)
    opened = models.PositiveIntegerField("新线索数", default=0)
    known = models.PositiveIntegerField("以前已有的线索数", default=0)
    started_at = models.DateTimeField("发起时间", auto_now_add=True)
    started_user_id = models.UUIDField("发起人")
    started_post_id = models.UUIDField("发起岗位")
    started_by = models.CharField("发起人姓名", max_length=64)
    cancelled_at = models.DateTimeField("停止时间", null=True)
    cancelled_by = models.CharField("停止人姓名", max_length=64, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "排查"
        indexes = (models.Index(fields=["region", "-started_at"], name="scan_newest"),)
        constraints = (
            models.CheckConstraint(condition=~Q(duty=""), name="scan_names_its_duty"),
            models.CheckConstraint(condition=~Q(rulebook_version=""), name="scan_names_its_rulebook"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by="")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_by=""),
                name="scan_cancelled_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on}"


class Lead(Identified):
    """A family, or a person nobody knows yet, whom somebody should visit; once for the same facts."""

    region = RegionField(db_index=True)
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, related_name="leads")
    scenario = models.ForeignKey(
        "monitoring.Scenario", models.PROTECT, null=True, related_name="leads", db_index=False
    )
    source = EnumField("来源", LeadSource, max_length=8)
    rule = models.CharField("规则", max_length=40)
    likelihood = EnumField("判断", Likelihood, max_length=8)
    household = models.ForeignKey("people.Household", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=64)
    programmes = models.JSONField("可能的项目", default=list)
    verdicts = models.JSONField("规则的判断", default=list)
    set_key = models.CharField("数据集", max_length=40, blank=True)
    set_version = models.PositiveIntegerField("版本", null=True)
    lives_in = RegionField("现居住地", null=True)
    told_on = models.DateField("推送日期", null=True)
    told_by = models.CharField("推送部门", max_length=60, blank=True, default="", db_default="")
    unnamed_on = models.DateField("名单不再列入的日期", null=True)
    digest = models.BinaryField("依据摘要")
    opened_at = models.DateTimeField("派发时间", auto_now_add=True)
    visited_on = models.DateField("走访日期", null=True)
    visited_by = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    visit_note = models.CharField("走访情况", max_length=500, blank=True)
    outcome = EnumField("结果", LeadOutcome, max_length=16, blank=True)
    because = models.CharField("说明", max_length=500, blank=True)
    contact_id = models.UUIDField("来访登记", null=True)
    closed_at = models.DateTimeField("办结时间", null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "线索"
        indexes = (
            models.Index(fields=["region", "outcome", "-opened_at"], name="lead_by_region"),
            models.Index(fields=["household", "source"], name="lead_by_household"),
        )
        constraints = (
            models.UniqueConstraint(fields=["digest", "region"], name="lead_once_for_the_same_facts"),
            models.CheckConstraint(condition=~Q(name=""), name="lead_names_somebody"),
            models.CheckConstraint(
                condition=Q(scan__isnull=True, scenario__isnull=False)
                | Q(scan__isnull=False, scenario__isnull=True)
                | Q(scan__isnull=True, scenario__isnull=True, source="left"),
                name="lead_has_its_origin",
            ),
            models.CheckConstraint(
                condition=Q(visited_on__isnull=True, visited_by__isnull=True, visit_note="")
                | Q(visited_on__isnull=False, visited_by__isnull=False) & ~Q(visit_note=""),
                name="lead_visit_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at__isnull=True, closed_by__isnull=True)
                | ~Q(outcome="") & Q(closed_at__isnull=False, closed_by__isnull=False),
                name="lead_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["application", "transferred"]) | Q(contact_id__isnull=False),
                name="lead_followed_by_its_contact",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["refused_help", "not_in_need", "not_found", "data_wrong"])
                | ~Q(because=""),
                name="lead_closed_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome or 'open'}"


class AwayPlan(Identified):
    """How a family that lives away is kept in touch with, and when next; one standing plan a household."""

    region = RegionField(db_index=True)
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    lead = models.OneToOneField(Lead, models.PROTECT, related_name="plan")
    lives_in = RegionField("现居住地", null=True)
    way = EnumField("联系方式", ContactWay, max_length=8)
    every_days = models.PositiveSmallIntegerField("间隔（日）")
    share_id = models.UUIDField("共享", null=True)
    last_on = models.DateField("上次联系", null=True)
    last_note = models.CharField("上次联系情况", max_length=500, blank=True)
    ended_on = models.DateField("结束日期", null=True)
    made_at = models.DateTimeField("制定时间", auto_now_add=True)
    made_by = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "人户分离联系计划"
        constraints = (
            models.UniqueConstraint(
                fields=["household", "region"],
                condition=Q(ended_on__isnull=True),
                name="away_plan_standing_once",
            ),
            models.CheckConstraint(condition=Q(every_days__gt=0), name="away_plan_has_its_interval"),
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | ~Q(last_note=""), name="away_contact_says_what"
            ),
        )

    def __str__(self) -> str:
        return f"{self.way} {self.every_days}"
