"""Tables of transfers to departments and organisations, and of the one-time codes that answer them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.intake.types import OPEN_STATES, AnswerWay, TransferState, TransferTopic
from yimen.foundation.models import BlindField, EncryptedField, EnumField, Identified, RegionField

_OPEN = sorted(state.value for state in OPEN_STATES)


class Transfer(Identified):
    """A need handed to a department or charity: what is needed, what goes with it, and what became of it."""

    region = RegionField(db_index=True)
    contact = models.ForeignKey("intake.Contact", models.PROTECT, null=True, related_name="transfers")
    household_id = models.UUIDField("家庭", null=True, db_index=True)
    case_id = models.UUIDField("办件", null=True, db_index=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=64)
    phone = EncryptedField("电话", null=True)
    topic = EnumField("类别", TransferTopic, max_length=12)
    department = models.ForeignKey("network.Department", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("network.Organisation", models.PROTECT, null=True, related_name="+")
    need = models.CharField("需要解决的问题", max_length=500)
    wants = models.JSONField("所需材料", default=list)
    papers = models.JSONField("随附文书", default=list)
    state = EnumField("状态", TransferState, max_length=12)
    sender = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("转出时间")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField("接办时间", null=True)
    ended_at = models.DateTimeField("办结时间", null=True)
    answer = models.CharField("答复内容", max_length=500, blank=True)
    answerer = models.CharField("答复人", max_length=64, blank=True)
    way = EnumField("答复方式", AnswerWay, max_length=8, blank=True)
    told_on = models.DateField("反馈日期", null=True)

    class Meta:
        verbose_name = "转办"
        indexes = (
            models.Index(fields=["region", "sent_at"], name="transfer_by_region"),
            models.Index(fields=["department", "sent_at"], name="transfer_to_department"),
            models.Index(fields=["organisation", "sent_at"], name="transfer_to_organisation"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(department__isnull=False, organisation__isnull=True)
                | Q(department__isnull=True, organisation__isnull=False),
                name="transfer_has_one_receiver",
            ),
            models.CheckConstraint(
                condition=Q(contact__isnull=False) | Q(household_id__isnull=False),
                name="transfer_is_about_somebody",
            ),
            models.CheckConstraint(condition=~Q(need="") & ~Q(name=""), name="transfer_says_what_is_needed"),
            models.CheckConstraint(
                condition=Q(state__in=_OPEN, ended_at__isnull=True)
                | (~Q(state__in=_OPEN) & Q(ended_at__isnull=False) & ~Q(answer="")),
                name="transfer_ends_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_at__isnull=False),
                name="transfer_accepted_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | Q(ended_at__isnull=False),
                name="transfer_told_after_its_end",
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.sent_at:%Y-%m-%d}"

    @property
    def receiver_name(self) -> str:
        """The department or the organisation, by name."""
        receiver = self.department or self.organisation
        return receiver.name if receiver else ""


class TransferCode(Identified):
    """A code by which a receiver without an account answers once; only the blind index of it is kept."""

    region = RegionField(db_index=True)
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="codes")
    digest = BlindField("摘要", unique=True, db_index=False)
    until = models.DateField("有效期至")
    openings = models.PositiveSmallIntegerField("打开次数", default=0)
    closed_at = models.DateTimeField("失效时间", null=True)

    class Meta:
        verbose_name = "一次性答复码"
        db_table = "intake_transferlink"
        constraints = (
            models.UniqueConstraint(
                fields=["transfer"], condition=Q(closed_at__isnull=True), name="transfer_has_one_open_link"
            ),
        )

    def __str__(self) -> str:
        return f"{self.transfer_id} {self.until}"
