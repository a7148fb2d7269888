"""Official years and their days. A year without a row here has no official calendar yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfficialYear(models.Model):
    """A year whose holidays and make-up workdays are known from a notice."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    source = models.CharField(_("依据"), max_length=200)
    changed_at = models.DateTimeField(_("修改时间"))

    class Meta:
        verbose_name = _("官方年历")
        verbose_name_plural = _("官方年历")

    def __str__(self) -> str:
        return str(self.year)


class Day(models.Model):
    """One day of an official year."""

    date = models.DateField(_("日期"), primary_key=True)
    year = models.ForeignKey(OfficialYear, models.PROTECT, related_name="days")
    is_working = models.BooleanField(_("工作日"))

    class Meta:
        verbose_name = _("日")
        verbose_name_plural = _("日")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(date__year=models.F("year_id")), name="calendar_day_lies_in_its_year"
            ),
        )

    def __str__(self) -> str:
        return self.date.isoformat()
