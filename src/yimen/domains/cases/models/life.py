"""Tables of reviews and changes: what gave rise to one, and the hearing before an award is cut or ended."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.cases.models.application import Acted, Case
from yimen.domains.cases.models.outcome import CaseOutcome
from yimen.domains.cases.types import HearingAnswer
from yimen.foundation.models import EncryptedField, EnumField, Identified, RegionField


class Occasion(Identified):
    """What gave rise to a review or change case, and the file it was opened with."""

    region = RegionField(db_index=True)
    case = models.OneToOneField(Case, models.PROTECT, related_name="occasion")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    happened_on = models.DateField("发生日期", null=True)
    due_on = models.DateField("应办结日期", null=True)
    note = models.CharField("说明", max_length=500, blank=True)
    report_id = models.UUIDField("村级报告", null=True)
    earlier_case_id = models.UUIDField("原办件", null=True)
    carried = models.JSONField("原有情况", default=dict)
    is_unchanged = models.BooleanField("其余情况无变化", null=True)
    joined = models.JSONField("并入的情况变化", default=list, db_default=[])

    class Meta:
        verbose_name = "核查事由"

    def __str__(self) -> str:
        return str(self.case_id)


class Hearing(Identified, Acted):
    """What is intended is told, the person speaks, the office answers (社会救助法 第四十八条)."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    outcome = models.ForeignKey(CaseOutcome, models.PROTECT, related_name="hearings")
    number = models.PositiveSmallIntegerField("次")
    before_fen = models.BigIntegerField("现金额")
    proposed_fen = models.BigIntegerField("拟定金额")
    facts = models.CharField("事实和理由", max_length=500)
    invited_on = models.DateField("告知日期")
    due_on = models.DateField("陈述截止日期")
    speaker = models.CharField("陈述人", max_length=64, blank=True)
    statement = EncryptedField("陈述意见", null=True)
    stated_on = models.DateField("陈述日期", null=True)
    is_agreeing = models.BooleanField("没有异议", default=False, db_default=False)
    is_silent = models.BooleanField("逾期未陈述", default=False)
    answer = EnumField("处理", HearingAnswer, max_length=16, blank=True)
    answer_reasons = models.CharField("处理理由", max_length=500, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by_name = models.CharField("答复人", max_length=64, blank=True)

    class Meta:
        verbose_name = "听取意见"
        constraints = (
            models.UniqueConstraint(fields=["outcome", "number"], name="hearing_numbered"),
            models.UniqueConstraint(
                fields=["outcome"], condition=Q(answered_on__isnull=True), name="hearing_one_open_of_outcome"
            ),
            models.CheckConstraint(
                condition=Q(proposed_fen__gte=0, before_fen__gte=0), name="hearing_amounts_not_negative"
            ),
            models.CheckConstraint(condition=~Q(facts=""), name="hearing_says_why"),
            models.CheckConstraint(condition=Q(due_on__gte=F("invited_on")), name="hearing_period_forward"),
            models.CheckConstraint(
                condition=Q(stated_on__isnull=True, statement__isnull=True)
                | (Q(stated_on__isnull=False, statement__isnull=False, is_silent=False) & ~Q(speaker="")),
                name="hearing_statement_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | Q(answered_on__isnull=False, is_silent=True, answer="")
                | (
                    Q(answered_on__isnull=False, stated_on__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answer_reasons="")
                ),
                name="hearing_answered_with_reasons",
            ),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.number}"
