"""Tables of supporting somebody in extreme hardship: obligors, self-care assessments, care."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.cases.models.application import Acted, Case
from yimen.domains.cases.models.outcome import CaseOutcome
from yimen.domains.cases.tekun import Ability, Assessor, CareForm, Consent, ExitGround, Obligation, SelfCare
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Obligor(Identified, Acted):
    """Somebody outside the household who owes support; looked into only with their own consent."""

    region = RegionField(db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="obligors")
    name = models.CharField("姓名", max_length=64)
    obligation = EnumField("关系", Obligation, max_length=12)
    address = models.CharField("住址", max_length=200, blank=True)
    phone = EncryptedField("电话", null=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    consent = EnumField("授权核对", Consent, max_length=8, default=Consent.PENDING)
    consent_note = models.CharField("不同意的说明", max_length=200, blank=True)
    asked_on = models.DateField("征求日期", null=True)
    ability = EnumField("履行义务能力", Ability, max_length=12, default=Ability.OPEN)
    evidence = models.CharField("依据", max_length=500, blank=True)
    ended_on = models.DateField("不再列入日期", null=True)
    ended_because = models.CharField("不再列入的原因", max_length=200, db_default="")

    class Meta:
        verbose_name = "户外法定义务人"
        constraints = (
            models.UniqueConstraint(
                fields=["case", "name", "obligation"],
                condition=Q(ended_on__isnull=True),
                name="obligor_once_in_case",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                name="obligor_ended_because_of_something",
            ),
            models.CheckConstraint(
                condition=Q(consent="pending", person__isnull=True, asked_on__isnull=True)
                | Q(consent="given", person__isnull=False, asked_on__isnull=False)
                | (Q(consent="refused", person__isnull=True, asked_on__isnull=False) & ~Q(consent_note="")),
                name="obligor_consents_by_name",
            ),
            models.CheckConstraint(
                condition=Q(ability="open") | ~Q(evidence=""), name="obligor_ability_has_evidence"
            ),
        )

    def __str__(self) -> str:
        return self.name


class SelfCareAssessment(Identified, Acted):
    """What of six things somebody cannot do alone, and who found it; never changed itself."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField("次")
    assessed_on = models.DateField("评估日期")
    assessor = EnumField("评估主体", Assessor, max_length=12)
    agency = models.CharField("评估单位", max_length=80)
    assessors = models.CharField("评估人员", max_length=120)
    helpers = models.CharField("协助人员", max_length=120, blank=True)
    failed = models.JSONField("不能达到的指标", default=list)
    level = EnumField("生活自理能力", SelfCare, max_length=4)
    note = models.CharField("说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "生活自理能力评估"
        constraints = (
            models.UniqueConstraint(fields=["outcome", "number"], name="assessment_numbered"),
            models.CheckConstraint(condition=~Q(agency="") & ~Q(assessors=""), name="assessment_by_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.level}"


class NamedExit(Identified, Acted):
    """On which ground of the law support is to end, and what was arranged for whoever died."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.OneToOneField(CaseOutcome, models.PROTECT, related_name="named_exit")
    ground = EnumField("终止情形", ExitGround, max_length=16)
    facts = models.CharField("事实", max_length=500)
    funeral = models.CharField("丧葬事宜", max_length=200, blank=True)

    class Meta:
        verbose_name = "终止供养情形"
        constraints = (
            models.CheckConstraint(condition=~Q(facts=""), name="exit_has_its_facts"),
            models.CheckConstraint(
                condition=~Q(ground="death") | ~Q(funeral=""), name="exit_by_death_has_its_funeral"
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.ground}"


class CareArrangement(Identified, Acted):
    """Care at home by agreement of three, or a place in an institution; never changed itself."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="arrangements")
    number = models.PositiveSmallIntegerField("次")
    form = EnumField("供养形式", CareForm, max_length=12)
    institution = models.CharField("供养服务机构", max_length=80, blank=True)
    carer_name = models.CharField("照料人", max_length=64, blank=True)
    carer_relation = models.CharField("与供养对象关系", max_length=40, blank=True)
    carer_phone = EncryptedField("照料人电话", null=True)
    duties = models.CharField("照料内容", max_length=500, blank=True)
    payment = models.CharField("费用支付", max_length=200, blank=True)
    valid_from = models.DateField("自")
    valid_until = models.DateField("至（不含）", null=True)
    signed_on = models.DateField("签订日期")

    class Meta:
        verbose_name = "照料安排"
        constraints = (
            models.UniqueConstraint(fields=["outcome", "number"], name="arrangement_numbered"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="arrangement_period_forward",
            ),
            models.CheckConstraint(
                condition=(Q(form="institution") & ~Q(institution=""))
                | (
                    Q(form="home", institution="")
                    & ~Q(carer_name="")
                    & ~Q(duties="")
                    & ~Q(payment="")
                    & Q(valid_until__isnull=False)
                ),
                name="arrangement_says_who_and_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.form}"
