"""Tables of opening rolls: the roll itself, its families and awards, and what is wrong with its rows."""

from django.db import models
from django.db.models import Q

from yimen.domains.exchange.types.roll import Agreement, RollSheet, RollState
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class OpeningRoll(Identified):
    """One uploaded list of existing awards: who prepared it, who took it over, how far it is."""

    region = RegionField(db_index=True)
    state = EnumField("状态", RollState, max_length=12)
    title = models.CharField("名称", max_length=60)
    from_month = models.DateField("接管月份")
    file_id = models.UUIDField("文件")
    digest = models.BinaryField()
    refusal = EncryptedField("无法读取的原因", null=True)
    rows = models.PositiveIntegerField("行数", default=0)
    families = models.PositiveIntegerField("无误的家庭", default=0)
    people = models.PositiveIntegerField("无误的人数", default=0)
    awards = models.PositiveIntegerField("无误的待遇", default=0)
    faulty = models.PositiveIntegerField("有误的家庭", default=0)
    faults = models.PositiveIntegerField("错误", default=0)
    run = models.ForeignKey("jobs.Run", models.PROTECT, null=True, related_name="+")
    prepared_user_id = models.UUIDField("准备人")
    prepared_post_id = models.UUIDField("准备岗位")
    prepared_by = models.CharField("准备人姓名", max_length=64)
    prepared_at = models.DateTimeField("上传时间", auto_now_add=True)
    taken_user_id = models.UUIDField("接管人", null=True)
    taken_post_id = models.UUIDField("接管岗位", null=True)
    taken_by = models.CharField("接管人姓名", max_length=64, blank=True)
    taken_at = models.DateTimeField("接管时间", null=True)
    undone_user_id = models.UUIDField("撤销人", null=True)
    undone_post_id = models.UUIDField("撤销岗位", null=True)
    undone_by = models.CharField("撤销人姓名", max_length=64, blank=True)
    undone_at = models.DateTimeField("撤销时间", null=True)
    undone_because = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "期初名册"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RollState]), name="roll_state_known"
            ),
            models.CheckConstraint(condition=Q(from_month__day=1), name="roll_begins_with_a_month"),
            models.CheckConstraint(
                condition=~Q(taken_user_id=models.F("prepared_user_id")), name="roll_taken_over_by_another"
            ),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(state__in=["loading", "undoing"]),
                name="roll_one_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class RollFamily(Identified):
    """A family of a roll without a fault; what it says is encrypted, what came of it is named."""

    region = RegionField(db_index=True)
    roll = models.ForeignKey(OpeningRoll, models.PROTECT, related_name="listed")
    number = models.PositiveIntegerField("序号")
    row = models.PositiveIntegerField("行号")
    said = EncryptedField("内容")
    linked_id = models.UUIDField("已有家庭", null=True)
    household_id = models.UUIDField("家庭", null=True, db_index=True)
    person_ids = models.JSONField("新建的人", default=list)

    class Meta:
        verbose_name = "名册中的家庭"
        constraints = (models.UniqueConstraint(fields=["roll", "number"], name="roll_family_once"),)

    def __str__(self) -> str:
        return f"#{self.row}"


class RollAward(Identified):
    """An award of a roll, beside what the rules say; its id is that of the award it becomes."""

    region = RegionField(db_index=True)
    roll = models.ForeignKey(OpeningRoll, models.PROTECT, related_name="listed_awards")
    family = models.ForeignKey(RollFamily, models.PROTECT, related_name="listed_awards")
    row = models.PositiveIntegerField("行号")
    programme = models.CharField("救助项目", max_length=24)
    amount_fen = models.BigIntegerField("月金额")
    computed_fen = models.BigIntegerField("测算金额", null=True)
    agreement = EnumField("对照", Agreement, max_length=16)

    class Meta:
        verbose_name = "名册中的待遇"
        indexes = (models.Index(fields=["roll", "agreement"], name="roll_award_by_agreement"),)
        constraints = (
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="roll_award_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(agreement__in=[a.value for a in Agreement]), name="roll_award_agreement_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} #{self.row}"


class RollFinding(Identified):
    """What is wrong in a row, or a note; as a sentence that may name somebody, so it is encrypted."""

    region = RegionField(db_index=True)
    roll = models.ForeignKey(OpeningRoll, models.PROTECT, related_name="findings")
    sheet = EnumField("工作表", RollSheet, max_length=4)
    row = models.PositiveIntegerField("行号")
    column = models.CharField("列", max_length=40, blank=True)
    wrong = EncryptedField("问题")
    remedy = EncryptedField("怎么办")
    is_note = models.BooleanField("仅提示", default=False)

    class Meta:
        verbose_name = "名册的问题"
        indexes = (models.Index(fields=["roll", "is_note", "sheet", "row"], name="roll_finding_by_row"),)

    def __str__(self) -> str:
        return f"{self.sheet} #{self.row}"
