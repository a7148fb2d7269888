"""The table of exported lists: whose, of which list, how far, and the file that came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.foundation.models import EncryptedField, Identified


class ListExport(Identified):
    """One list somebody asked for; what it was narrowed by may name somebody, so it is encrypted."""

    page = models.CharField(_("列表"), max_length=40)
    title = models.CharField(_("名称"), max_length=60)
    asked = EncryptedField(_("条件"))
    language = models.CharField(_("语言"), max_length=12)
    suffix = models.CharField(_("文件类型"), max_length=4, default="xlsx", db_default="xlsx")
    run = models.ForeignKey("jobs.Run", models.PROTECT, related_name="+")
    user_id = models.UUIDField(_("申请用户"), db_index=True)
    post_id = models.UUIDField(_("申请岗位"))
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("失效时间"), db_index=True)
    file_id = models.UUIDField(_("文件"), null=True)

    class Meta:
        verbose_name = _("导出的清单")
        verbose_name_plural = _("导出的清单")

    def __str__(self) -> str:
        return f"{self.page} {self.asked_at}"
