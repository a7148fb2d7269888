"""Tables of one programme of an application: outcome, opinions, notices, objections and steps."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.domains.cases.models.application import Acted, Case
from yimen.domains.cases.types import Effect, ExtensionReason, NoticeKind, ObjectionMethod, OutcomeState
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class CaseOutcome(Identified):
    """One programme of a case, from the engine's proposal to the decision."""

    region = RegionField(db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="outcomes")
    programme = models.CharField("救助项目", max_length=24)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    state = EnumField("状态", OutcomeState, max_length=16)
    version = models.PositiveIntegerField("版本", default=1)
    extension = EnumField("延长原因", ExtensionReason, max_length=24, blank=True)
    sent_on = models.DateField("报送日期", null=True)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_amount_fen = models.BigIntegerField("决定金额", null=True)
    decision_reason = models.CharField("决定理由", max_length=500, blank=True)
    decision_rule = models.CharField("确认权限依据", max_length=200, blank=True)
    from_month = models.DateField("起始月", null=True)
    told_on = models.DateField("送达日期", null=True)
    determination = models.ForeignKey("awards.Determination", models.PROTECT, null=True, related_name="+")
    award = models.ForeignKey("awards.Award", models.PROTECT, null=True, related_name="+")
    effect = EnumField("变动", Effect, max_length=12, blank=True)
    until_month = models.DateField("渐退至（不含）", null=True)
    heard_on = models.DateField("听取意见日期", null=True)
    unheard_because = models.CharField("不经听取意见的原因", max_length=40, blank=True)

    class Meta:
        verbose_name = "项目"
        indexes = (
            models.Index(fields=["region", "state", "programme"], name="outcome_by_region_and_state"),
            models.Index(
                fields=["decided_on"],
                include=["region", "case", "programme", "state", "effect", "decided_by"],
                condition=Q(decided_on__isnull=False),
                name="outcome_by_decision",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["case", "programme", "person"], nulls_distinct=False, name="outcome_once_in_case"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in OutcomeState]), name="outcome_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["confirmed", "refused", "stopped"],
                    decided_on__isnull=False,
                    decided_by__isnull=False,
                    determination__isnull=False,
                )
                | (
                    ~Q(state__in=["confirmed", "refused", "stopped"])
                    & Q(decided_on__isnull=True, decided_by__isnull=True)
                ),
                name="outcome_decided_has_its_author",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "stopped"]) | ~Q(decision_reason=""),
                name="outcome_refused_with_reasons",
            ),
            models.CheckConstraint(
                condition=Q(effect="") | Q(award__isnull=False), name="outcome_effect_is_on_an_award"
            ),
            models.CheckConstraint(
                condition=~Q(effect__in=["decrease", "phase_out", "stop"])
                | Q(heard_on__isnull=False)
                | ~Q(unheard_because=""),
                name="outcome_against_somebody_heard",
            ),
            models.CheckConstraint(
                condition=(Q(state="stopped") & Q(effect="stop")) | (~Q(state="stopped") & ~Q(effect="stop")),
                name="outcome_stopped_has_its_effect",
            ),
            models.CheckConstraint(
                condition=Q(until_month__isnull=True, effect__in=["", "keep", "increase", "decrease", "stop"])
                | Q(until_month__isnull=False, effect="phase_out"),
                name="outcome_phased_out_until",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(decided_amount_fen__gte=0),
                name="outcome_confirmed_with_amount",
            ),
            models.CheckConstraint(
                condition=Q(from_month__isnull=True) | Q(from_month__day=1),
                name="outcome_begins_with_a_month",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.state}"


class OutcomeStep(Identified, Acted):
    """One move of a programme: who, when, why."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="steps")
    verb = models.CharField("动作", max_length=16)
    before = models.CharField("原状态", max_length=16)
    after = models.CharField("新状态", max_length=16)
    why = models.CharField("原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "项目步骤"
        indexes = (models.Index(fields=["outcome", "done_at"], name="outcome_step_by_outcome"),)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Opinion(Identified, Acted):
    """The town's opinion on a determination: agreeing with the engine, or differing with a written reason."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="opinions")
    number = models.PositiveSmallIntegerField("次")
    determination = models.ForeignKey("awards.Determination", models.PROTECT, related_name="+")
    is_positive = models.BooleanField("符合")
    amount_fen = models.BigIntegerField("拟救助金额")
    household_size = models.PositiveSmallIntegerField("保障人数")
    is_different = models.BooleanField("与测算不同")
    text = models.CharField("意见", max_length=500)
    difference_reason = models.CharField("不同于测算的理由", max_length=500, blank=True)
    given_on = models.DateField("日期")

    class Meta:
        verbose_name = "初审意见"
        constraints = (
            models.UniqueConstraint(fields=["outcome", "number"], name="opinion_numbered"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="opinion_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(is_different=False) | ~Q(difference_reason=""), name="opinion_differs_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_positive=True) | Q(amount_fen=0), name="opinion_negative_grants_nothing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.number}"


class PublicNotice(Identified, Acted):
    """A sheet in the village and its masked line on the web; without `ends_on` as long as the award."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="notices")
    opinion = models.ForeignKey(Opinion, models.PROTECT, null=True, related_name="notices")
    kind = EnumField("种类", NoticeKind, max_length=12)
    programme = models.CharField("救助项目", max_length=24)
    full_name = models.CharField("姓名", max_length=64)
    household_size = models.PositiveSmallIntegerField("家庭人口")
    amount_fen = models.BigIntegerField("金额")
    posted_on = models.DateField("张贴日期")
    ends_on = models.DateField("截止日期", null=True)
    taken_down_on = models.DateField("撤下日期", null=True)

    class Meta:
        verbose_name = "公示"
        indexes = (models.Index(fields=["region", "ends_on"], name="notice_by_village"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gt=F("posted_on")), name="notice_period_forward"),
            models.CheckConstraint(
                condition=~Q(programme__in=["orphan", "unattended_child"]), name="notice_never_of_children"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in NoticeKind]), name="notice_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(kind="decision"), name="notice_of_an_opinion_ends"
            ),
            models.UniqueConstraint(
                fields=["outcome"], condition=Q(kind="decision"), name="notice_one_of_a_decision"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.posted_on}"


class Objection(Identified, Acted):
    """An objection to a notice, and how it was looked into."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="objections")
    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections")
    raised_by = EncryptedField("异议人", null=True)
    text = models.CharField("异议", max_length=500)
    raised_on = models.DateField("日期")
    method = EnumField("处理方式", ObjectionMethod, max_length=20, blank=True)
    conclusion = models.CharField("处理结论", max_length=500, blank=True)
    attendance = models.PositiveSmallIntegerField("评议人数", null=True)
    settled_on = models.DateField("处理日期", null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "公示异议"
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_what"),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, method="")
                | (Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(method="") & ~Q(conclusion="")),
                name="objection_settled_with_conclusion",
            ),
            models.CheckConstraint(
                condition=~Q(method="democratic_review") | Q(attendance__gte=3),
                name="objection_review_has_its_people",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.raised_on}"
