"""Loads of department data and the sealed files they consist of; what the rows say is in no table."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.verification.types.sets import FileKind, PartKind, SetState
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class SetLoad(Identified):
    """One version of a set in a county: the file, what came of its rows, who loaded and who retracted it."""

    region = RegionField(db_index=True)
    set_key = models.CharField("数据集", max_length=40)
    version = models.PositiveIntegerField("版本")
    state = EnumField("状态", SetState, max_length=12, default=SetState.WAITING)
    as_of = models.DateField("数据截止日期")
    source_id = models.UUIDField("文件")
    kind = EnumField("文件类型", FileKind, max_length=8)
    encoding = models.CharField("编码", max_length=12, blank=True)
    size = models.PositiveBigIntegerField("字节数")
    digest = models.BinaryField("文件摘要")
    replay_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="replays")
    attempt_id = models.UUIDField("装载", null=True)
    rows = models.PositiveBigIntegerField("行数", default=0)
    stored = models.PositiveBigIntegerField("可用的行", default=0)
    quarantined = models.PositiveBigIntegerField("隔离的行", default=0)
    shards = models.PositiveSmallIntegerField("分片数", default=0)
    refusal = EncryptedField("未装载的原因", null=True)
    run = models.ForeignKey("jobs.Run", models.PROTECT, related_name="+")
    loaded_user_id = models.UUIDField("装载人")
    loaded_post_id = models.UUIDField("装载岗位")
    loaded_by = models.CharField("装载人姓名", max_length=64)
    handed_in_at = models.DateTimeField("交入时间", auto_now_add=True)
    loaded_at = models.DateTimeField("装载完成时间", null=True)
    cleared_at = models.DateTimeField("到期删除时间", null=True)
    retracted_at = models.DateTimeField("撤回时间", null=True)
    retracted_by = models.CharField("撤回人姓名", max_length=64, blank=True)
    retracted_because = models.CharField("撤回原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "部门数据"
        indexes = (models.Index(fields=["region", "set_key", "-version"], name="set_load_newest"),)
        constraints = (
            models.UniqueConstraint(fields=["region", "set_key", "version"], name="set_load_version_once"),
            models.CheckConstraint(
                condition=Q(rows=F("stored") + F("quarantined")), name="set_load_no_row_is_lost"
            ),
            models.CheckConstraint(
                condition=~Q(state=SetState.LOADED.value)
                | Q(attempt_id__isnull=False, loaded_at__isnull=False, stored__gt=0, shards__gt=0),
                name="set_load_loaded_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=SetState.RETRACTED.value)
                | (Q(retracted_at__isnull=False) & ~Q(retracted_because="") & ~Q(retracted_by="")),
                name="set_load_retracted_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.set_key} v{self.version}"


class SetPart(Identified):
    """One sealed file of a load: a shard of the keys, or rows in quarantine."""

    region = RegionField(db_index=True)
    load = models.ForeignKey(SetLoad, models.CASCADE, related_name="parts")
    kind = EnumField("类别", PartKind, max_length=12)
    number = models.PositiveSmallIntegerField("序号")
    rows = models.PositiveBigIntegerField("行数")
    size = models.PositiveBigIntegerField("字节数")
    digest = models.BinaryField("内容摘要")

    class Meta:
        verbose_name = "部门数据的分片"
        constraints = (models.UniqueConstraint(fields=["load", "kind", "number"], name="set_part_once"),)

    def __str__(self) -> str:
        return f"{self.kind} #{self.number}"


class SetAgreement(Identified):
    """What the county and a department agreed in writing, where no published basis for a push was found."""

    region = RegionField(db_index=True)
    set_key = models.CharField("数据集", max_length=40)
    title = models.CharField("约定文件", max_length=120)
    agreed_on = models.DateField("签订日期")
    ends_on = models.DateField("失效（不含）", null=True)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    recorded_by = models.CharField("登记人姓名", max_length=64)
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField("终止时间", null=True)
    ended_by = models.CharField("终止人姓名", max_length=64, blank=True)
    ended_because = models.CharField("终止原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "部门数据约定"
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="set_agreement_names_its_paper"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("agreed_on")),
                name="set_agreement_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(ended_because="") & ~Q(ended_by=""),
                name="set_agreement_ended_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.set_key} {self.title}"
