"""Tables of the audit. The database refuses to change, delete or truncate entries and seals (0002)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.foundation.models import Identified, RegionField


class Entry(Identified):
    """Who did what to which subject, where, when and what for, with a salted digest of each changed field."""

    happened_at = models.DateTimeField(_("时间"))
    action = models.CharField(_("操作"), max_length=64)
    kind = models.CharField(_("对象类别"), max_length=64)
    subject = models.UUIDField(_("对象"))
    region = RegionField(_("行政区划"))
    user_id = models.UUIDField(_("用户"), null=True)
    post_id = models.UUIDField(_("岗位"), null=True)
    purpose = models.CharField(_("用途"), max_length=200, blank=True)
    rows = models.PositiveIntegerField(_("涉及行数"), default=1)
    changes = models.JSONField(_("变更摘要"), default=dict)
    salt = models.BinaryField()
    mac = models.BinaryField()

    class Meta:
        verbose_name = _("审计记录")
        verbose_name_plural = _("审计记录")
        indexes = (
            models.Index(fields=["subject", "happened_at"], name="audit_entry_by_subject"),
            models.Index(fields=["region", "happened_at"], name="audit_entry_by_region"),
            models.Index(fields=["user_id", "happened_at"], name="audit_entry_by_user"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.subject}"


class Pending(models.Model):
    """An entry that awaits its seal; a trigger adds the row with the entry, the sealer removes it."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True, db_constraint=False)

    def __str__(self) -> str:
        return str(self.pk)


class Seal(models.Model):
    """The place of an entry in the chain: `head` covers the entry and every seal before it."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.DO_NOTHING)
    head = models.BinaryField()

    def __str__(self) -> str:
        return str(self.position)
