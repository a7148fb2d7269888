"""Tables of the provincial platform: layouts of its files, files that wait to be taken in, what differs."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.exchange.types.profiles import RecordKind
from yimen.domains.exchange.types.reconciling import DifferenceKind, DifferenceState
from yimen.foundation.models import BlindField, EncryptedField, EnumField, Identified, RegionField


class ProfileVersion(Identified):
    """One version of a county's own layout; an empty text goes back to ours, or to none."""

    region = RegionField("县（市、区）")
    key = models.CharField("代号", max_length=40)
    number = models.PositiveIntegerField("版本")
    text = models.TextField("内容")
    note = models.CharField("说明", max_length=200)
    made_at = models.DateTimeField("启用时间", auto_now_add=True)
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "交换格式"
        constraints = (
            models.UniqueConstraint(fields=["region", "key", "number"], name="profile_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="profile_numbers_begin_at_one"),
            models.CheckConstraint(condition=~Q(note=""), name="profile_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class IncomingFile(Identified):
    """A file of contacts somebody handed in: looked through first, then taken in as a whole, or left."""

    region = RegionField(db_index=True)
    profile = models.CharField("格式", max_length=40)
    file_id = models.UUIDField("文件", null=True)
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("摘要", max_length=64)
    handed_in_at = models.DateTimeField("上传时间", auto_now_add=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    taken_at = models.DateTimeField("登记时间", null=True)
    taken = models.PositiveIntegerField("登记件数", default=0)
    known = models.PositiveIntegerField("已有件数", default=0)
    made = models.JSONField("登记的来访和居民", null=True)
    undone_at = models.DateTimeField("撤销时间", null=True)
    undone_because = models.CharField("撤销原因", max_length=200, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "省平台来件"
        indexes = (models.Index(fields=["by_post", "-handed_in_at"], name="incoming_of_post"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(taken_at__isnull=False) | Q(taken=0, known=0),
                name="incoming_counts_what_is_taken",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | (Q(taken_at__isnull=False) & ~Q(undone_because="")),
                name="incoming_undone_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.profile} {self.handed_in_at}"


class Reconciliation(Identified):
    """One list of the province compared with ours for a month; a later file of it is compared again."""

    region = RegionField(db_index=True)
    profile = models.CharField("格式", max_length=40)
    title = models.CharField("名称", max_length=60)
    kind = EnumField("记录", RecordKind, max_length=12)
    month = models.DateField("月份")
    times = models.PositiveIntegerField("次数", default=0)
    run = models.ForeignKey("jobs.Run", models.PROTECT, null=True, related_name="+")
    file_id = models.UUIDField("文件", null=True)
    compared_at = models.DateTimeField("核对时间", null=True)
    rows = models.PositiveIntegerField("省平台行数", default=0)
    ours = models.PositiveIntegerField("本平台户次", default=0)
    matched = models.PositiveIntegerField("对上的", default=0)
    faults = EncryptedField("没有读进来的行", null=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "省平台核对"
        constraints = (
            models.UniqueConstraint(
                fields=["region", "profile", "month"], name="reconciliation_once_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="reconciliation_of_a_month"),
            models.CheckConstraint(
                condition=Q(kind__in=[RecordKind.AWARDS.value, RecordKind.HOUSEHOLDS.value]),
                name="reconciliation_of_a_known_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.month:%Y-%m}"


class Difference(Identified):
    """One thing that differs: who, what each side says, and what was done about it.

    A town sees its own; the county's list they come from it does not, so its title and month stand here.
    """

    region = RegionField(db_index=True)
    reconciliation = models.ForeignKey(Reconciliation, models.PROTECT, related_name="differences")
    title = models.CharField("名单", max_length=60)
    month = models.DateField("月份")
    kind = EnumField("差异", DifferenceKind, max_length=12)
    key = BlindField(db_index=False)
    programme = models.CharField("救助项目", max_length=24, blank=True)
    name = models.CharField("姓名", max_length=64)
    household_id = models.UUIDField("家庭", null=True)
    row = models.PositiveIntegerField("省平台行号", null=True)
    ours = EncryptedField("本平台", null=True)
    theirs = EncryptedField("省平台", null=True)
    evidence = BlindField(db_index=False)
    gap_fen = models.BigIntegerField("省平台多出（分）", null=True)
    state = EnumField("状态", DifferenceState, max_length=12)
    reason = models.CharField("处理说明", max_length=500, blank=True)
    settled_at = models.DateTimeField("处理时间", null=True)
    settled_by = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    story = models.JSONField("经过", default=list)

    class Meta:
        verbose_name = "与省平台的差异"
        indexes = (
            models.Index(fields=["reconciliation", "state"], name="difference_of_reconciliation"),
            models.Index(fields=["region", "state"], name="difference_by_region"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["reconciliation", "key", "programme", "kind"], name="difference_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in DifferenceKind]), name="difference_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DifferenceState]), name="difference_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_at__isnull=False, settled_by__isnull=False)
                & ~Q(reason="")
                | ~Q(state="settled") & Q(settled_at__isnull=True, settled_by__isnull=True, reason=""),
                name="difference_settled_with_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
