"""Tables of attestations and civil matters; both under row-level security by `region`."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.domains.allowances.types import AttestationKind, EndReason, MatterState, Per, Result, Way
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Attestation(Identified):
    """One person in one term: what rests on it, what came of it; only undone on the day it was recorded."""

    region = RegionField()
    kind = EnumField("种类", AttestationKind, max_length=16)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    rests_on = models.JSONField("享受的项目", default=list)
    starts_on = models.DateField("起")
    due_on = models.DateField("截止")
    again_on = models.DateField("再次催办截止")
    result = EnumField("结果", Result, max_length=16, blank=True)
    way = EnumField("方式", Way, max_length=16, blank=True)
    proved_on = models.DateField("认证日期", null=True)
    remark = models.CharField("备注", max_length=300, blank=True)
    photo_id = models.UUIDField("照片", null=True)
    recorded_at = models.DateTimeField("登记时间", null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    case_id = models.UUIDField("核查办件", null=True)
    report_id = models.UUIDField("变化报告", null=True)

    class Meta:
        verbose_name = "认证"
        indexes = (
            models.Index(fields=["region", "kind", "starts_on"], name="attestation_by_region"),
            models.Index(
                fields=["region", "kind", "due_on"], condition=Q(result=""), name="attestation_open_by_region"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["person", "kind", "starts_on"], name="attestation_once_in_term"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on"), again_on__gt=F("due_on")),
                name="attestation_term_forward",
            ),
            models.CheckConstraint(
                condition=Q(result="", recorded_at__isnull=True, recorded_by__isnull=True, way="")
                | Q(
                    result__in=["lapsed", "reviewed"],
                    recorded_at__isnull=False,
                    recorded_by__isnull=True,
                    way="",
                )
                | (
                    ~Q(result__in=["", "lapsed", "reviewed"])
                    & Q(recorded_at__isnull=False, recorded_by__isnull=False, proved_on__isnull=False)
                ),
                name="attestation_recorded_whole",
            ),
            models.CheckConstraint(
                condition=~Q(result="confirmed") | ~Q(way=""), name="attestation_confirmed_in_a_way"
            ),
            models.CheckConstraint(
                condition=~Q(result="reviewed") | Q(case_id__isnull=False),
                name="attestation_reviewed_in_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(way="by_relative") | Q(photo_id__isnull=False),
                name="attestation_by_relative_with_photo",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"


class CivilMatter(Identified):
    """Something of the policy library that civil affairs itself gives, from the request to its end."""

    region = RegionField()
    item = models.CharField("事项", max_length=40)
    title = models.CharField("事项名称", max_length=120)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    contact_id = models.UUIDField("来访", null=True)
    note = models.CharField("申请情况", max_length=500, blank=True)
    state = EnumField("状态", MatterState, max_length=12)
    registered_on = models.DateField("登记日期")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_on = models.DateField("办结日期", null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField("理由", max_length=500, blank=True)
    amount_fen = models.BigIntegerField("金额", null=True)
    per = EnumField("发放方式", Per, max_length=8, blank=True)
    from_month = models.DateField("起始月", null=True)
    until_month = models.DateField("止于（不含）", null=True)
    end_proposed_on = models.DateField("拟终止日期", null=True)
    end_proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    end_from = models.DateField("拟自月", null=True)
    end_reason = models.CharField("拟终止的理由", max_length=500, blank=True, db_default="")
    ended_on = models.DateField("终止日期", null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_because = EnumField("终止原因", EndReason, max_length=16, blank=True)
    statement = EncryptedField("本人意见", null=True)

    class Meta:
        verbose_name = "民政事项"
        indexes = (models.Index(fields=["region", "state", "registered_on"], name="matter_by_region"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "item"],
                condition=Q(state__in=["registered", "granted", "ending"]) & ~Q(per="once"),
                name="matter_once_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["registered", "withdrawn"])
                | Q(decided_on__isnull=False, decided_by__isnull=False),
                name="matter_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("registered_by")), name="matter_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state="ending")
                | (
                    Q(end_proposed_on__isnull=False, end_proposed_by__isnull=False, end_from__isnull=False)
                    & ~Q(ended_because="")
                    & ~Q(end_reason="")
                ),
                name="matter_end_proposed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended")
                | (Q(end_proposed_by__isnull=False) & ~Q(ended_by=F("end_proposed_by"))),
                name="matter_ended_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="matter_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__isnull=True, per="", from_month__isnull=True)
                | (Q(amount_fen__gt=0, from_month__day=1) & ~Q(per="")),
                name="matter_amount_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_because="") & ~Q(reason="")),
                name="matter_ended_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.state}"
