"""Questions to sources in batches, the files that come back, and every answer that was kept."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.domains.verification.models.authorisations import Authorisation
from yimen.domains.verification.models.requests import VerificationRequest
from yimen.domains.verification.types import AskedState, LineKind, Standing
from yimen.foundation.models import BlindField, EncryptedField, EnumField, Identified, RegionField


class SourceBatch(Identified):
    """One list of people sent to one source; the clock of its answer begins with it."""

    region = RegionField(db_index=True)
    source = models.CharField("数据单位", max_length=40)
    number = models.PositiveIntegerField("批次")
    sent_at = models.DateTimeField("发出时间")
    due_on = models.DateField("应返回日期")
    size = models.PositiveIntegerField("人数")
    reminders = models.PositiveSmallIntegerField("催办次数", default=0)
    reminded_at = models.DateTimeField("最近催办", null=True)
    fetched = models.PositiveIntegerField("经接口取走次数", default=0, db_default=0)
    fetched_at = models.DateTimeField("最近经接口取走", null=True)
    finished_at = models.DateTimeField("全部返回或不再等待", null=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "查询批次"
        constraints = (
            models.UniqueConstraint(fields=["region", "source", "number"], name="batch_numbered_once"),
            models.CheckConstraint(condition=Q(size__gte=1), name="batch_is_not_empty"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


class SourceQuery(Identified):
    """The question about one person of a request at one source, and where it stands."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    request = models.ForeignKey(VerificationRequest, models.PROTECT, related_name="asked")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    source = models.CharField("数据单位", max_length=40)
    state = EnumField("状态", AskedState, max_length=10)
    batch = models.ForeignKey(SourceBatch, models.PROTECT, null=True, related_name="queries")
    reference = models.CharField("查询编号", max_length=40, blank=True)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField("发出日期", null=True)
    due_on = models.DateField("应返回日期", null=True)
    answered_at = models.DateTimeField("返回时间", null=True)
    is_late = models.BooleanField("逾期返回", default=False)
    is_whole = models.BooleanField("已全部返回", default=True)
    faulty = models.PositiveIntegerField("返回有误、待更正的行", default=0, db_default=0)
    remark = models.CharField("对方说明", max_length=200, blank=True)
    closed_reason = models.CharField("不再等待的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "数据单位查询"
        indexes = (models.Index(fields=["source", "state"], name="source_query_by_state"),)
        constraints = (
            models.UniqueConstraint(fields=["request", "person", "source"], name="source_query_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in AskedState]), name="source_query_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="withheld") | Q(authorisation__isnull=False, batch__isnull=False),
                name="source_query_sent_with_its_ground",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closed_reason=""), name="source_query_closed_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.state}"


class AnswerFile(Identified):
    """A file of answers as it was handed in: looked through first, then taken as a whole, or left."""

    region = RegionField(db_index=True)
    source = models.CharField("数据单位", max_length=40)
    file_id = models.UUIDField("文件", null=True)
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("摘要", max_length=64)
    handed_in_at = models.DateTimeField("上传时间", auto_now_add=True)
    taken_at = models.DateTimeField("登记时间", null=True)
    fresh = models.PositiveIntegerField("登记", default=0)
    repeated = models.PositiveIntegerField("重复", default=0)
    doubted = models.PositiveIntegerField("矛盾", default=0)
    left_out = models.PositiveIntegerField("不保存", default=0)
    unable = models.PositiveIntegerField("未能查询", default=0, db_default=0)
    quarantined = models.PositiveIntegerField("隔离", default=0, db_default=0)
    rows = models.PositiveIntegerField("行数", default=0, db_default=0)
    quarantine_id = models.UUIDField("隔离的行", null=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "返回文件"
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_at__isnull=False) | Q(fresh=0, repeated=0, doubted=0, left_out=0),
                name="answer_file_counts_what_is_taken",
            ),
            models.CheckConstraint(
                condition=Q(
                    rows=F("fresh")
                    + F("repeated")
                    + F("doubted")
                    + F("left_out")
                    + F("unable")
                    + F("quarantined")
                ),
                name="answer_file_no_row_is_lost",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.handed_in_at}"


class SourceAnswer(Identified):
    """One line a source gave; what contradicts another stays beside it until a person decides."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    query = models.ForeignKey(SourceQuery, models.PROTECT, related_name="answers")
    file = models.ForeignKey(AnswerFile, models.PROTECT, related_name="+")
    kind = EnumField("类别", LineKind, max_length=24, blank=True)
    item = EncryptedField("项目", null=True)
    key = BlindField(db_index=False)
    amount_fen = models.BigIntegerField("金额（分）", null=True)
    as_of = models.DateField("数据日期", null=True)
    received_at = models.DateTimeField("返回时间")
    standing = EnumField("是否采用", Standing, max_length=10)
    reason = models.CharField("判断理由", max_length=200, blank=True)
    decided_at = models.DateTimeField("判断时间", null=True)
    decided_by = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "返回结果"
        constraints = (
            models.UniqueConstraint(fields=["query", "key"], name="source_answer_once"),
            models.CheckConstraint(
                condition=Q(kind="", amount_fen__isnull=True) | ~Q(kind="") & Q(as_of__isnull=False),
                name="source_answer_whole",
            ),
            models.CheckConstraint(
                condition=~Q(standing="set_aside") | ~Q(reason=""), name="source_answer_set_aside_says_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.standing}"
