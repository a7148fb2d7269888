"""Tables of the application: case, members, materials, notices of what is missing, steps and hands."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.domains.cases.types import CaseKind, CaseState, ChangeCause, Channel, CountyVisitReason, HandKind
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Acted(models.Model):
    """Who did it, under which post, when; the name as it was on that day."""

    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    by_name = models.CharField("办理人", max_length=64)
    done_at = models.DateTimeField("时间")

    class Meta:
        abstract = True


class CaseCounter(models.Model):
    """The last case number given in a town and year."""

    town = RegionField()
    year = models.PositiveSmallIntegerField("年")
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["town", "year"], name="case_counter_once"),)

    def __str__(self) -> str:
        return f"{self.town} {self.year}: {self.last}"


class Case(Identified):
    """One application, from draft to conclusion; `region` is the village responsible when it was made."""

    region = RegionField(db_index=True)
    kind = EnumField("种类", CaseKind, max_length=12, default=CaseKind.APPLICATION)
    cause = EnumField("变化原因", ChangeCause, max_length=20, blank=True)
    number = models.CharField("办件编号", max_length=40, null=True, unique=True)  # noqa: DJ001 - a draft has none
    state = EnumField("状态", CaseState, max_length=16)
    version = models.PositiveIntegerField("版本", default=1)
    channel = EnumField("途径", Channel, max_length=12)
    contact = models.ForeignKey("intake.Contact", models.PROTECT, null=True, related_name="+")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    applicant = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    applicant_name = models.CharField("申请人", max_length=64)
    agent_name = models.CharField("代办人", max_length=64, blank=True)
    agent_relation = models.CharField("与申请人关系", max_length=40, blank=True)
    agent_phone = EncryptedField("代办人电话", null=True)
    phone = EncryptedField("联系电话", null=True)
    address = models.CharField("住址", max_length=200, blank=True)
    reason = models.CharField("申请理由", max_length=500, blank=True)
    requested = models.JSONField("申请项目", default=list)
    for_person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    declared = models.JSONField("申报内容", default=dict)
    has_near_relative = models.BooleanField("有近亲属关系", null=True)
    relative_of = models.CharField("何人之近亲属", max_length=80, blank=True)
    relative_relation = models.CharField("近亲属关系", max_length=40, blank=True)
    county_visit_reason = EnumField("县级入户原因", CountyVisitReason, max_length=16, blank=True)
    county_visit_note = models.TextField("县级入户说明", blank=True)
    county_visit_since = models.DateTimeField("县级入户自", null=True)
    changed_at = models.DateTimeField("并入情况变化", null=True)
    visit_since = models.DateTimeField("入户自", null=True)
    opened_at = models.DateTimeField("建立时间")
    submitted_on = models.DateField("申请日期", null=True)
    accepted_on = models.DateField("受理日期", null=True)
    closed_on = models.DateField("结束日期", null=True)

    class Meta:
        verbose_name = "办件"
        indexes = (
            models.Index(fields=["region", "state"], name="case_by_region_and_state"),
            models.Index(fields=["household"], name="case_by_household"),
            models.Index(fields=["-opened_at", "-id"], name="case_latest"),
            models.Index(
                fields=["region", "-opened_at", "-id"], include=["state"], name="case_latest_in_region"
            ),
            models.Index(fields=["state", "-opened_at", "-id"], name="case_latest_in_state"),
            models.Index(fields=["kind", "-opened_at", "-id"], name="case_latest_of_kind"),
            models.Index(
                fields=["submitted_on"], include=["region", "id", "kind", "state"], name="case_by_submission"
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in CaseKind]), name="case_kind_known"),
            models.CheckConstraint(
                condition=(Q(kind="change") & ~Q(cause="")) | (~Q(kind="change") & Q(cause="")),
                name="case_of_a_change_says_which",
            ),
            models.UniqueConstraint(
                fields=["household", "region"],
                condition=~Q(kind="application") & Q(closed_on__isnull=True),
                name="case_one_review_of_household",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in CaseState]), name="case_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn", "terminated"])
                | Q(number__isnull=False, submitted_on__isnull=False),
                name="case_submitted_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "investigating", "concluded"])
                | Q(accepted_on__isnull=False),
                name="case_accepted_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["concluded", "withdrawn", "terminated"], closed_on__isnull=False)
                | (~Q(state__in=["concluded", "withdrawn", "terminated"]) & Q(closed_on__isnull=True)),
                name="case_closed_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(has_near_relative__isnull=True)
                | Q(has_near_relative=False)
                | (~Q(relative_of="") & ~Q(relative_relation="")),
                name="case_near_relative_is_named",
            ),
            models.CheckConstraint(
                condition=Q(county_visit_reason="", county_visit_since__isnull=True)
                | (~Q(county_visit_reason="") & Q(county_visit_since__isnull=False)),
                name="case_county_visit_since",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("submitted_on")),
                name="case_accepted_after_submitted",
            ),
        )

    def __str__(self) -> str:
        return self.number or str(self.id)


class CaseMember(Identified):
    """A member of the household as it was at the application; `ref` names them in the declared file."""

    region = RegionField(db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="members")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    ref = models.CharField("编号", max_length=8)
    name = models.CharField("姓名", max_length=64)
    relation = models.CharField("关系", max_length=24)
    is_adult = models.BooleanField("成年")

    class Meta:
        verbose_name = "共同生活的家庭成员"
        constraints = (
            models.UniqueConstraint(fields=["case", "person"], name="case_member_once"),
            models.UniqueConstraint(fields=["case", "ref"], name="case_member_ref_once"),
        )

    def __str__(self) -> str:
        return self.name


class GivenMaterial(Identified, Acted):
    """A material the family handed in."""

    region = RegionField(db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="materials")
    kind = models.CharField("材料", max_length=40)
    file_id = models.UUIDField("文件", null=True)

    class Meta:
        verbose_name = "已交材料"
        constraints = (models.UniqueConstraint(fields=["case", "kind"], name="case_material_once"),)

    def __str__(self) -> str:
        return self.kind


class OneTimeNotice(Identified, Acted):
    """What was told to be missing, all at once."""

    region = RegionField(db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="one_time_notices")
    missing = models.JSONField("所缺材料")
    told_on = models.DateField("告知日期")

    class Meta:
        verbose_name = "一次性告知"

    def __str__(self) -> str:
        return f"{self.case_id} {self.told_on}"


class CaseStep(Identified, Acted):
    """One move of an application: who, when, why."""

    region = RegionField(db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    verb = models.CharField("动作", max_length=16)
    before = models.CharField("原状态", max_length=16)
    after = models.CharField("新状态", max_length=16)
    why = models.TextField("原因", blank=True)

    class Meta:
        verbose_name = "办件步骤"
        indexes = (models.Index(fields=["case", "done_at"], name="case_step_by_case"),)

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Hand(Identified):
    """Somebody who had a part in a case before its decision; the database lets none of them decide it."""

    region = RegionField(db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="hands")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = EnumField("参与", HandKind, max_length=16)

    class Meta:
        verbose_name = "经手人"
        constraints = (models.UniqueConstraint(fields=["case", "user", "kind"], name="hand_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"
