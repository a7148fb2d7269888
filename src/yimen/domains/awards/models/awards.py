"""Tables of determinations, awards and their changes; the first and the last can only be added."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.domains.awards.types import ChangeKind, Origin, Purpose
from yimen.foundation.models import EnumField, Identified, RegionField


class Determination(Identified):
    """What the rules answered on a day, with inputs, rulebook version and every value; never changed."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    purpose = EnumField("用途", Purpose, max_length=16)
    on = models.DateField("认定日期")
    rulebook_version = models.CharField("规则版本", max_length=64)
    inputs = models.JSONField("输入")
    answer = models.JSONField("结果")
    made_at = models.DateTimeField("时间", auto_now_add=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "认定"
        indexes = (models.Index(fields=["case_id", "made_at"], name="determination_by_case"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(rulebook_version=""), name="determination_names_its_rulebook"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[p.value for p in Purpose]), name="determination_purpose_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.on}"


class Award(Identified):
    """What a confirmation granted; its amounts are the changes that begin in or before a month.

    One that was taken over rests on no case: `outcome_id` is its own id, and it has no determination.
    """

    region = RegionField(db_index=True)
    outcome_id = models.UUIDField("项目", unique=True)
    case_number = models.CharField("办件编号", max_length=40)
    programme = models.CharField("救助项目", max_length=24)
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    determination = models.ForeignKey(Determination, models.PROTECT, null=True, related_name="awards")
    origin = EnumField(
        "来源", Origin, max_length=8, default=Origin.DECISION.value, db_default=Origin.DECISION.value
    )
    held_since = models.DateField("享受起始月", null=True)
    decided_on = models.DateField("决定日期")
    from_month = models.DateField("起始月")
    until_month = models.DateField("止于（不含）", null=True)
    review_months = models.PositiveSmallIntegerField("核查周期（月）", default=12)
    reviewed_on = models.DateField("上次核查", null=True)

    class Meta:
        verbose_name = "在册"
        indexes = (
            models.Index(fields=["region", "programme", "from_month"], name="award_by_region"),
            models.Index(fields=["household", "programme"], name="award_by_household"),
            models.Index(fields=["region", "until_month"], name="award_in_force_by_region"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(from_month__day=1), name="award_begins_with_a_month"),
            models.CheckConstraint(
                condition=Q(origin="decision", determination__isnull=False, held_since__isnull=True)
                | Q(origin="roll", determination__isnull=True, held_since__isnull=False),
                name="award_rests_on_a_decision_or_a_roll",
            ),
            models.CheckConstraint(
                condition=Q(held_since__isnull=True) | Q(held_since__day=1, held_since__lte=F("from_month")),
                name="award_held_before_it_was_taken_over",
            ),
            models.CheckConstraint(
                condition=Q(until_month__isnull=True) | Q(until_month__gt=F("from_month")),
                name="award_period_forward",
            ),
            models.UniqueConstraint(
                fields=["household", "programme", "person"],
                condition=Q(until_month__isnull=True),
                nulls_distinct=False,
                name="award_once_for_household_and_programme",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.case_number}"


class AwardChange(Identified):
    """One change of one component, from a month on; never changed itself."""

    region = RegionField(db_index=True)
    award = models.ForeignKey(Award, models.PROTECT, related_name="changes")
    kind = EnumField("变动", ChangeKind, max_length=12)
    component = models.CharField("组成", max_length=24)
    before_fen = models.BigIntegerField("变动前")
    after_fen = models.BigIntegerField("变动后")
    from_month = models.DateField("自月")
    reason = models.CharField("原因", max_length=500)
    changed_at = models.DateTimeField("时间", auto_now_add=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "在册变动"
        indexes = (models.Index(fields=["award", "component", "from_month"], name="change_by_component"),)
        constraints = (
            models.CheckConstraint(condition=Q(from_month__day=1), name="change_begins_with_a_month"),
            models.CheckConstraint(
                condition=Q(before_fen__gte=0, after_fen__gte=0), name="change_amounts_not_negative"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="change_says_why"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in ChangeKind]), name="change_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="start") | Q(before_fen=0), name="change_start_begins_at_nothing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.component}"
