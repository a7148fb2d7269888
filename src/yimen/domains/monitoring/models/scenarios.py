"""Snapshots of a county's household files, scenarios over them, and the households a scenario affects."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.library.types.scenarios import Effect
from yimen.foundation.models import EnumField, Identified, RegionField


class Snapshot(Identified):
    """The files of a county's determined households at a moment: sealed shards without names or numbers."""

    region = RegionField(db_index=True)
    version = models.PositiveIntegerField("版本")
    until = models.DateTimeField("取数时间")
    month = models.DateField("基准月份")
    duty = models.CharField("法定职责", max_length=40, db_default="estimate")
    households = models.PositiveIntegerField("户数", default=0)
    left_out = models.PositiveIntegerField("没有认定材料的在册户数", default=0)
    unsigned = models.PositiveIntegerField("家庭成员没有有效授权、未列入的户数", default=0, db_default=0)
    obligors_unsigned = models.PositiveIntegerField(
        "法定义务人没有有效授权、未列入的户数", default=0, db_default=0
    )
    run = models.OneToOneField("jobs.Run", models.PROTECT, related_name="+")
    made_user_id = models.UUIDField("制作人")
    made_post_id = models.UUIDField("制作岗位")
    made_by = models.CharField("制作人姓名", max_length=64)
    cancelled_at = models.DateTimeField("停止时间", null=True)
    cancelled_by = models.CharField("停止人姓名", max_length=64, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "测算数据"
        constraints = (
            models.UniqueConstraint(fields=["region", "version"], name="snapshot_version_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="snapshot_of_a_month"),
            models.CheckConstraint(condition=~Q(duty=""), name="snapshot_names_its_duty"),
            models.CheckConstraint(
                condition=Q(households__gte=F("unsigned") + F("obligors_unsigned")),
                name="snapshot_leaves_out_whom_it_listed",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by="")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_by=""),
                name="snapshot_stopped_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"v{self.version}"

    @property
    def taken(self) -> int:
        """Households whose files are in it, once it is complete."""
        return self.households - self.unsigned - self.obligors_unsigned


class SnapshotPart(Identified):
    """One shard of a snapshot: whom it is for; once written, the sizes and the digest of its sealed files.

    `whom` is fixed when the snapshot begins, and empty once the shard is written.
    """

    region = RegionField(db_index=True)
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField("分片")
    households = models.PositiveIntegerField("户数")
    whom = models.JSONField("待取的家庭", default=list, db_default=[])
    sizes = models.JSONField("字节数", default=list)
    digest = models.BinaryField("摘要", default=b"")

    class Meta:
        verbose_name = "测算数据分片"
        constraints = (models.UniqueConstraint(fields=["snapshot", "number"], name="snapshot_part_once"),)

    def __str__(self) -> str:
        return f"#{self.number}"


class Scenario(Identified):
    """Changed parameters over a snapshot, and what they come to; never changed, only shared or stopped."""

    region = RegionField(db_index=True)
    title = models.CharField("名称", max_length=80)
    content = models.JSONField("改动")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="scenarios")
    run = models.OneToOneField("jobs.Run", models.PROTECT, related_name="+")
    figures = models.JSONField("结果", null=True)
    rulebook_version = models.CharField("规则版本", max_length=64)
    made_at = models.DateTimeField("时间", auto_now_add=True)
    made_user_id = models.UUIDField("测算人")
    made_post_id = models.UUIDField("测算岗位")
    made_by = models.CharField("测算人姓名", max_length=64)
    shared_at = models.DateTimeField("共享时间", null=True)
    cancelled_at = models.DateTimeField("停止时间", null=True)
    cancelled_by = models.CharField("停止人姓名", max_length=64, blank=True)
    calls_run = models.OneToOneField("jobs.Run", models.PROTECT, null=True, related_name="+")
    calls_ground = models.CharField("列入核查的依据", max_length=120, blank=True)
    calls_due_on = models.DateField("核查期限", null=True)
    calls_user_id = models.UUIDField("列入核查的人", null=True)
    calls_post_id = models.UUIDField("列入核查的岗位", null=True)
    calls_by = models.CharField("列入核查的人姓名", max_length=64, blank=True)
    leads_run = models.OneToOneField("jobs.Run", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "政策测算"
        indexes = (models.Index(fields=["region", "-made_at"], name="scenario_newest"),)
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="scenario_has_a_title"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by="")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_by=""),
                name="scenario_stopped_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(calls_run__isnull=True)
                | Q(calls_due_on__isnull=False, calls_user_id__isnull=False, calls_post_id__isnull=False)
                & ~Q(calls_ground=""),
                name="scenario_calls_with_ground_and_day",
            ),
        )

    def __str__(self) -> str:
        return self.title


class ScenarioPart(Identified):
    """The figures of one shard, kept until all are there."""

    region = RegionField(db_index=True)
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField("分片")
    figures = models.JSONField("结果")

    class Meta:
        verbose_name = "政策测算分片"
        constraints = (models.UniqueConstraint(fields=["scenario", "number"], name="scenario_part_once"),)

    def __str__(self) -> str:
        return f"#{self.number}"


class ScenarioHousehold(Identified):
    """A household that a scenario changes something for: before and after, in fen a month."""

    region = RegionField(db_index=True)
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="households")
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    effect = EnumField("影响", Effect, max_length=8)
    before_fen = models.BigIntegerField("现在（分）")
    after_fen = models.BigIntegerField("改动后（分）")
    change_fen = models.GeneratedField(
        expression=F("after_fen") - F("before_fen"), output_field=models.BigIntegerField(), db_persist=True
    )
    before = models.JSONField("现在的项目")
    after = models.JSONField("改动后的项目")
    falls_fen = models.BigIntegerField("断崖（分）", default=0)
    asked_at = models.DateTimeField("列入核查时间", null=True)

    class Meta:
        verbose_name = "政策测算涉及的家庭"
        indexes = (models.Index(fields=["scenario", "effect", "region"], name="scenario_by_effect"),)
        constraints = (
            models.UniqueConstraint(fields=["scenario", "household"], name="scenario_household_once"),
            models.CheckConstraint(
                condition=Q(before_fen__gte=0, after_fen__gte=0, falls_fen__gte=0),
                name="scenario_amounts_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.effect}"
