"""The signed permission to query somebody's data."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yimen.domains.verification.types import AuthorisedFor, SigningMethod
from yimen.foundation.models import EnumField, Identified, RegionField


class Authorisation(Identified):
    """A person's signed permission to query data about them for one case; ends by date or revocation."""

    region = RegionField(db_index=True)
    case_id = models.UUIDField("办件", db_index=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    signed_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    purpose = EnumField("授权范围", AuthorisedFor, max_length=12, db_default=AuthorisedFor.HOUSEHOLD)
    method = EnumField("签署方式", SigningMethod, max_length=8)
    signature = models.UUIDField("签名文件")
    signed_at = models.DateTimeField("签署时间")
    valid_from = models.DateField("生效")
    valid_until = models.DateField("失效（不含）", null=True)
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_reason = models.CharField("撤销原因", max_length=200, blank=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "核对授权"
        constraints = (
            models.UniqueConstraint(
                fields=["case_id", "person"],
                condition=Q(revoked_at__isnull=True),
                name="authorisation_one_standing_for_person",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="authorisation_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
                name="authorisation_revoked_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="obligor") | Q(signed_by=F("person")),
                name="authorisation_obligor_signs_alone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.person_id}"
