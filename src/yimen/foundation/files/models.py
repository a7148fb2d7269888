"""The table of stored files; their content lies on disk under the same id."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.foundation.models import Identified, RegionField


class StoredFile(Identified):
    """One file: what it shows (`kind`), whom it concerns (`subject`), and a digest of its content."""

    kind = models.CharField(_("类别"), max_length=64)
    subject = models.UUIDField(_("对象"), db_index=True)
    region = RegionField(_("行政区划"), db_index=True)
    content_type = models.CharField(_("内容类型"), max_length=64)
    size = models.PositiveIntegerField(_("字节数"))
    digest = models.BinaryField()
    user_id = models.UUIDField(_("保存用户"), null=True)
    post_id = models.UUIDField(_("保存岗位"), null=True)
    stored_at = models.DateTimeField(_("保存时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
        constraints = (models.CheckConstraint(condition=models.Q(size__gt=0), name="files_size_positive"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
