"""Official years, their days, and what was entered of them. A year without a row has no calendar yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.foundation.models import Identified


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


class YearVersion(Identified):
    """A notice as it was entered; a correction is a further version, and none ever changes."""

    year = models.ForeignKey(OfficialYear, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    source = models.CharField(_("依据"), max_length=200)
    text = models.TextField(_("放假安排"))
    user_id = models.UUIDField(_("录入用户"), null=True)
    made_at = models.DateTimeField(_("录入时间"))

    class Meta:
        verbose_name = _("年历的版本")
        verbose_name_plural = _("年历的版本")
        constraints = (
            models.UniqueConstraint(fields=["year", "number"], name="calendar_version_numbered_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="calendar_versions_begin_at_one"),
        )

    def __str__(self) -> str:
        return f"{self.year_id} {self.number}"
