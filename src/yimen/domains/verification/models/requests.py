"""Requests of the town and the lines that answer them; a case is known here by its id only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.verification.types import LineKind, RequestState
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class VerificationRequest(Identified):
    """The town's request to verify a case's family; an objection opens the next one."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    number = models.PositiveSmallIntegerField("次")
    state = EnumField("状态", RequestState, max_length=12)
    title = models.CharField("办件编号", max_length=120)
    people = models.JSONField("核对对象")
    requested_at = models.DateTimeField("提请时间")
    started_at = models.DateTimeField("启动时间", null=True)
    reported_at = models.DateTimeField("报告时间", null=True)
    conclusion = models.CharField("结论", max_length=400, blank=True)
    told_at = models.DateTimeField("告知时间", null=True)
    told_how = models.CharField("告知方式", max_length=100, blank=True)
    objection = models.CharField("异议", max_length=400, blank=True)
    about = models.JSONField("只就这一项", null=True)
    purpose_ended_on = models.DateField("目的实现日期", null=True)
    reduced_at = models.DateTimeField("明细删除时间", null=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "核对"
        indexes = (
            models.Index(
                fields=["purpose_ended_on"], condition=Q(reduced_at=None), name="verification_to_be_reduced"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["case_id", "number"], name="verification_numbered_in_case"),
            models.UniqueConstraint(
                fields=["case_id"],
                condition=Q(state__in=["requested", "started"]),
                name="verification_one_open_in_case",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RequestState]), name="verification_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["requested", "started", "cancelled"]) | Q(reported_at__isnull=False),
                name="verification_answer_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="objected") | ~Q(objection=""), name="verification_objection_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class VerificationLine(Identified):
    """One reported line: person, kind, amount, source, date."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    request = models.ForeignKey(VerificationRequest, models.PROTECT, related_name="lines")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = EnumField("类别", LineKind, max_length=24)
    amount_fen = models.BigIntegerField("金额（分）")
    source = models.CharField("来源", max_length=60)
    as_of = models.DateField("日期")
    item = EncryptedField("账户、证号", null=True)
    since = models.DateField("取得日期", null=True)
    is_counted = models.BooleanField("计入", db_default=True)
    counted_fen = models.BigIntegerField("计入金额（分）", null=True)

    class Meta:
        verbose_name = "核对明细"
        constraints = (
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="verified_amount_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="verified_line_names_its_source"),
            models.CheckConstraint(
                condition=Q(counted_fen__isnull=True) | Q(is_counted=True, counted_fen__gte=0),
                name="verified_line_counts_with_its_amount",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in LineKind]), name="verified_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"
