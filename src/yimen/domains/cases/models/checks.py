"""Tables of the county's check: the seed of a month, the draw of a day, and every file that was in one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.cases.models.outcome import CaseOutcome
from yimen.domains.cases.tekun import CheckMethod
from yimen.foundation.models import EnumField, Identified, RegionField


class CheckSeed(Identified):
    """The number that draws the files of a month; made by the machine, published before the draw, kept."""

    region = RegionField(db_index=True)
    month = models.DateField("月份")
    seed = models.CharField("种子", max_length=64)
    done_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "抽查种子"
        constraints = (
            models.UniqueConstraint(fields=["region", "month"], name="seed_once_for_county_and_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="seed_of_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.month}"


class CheckDraw(Identified):
    """What nobody could know beforehand of the draw of a day: the head of the audit the evening before."""

    region = RegionField(db_index=True)
    seed = models.ForeignKey(CheckSeed, models.PROTECT, related_name="draws")
    batch = models.PositiveSmallIntegerField("批次")
    day = models.DateField("抽取日")
    position = models.PositiveBigIntegerField("审计封存序号")
    head = models.CharField("审计链头", max_length=64)
    share = models.DecimalField("比例", max_digits=4, decimal_places=3)
    done_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "抽取"
        constraints = (
            models.UniqueConstraint(fields=["seed", "batch"], name="draw_numbered_in_its_month"),
            models.UniqueConstraint(fields=["region", "day"], name="draw_once_for_county_and_day"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.day}"


class DrawnFile(Identified):
    """One file of a draw, drawn or not; of one that was, what the county found."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.OneToOneField(CaseOutcome, models.PROTECT, related_name="drawing")
    seed = models.ForeignKey(CheckSeed, models.PROTECT, related_name="files")
    batch = models.PositiveSmallIntegerField("批次")
    number = models.CharField("办件编号", max_length=40)
    score = models.CharField("得分", max_length=64)
    share = models.DecimalField("比例", max_digits=4, decimal_places=3)
    is_drawn = models.BooleanField("抽中")
    done_at = models.DateTimeField("时间")
    checked_on = models.DateField("核实日期", null=True)
    method = EnumField("核实方式", CheckMethod, max_length=8, blank=True)
    finding = models.CharField("核实情况", max_length=500, blank=True)
    is_true = models.BooleanField("与上报一致", null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checker_name = models.CharField("核实人", max_length=64, blank=True)

    class Meta:
        verbose_name = "抽查"
        constraints = (
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True, checked_by__isnull=True, is_true__isnull=True, method="")
                | (
                    Q(
                        is_drawn=True,
                        checked_on__isnull=False,
                        checked_by__isnull=False,
                        is_true__isnull=False,
                    )
                    & ~Q(method="")
                    & ~Q(finding="")
                ),
                name="check_of_what_was_drawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.is_drawn}"
