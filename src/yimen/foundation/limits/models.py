"""The table of attempts of the last minutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.foundation.models import BlindField


class Attempts(models.Model):
    """How often somebody or something came in one stretch of time; nobody is named."""

    digest = BlindField(primary_key=True, db_index=False)
    count = models.PositiveIntegerField(_("次数"))
    until = models.DateTimeField(_("失效时间"), db_index=True)

    class Meta:
        verbose_name = _("次数")
        verbose_name_plural = _("次数")

    def __str__(self) -> str:
        return str(self.count)
