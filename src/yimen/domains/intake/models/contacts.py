"""The table of contacts."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.intake.types import Answer, ContactChannel
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Contact(Identified):
    """Somebody asked for help: how, who, what, who was asked first and what was answered."""

    region = RegionField(db_index=True)
    channel = EnumField("途径", ContactChannel, max_length=12)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=64, blank=True)
    phone = EncryptedField("电话", null=True)
    asked = models.CharField("诉求", max_length=500)
    asked_at = models.DateTimeField("时间")
    reference = models.CharField("来件编号", max_length=60, blank=True, default="", db_default="")
    received_on = models.DateField("收到日期", null=True)
    days_late = models.PositiveSmallIntegerField("迟录天数", default=0, db_default=0)
    asked_by = models.CharField("代为提出的人", max_length=64, blank=True, default="", db_default="")
    asked_by_relation = models.CharField(
        "与求助人的关系", max_length=40, blank=True, default="", db_default=""
    )
    owner = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    answer = EnumField("答复", Answer, max_length=12, null=True)
    answer_text = models.CharField("答复内容", max_length=500, blank=True)
    told_items = models.JSONField("一次性告知事项", default=list)
    case_id = models.UUIDField("办件", null=True)
    matter_id = models.UUIDField("民政事项", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "来访"
        indexes = (
            models.Index(fields=["region", "asked_at"], name="contact_by_region"),
            models.Index(fields=["region"], condition=Q(days_late__gt=0), name="contact_entered_late"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="contact_names_somebody"
            ),
            models.CheckConstraint(condition=~Q(asked=""), name="contact_says_what_is_asked"),
            models.CheckConstraint(
                condition=Q(answer__isnull=True, answered_at__isnull=True, answered_by__isnull=True)
                | Q(answer__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="contact_answer_has_its_author",
            ),
            models.CheckConstraint(
                condition=~Q(answer="application") | Q(case_id__isnull=False),
                name="contact_application_has_its_case",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=["refused", "on_the_spot"]) | ~Q(answer_text=""),
                name="contact_answer_says_what",
            ),
            models.CheckConstraint(
                condition=Q(days_late=0) | Q(received_on__isnull=False), name="contact_late_has_its_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.asked_at:%Y-%m-%d}"
