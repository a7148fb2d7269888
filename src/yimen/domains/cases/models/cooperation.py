"""The table of letters to a place of registration; both sides see the letter, only one the case."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.cases.models.application import Acted, Case
from yimen.domains.cases.types import CooperationFinding, CooperationWay
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Cooperation(Identified, Acted):
    """A letter to where a family is registered, what it asks, and what came back or why nothing did."""

    region = RegionField(db_index=True)
    to_region = RegionField("户籍地", db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="cooperations")
    number = models.PositiveSmallIntegerField("次")
    addressee = models.CharField("受函单位", max_length=100)
    sender = models.CharField("发函单位", max_length=100)
    way = EnumField("方式", CooperationWay, max_length=8)
    asked_of = EncryptedField("核查对象")
    programmes = models.JSONField("申请项目")
    remark = models.CharField("其他核查事项", max_length=300, blank=True)
    document_id = models.UUIDField("函", null=True)
    sent_on = models.DateField("发函日期")
    due_on = models.DateField("请复函日期")
    finding = EnumField("核查结果", CooperationFinding, max_length=12, blank=True)
    received = models.JSONField("在享项目", default=list)
    stops_on = models.DateField("停发日期", null=True)
    note = models.CharField("复函说明", max_length=500, blank=True)
    answerer = models.CharField("复函单位和人员", max_length=100, blank=True)
    reply_file_id = models.UUIDField("复函扫描件", null=True)
    answered_on = models.DateField("复函日期", null=True)
    gone_on_because = models.CharField("未复函续办理由", max_length=300, blank=True)
    gone_on_since = models.DateField("续办日期", null=True)

    class Meta:
        verbose_name = "协助核查函"
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="cooperation_numbered"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_on__isnull=True, gone_on_since__isnull=True),
                name="cooperation_one_open_of_case",
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("sent_on")), name="cooperation_period_forward"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, finding="", answerer="")
                | Q(answered_on__isnull=False) & ~Q(finding="") & ~Q(answerer=""),
                name="cooperation_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(gone_on_since__isnull=True, gone_on_because="")
                | Q(gone_on_since__gt=F("due_on")) & ~Q(gone_on_because=""),
                name="cooperation_gone_on_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(finding="will_stop") | Q(stops_on__isnull=False),
                name="cooperation_says_when_it_stops",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.number}"

    @property
    def is_settled(self) -> bool:
        """Answered, or gone on without an answer once the time was over."""
        return self.answered_on is not None or self.gone_on_since is not None
