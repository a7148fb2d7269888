"""The log of queries: append-only, without a foreign key, so that a refused one is written on its own."""

from django.db import models
from django.db.models import Q

from yimen.domains.verification.types import GroundKind, Purpose, QueryAct, QueryOutcome
from yimen.foundation.models import EnumField, Identified, RegionField


class QueryEntry(Identified):
    """Who asked for or looked at whose data, when, for what, on what ground, and whether it came about."""

    region = RegionField(db_index=True)
    happened_at = models.DateTimeField("时间", db_index=True)
    act = EnumField("行为", QueryAct, max_length=12)
    purpose = EnumField("目的", Purpose, max_length=12)
    ground = EnumField("依据", GroundKind, max_length=16)
    authorisation_id = models.UUIDField("授权", null=True)
    duty = models.CharField("法定职责", max_length=40, blank=True)
    person_id = models.UUIDField("查询对象", null=True, db_index=True)
    case_id = models.UUIDField("办件", null=True, db_index=True)
    request_id = models.UUIDField("核对", null=True)
    source = models.CharField("数据单位", max_length=40, blank=True)
    outcome = EnumField("结果", QueryOutcome, max_length=8)
    refusal = models.CharField("拒绝原因代码", max_length=64, blank=True)
    user_id = models.UUIDField("用户", null=True)
    post_id = models.UUIDField("岗位", null=True)
    by_name = models.CharField("工作人员", max_length=64, blank=True)

    class Meta:
        verbose_name = "查询记录"
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="refused")
                | Q(ground="authorisation", authorisation_id__isnull=False)
                | Q(ground="duty") & ~Q(duty=""),
                name="query_has_its_ground",
            ),
            models.CheckConstraint(
                condition=Q(outcome="done", refusal="") | Q(outcome="refused") & ~Q(refusal=""),
                name="query_refused_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} {self.happened_at}"
