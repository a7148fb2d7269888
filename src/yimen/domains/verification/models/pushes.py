"""Credentials of departments' machines, every push that was taken in, and those on their way in pieces."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.verification.models.sets import SetLoad
from yimen.domains.verification.models.sources import AnswerFile
from yimen.domains.verification.types.pushes import DigestKind
from yimen.foundation.models import BlindField, EnumField, Identified, RegionField


class SetCredential(Identified):
    """What lets a department push some sets, or a source its answers, into a county; keeps no secret."""

    region = RegionField(db_index=True)
    title = models.CharField("推送单位", max_length=80)
    agreement = models.CharField("约定文件", max_length=120)
    set_keys = models.JSONField("可推送的数据集", default=list)
    source = models.CharField("可返回结果的数据单位", max_length=40, blank=True)
    secret = BlindField("密钥摘要", unique=True, db_index=False)
    receiver_user_id = models.UUIDField("接收人")
    receiver_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField("签发时间", auto_now_add=True)
    issued_by = models.CharField("签发人姓名", max_length=64)
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    expires_on = models.DateField("失效（不含）")
    last_used_at = models.DateTimeField("最近使用", null=True)
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_by = models.CharField("撤销人姓名", max_length=64, blank=True)
    revoked_because = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "数据接口凭证"
        constraints = (
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(agreement=""), name="set_credential_names_whose_and_why"
            ),
            models.CheckConstraint(
                condition=~Q(set_keys=[]) | ~Q(source=""), name="set_credential_is_for_something"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_because="") & ~Q(revoked_by=""),
                name="set_credential_revoked_with_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title


class SetPush(Identified):
    """One push that was taken in, under a key of the department's own: the same again is the same push."""

    region = RegionField(db_index=True)
    credential = models.ForeignKey(SetCredential, models.PROTECT, related_name="pushes")
    key = models.CharField("推送编号", max_length=64)
    asked = models.BinaryField("推送内容摘要")
    load = models.ForeignKey(SetLoad, models.PROTECT, null=True, related_name="pushes")
    file = models.ForeignKey(AnswerFile, models.PROTECT, null=True, related_name="pushes")
    pushed_at = models.DateTimeField("推送时间", auto_now_add=True)

    class Meta:
        verbose_name = "部门推送"
        constraints = (
            models.UniqueConstraint(fields=["credential", "key"], name="set_push_once"),
            models.CheckConstraint(
                condition=Q(load__isnull=False, file__isnull=True) | Q(load__isnull=True, file__isnull=False),
                name="set_push_is_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.key


class SetUpload(Identified):
    """A push of a set that comes in pieces: what has arrived stays through a cut connection, for a day."""

    region = RegionField(db_index=True)
    credential = models.ForeignKey(SetCredential, models.PROTECT, related_name="uploads")
    key = models.CharField("推送编号", max_length=64)
    set_key = models.CharField("数据集", max_length=40)
    as_of = models.DateField("数据截止日期")
    digest_kind = EnumField("摘要算法", DigestKind, max_length=8)
    digest = models.BinaryField("内容摘要")
    size = models.BigIntegerField("字节数")
    received = models.BigIntegerField("已收到的字节数", default=0)
    pieces = models.JSONField("分片的大小和摘要", default=list)
    begun_at = models.DateTimeField("开始时间", auto_now_add=True)
    touched_at = models.DateTimeField("最近收到", auto_now_add=True)
    push = models.OneToOneField(SetPush, models.PROTECT, null=True, related_name="upload")

    class Meta:
        verbose_name = "分片上传"
        constraints = (
            models.UniqueConstraint(fields=["credential", "key"], name="set_upload_once"),
            models.CheckConstraint(
                condition=Q(size__gte=1, received__gte=0, received__lte=F("size")),
                name="set_upload_within_its_size",
            ),
            models.CheckConstraint(
                condition=Q(push__isnull=True) | Q(received=F("size")), name="set_upload_whole_when_pushed"
            ),
        )

    def __str__(self) -> str:
        return self.key
