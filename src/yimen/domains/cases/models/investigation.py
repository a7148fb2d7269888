"""The table of home investigations: two people, a form, photos, both sides' signatures."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.cases.models.application import Acted, Case
from yimen.domains.cases.types import VisitMode
from yimen.foundation.models import EnumField, Identified, RegionField


class HomeInvestigation(Identified, Acted):
    """A visit; `corrections` are facts for the household file, `findings` the lines of the form."""

    region = RegionField(db_index=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="investigations")
    visited_on = models.DateField("调查日期")
    mode = EnumField("方式", VisitMode, max_length=8)
    mode_reason = models.CharField("非入户原因", max_length=200, blank=True)
    is_county = models.BooleanField("县级调查", default=False)
    first = models.ForeignKey("network.Staff", models.PROTECT, related_name="+")
    second = models.ForeignKey("network.Staff", models.PROTECT, related_name="+")
    findings = models.JSONField("调查情况")
    corrections = models.JSONField("更正事实", default=dict)
    conclusion = models.CharField("调查结论", max_length=500)
    photos = models.JSONField("照片", default=list)
    family_signer = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    family_signature = models.UUIDField("家庭签名", null=True)
    first_signature = models.UUIDField("调查人签名一", null=True)
    second_signature = models.UUIDField("调查人签名二", null=True)
    signed_at = models.DateTimeField("签字时间", null=True)

    class Meta:
        verbose_name = "入户调查"
        constraints = (
            models.CheckConstraint(condition=~Q(first=F("second")), name="investigation_by_two_people"),
            models.CheckConstraint(
                condition=Q(mode="visit") | ~Q(mode_reason=""), name="investigation_call_needs_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True)
                | Q(
                    family_signer__isnull=False,
                    family_signature__isnull=False,
                    first_signature__isnull=False,
                    second_signature__isnull=False,
                ),
                name="investigation_signed_by_both_sides",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.visited_on}"
