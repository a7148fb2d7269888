"""The table of complaints: kept with the county, away from whoever they are about."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yimen.domains.intake.types import ComplaintAbout, ComplaintChannel, ComplaintResult, ComplaintState
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Complaint(Identified):
    """A complaint or report from the public; `region` is the county that handles it, wherever it came in.

    `kept_from` are the users it is about. A row policy keeps it from them; another, of the room of cases,
    from whoever had a hand in the case.
    """

    region = RegionField(db_index=True)
    channel = EnumField("途径", ComplaintChannel, max_length=16)
    about = EnumField("对象类别", ComplaintAbout, max_length=12)
    about_id = models.UUIDField("对象", null=True)
    about_title = models.CharField("对象名称", max_length=120)
    kept_from = ArrayField(models.UUIDField(), verbose_name="回避人员", default=list)
    is_named = models.BooleanField("实名")
    name = EncryptedField("来件人", null=True)
    phone = EncryptedField("联系方式", null=True)
    text = EncryptedField("内容")
    state = EnumField("状态", ComplaintState, max_length=16)
    number = models.CharField("登记编号", max_length=80)
    receipt_id = models.UUIDField("回执")
    received_on = models.DateField("收到日期")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at_station = models.ForeignKey("network.Station", models.PROTECT, related_name="+")
    handler = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    assigned_on = models.DateField("指派日期", null=True)
    investigated_on = models.DateField("核查日期", null=True)
    result = EnumField("核查结论", ComplaintResult, max_length=16, blank=True)
    findings = EncryptedField("核查记录", null=True)
    answer = EncryptedField("答复", null=True)
    answer_id = models.UUIDField("答复书", null=True)
    answered_on = models.DateField("答复日期", null=True)
    delivered_on = models.DateField("送达日期", null=True)
    referred_to = models.CharField("转交机关", max_length=120, blank=True)
    lessons = models.CharField("改进措施", max_length=500, blank=True)
    learnt_on = models.DateField("总结日期", null=True)

    class Meta:
        verbose_name = "投诉举报"
        indexes = (models.Index(fields=["region", "state", "received_on"], name="complaint_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(is_named=True, name__isnull=False)
                | Q(is_named=False, name__isnull=True, phone__isnull=True),
                name="complaint_anonymous_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "referred"]) | Q(handler__isnull=False),
                name="complaint_has_its_handler",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "assigned", "referred"])
                | (Q(findings__isnull=False, investigated_on__isnull=False) & ~Q(result="")),
                name="complaint_investigated_with_result",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "learnt"])
                | Q(answer__isnull=False, answered_on__isnull=False),
                name="complaint_answered_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(state="referred") | ~Q(referred_to=""), name="complaint_referred_to_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state="learnt") | ~Q(lessons=""), name="complaint_learnt_from"
            ),
            models.CheckConstraint(
                condition=Q(about="household") | Q(about_id__isnull=False), name="complaint_about_known"
            ),
        )

    def __str__(self) -> str:
        return self.number
