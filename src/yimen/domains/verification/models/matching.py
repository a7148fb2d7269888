"""What a person decided about a row without a valid number; it stands wherever the same is said."""

from django.db import models
from django.db.models import Q

from yimen.domains.verification.types.matching import Verdict
from yimen.foundation.models import BlindField, EncryptedField, EnumField, Identified, RegionField


class SetMatch(Identified):
    """A decision: which person on file, nobody, or a wrong row; taken back by revoking it."""

    region = RegionField(db_index=True)
    set_key = models.CharField("数据集", max_length=40)
    fingerprint = BlindField(db_index=False)
    name = EncryptedField("行内姓名")
    load_id = models.UUIDField("版本")
    row = models.PositiveBigIntegerField("行")
    verdict = EnumField("判断", Verdict, max_length=12)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    probability = models.FloatField("测算的可能性", null=True)
    weights = models.PositiveSmallIntegerField("权重版本")
    reason = models.CharField("理由", max_length=200)
    decided_at = models.DateTimeField("判断时间", auto_now_add=True)
    decided_by = models.CharField("判断人姓名", max_length=64)
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField("撤销时间", null=True)
    revoked_by = models.CharField("撤销人姓名", max_length=64, blank=True)
    revoked_because = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "部门数据的人工对应"
        constraints = (
            models.UniqueConstraint(
                fields=["region", "set_key", "fingerprint"],
                condition=Q(revoked_at__isnull=True),
                name="set_match_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(verdict="person", person__isnull=False)
                | ~Q(verdict="person") & Q(person__isnull=True),
                name="set_match_names_its_person",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="set_match_says_why"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_because="") & ~Q(revoked_by=""),
                name="set_match_revoked_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.set_key} {self.verdict}"
