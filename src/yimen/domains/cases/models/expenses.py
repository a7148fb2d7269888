"""The table of receipts: what a household had to spend, line by line, with what insurance paid of it."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.cases.models.application import Acted
from yimen.domains.cases.types import ExpenseKind
from yimen.foundation.models import EnumField, Identified, RegionField


class ExpenseReceipt(Identified, Acted):
    """One receipt of a household; it counts for every application within a year of its month."""

    region = RegionField(db_index=True)
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    case_id = models.UUIDField("登记于办件", db_index=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    kind = EnumField("支出类别", ExpenseKind, max_length=16)
    month = models.DateField("支出月份")
    number = models.CharField("票据号", max_length=40, blank=True)
    amount_fen = models.BigIntegerField("票面金额")
    insurance_fen = models.BigIntegerField("报销、补助金额", default=0)
    file_id = models.UUIDField("票据文件", null=True)
    withdrawn_on = models.DateField("作废日期", null=True)
    withdrawn_why = models.CharField("作废原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "支出票据"
        indexes = (models.Index(fields=["household", "month"], name="receipt_by_household"),)
        constraints = (
            models.CheckConstraint(condition=Q(month__day=1), name="receipt_of_a_month"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, insurance_fen__gte=0, insurance_fen__lte=F("amount_fen")),
                name="receipt_insurance_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(withdrawn_why=""),
                name="receipt_withdrawn_says_why",
            ),
            models.UniqueConstraint(
                fields=["household", "kind", "number"],
                condition=~Q(number="") & Q(withdrawn_on__isnull=True),
                name="receipt_number_once_in_household",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.month}"
