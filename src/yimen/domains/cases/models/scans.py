"""Tables of signed forms that came in as a pile: the pile, each sheet until it lies with its household."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from yimen.domains.cases.models.campaigns import CampaignEntry, ReviewCampaign
from yimen.domains.cases.types.scans import ScanMatch
from yimen.foundation.models import EnumField, Identified, RegionField


class ScanBatch(Identified):
    """A pile of sheets handed in for a yearly review; gone when every sheet is filed or put aside."""

    region = RegionField(db_index=True)
    campaign = models.ForeignKey(ReviewCampaign, models.PROTECT, related_name="+")
    run = models.ForeignKey("jobs.Run", models.PROTECT, null=True, related_name="+")
    handed_in_at = models.DateTimeField("上传时间", auto_now_add=True)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "批量上传的走访表"

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.handed_in_at}"


class ScanSheet(Identified):
    """One sheet of a pile, and which household of the review it seems to be of."""

    region = RegionField(db_index=True)
    batch = models.ForeignKey(ScanBatch, models.CASCADE, related_name="sheets")
    position = models.PositiveIntegerField("次序")
    file_id = models.UUIDField("文件")
    name = models.CharField("文件名", max_length=160)
    entry = models.ForeignKey(CampaignEntry, models.SET_NULL, null=True, related_name="+")
    matched_by = EnumField("怎样认出", ScanMatch, max_length=8, blank=True)

    class Meta:
        verbose_name = "批量上传的一张走访表"
        constraints = (
            models.CheckConstraint(
                condition=Q(entry__isnull=True) | ~Q(matched_by=""), name="sheet_matched_in_a_way"
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} {self.position}"
