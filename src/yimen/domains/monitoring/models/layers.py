"""In which layer of the low-income population a household was, since when, until when and why no longer."""

from django.db import models
from django.db.models import F, Q

from yimen.domains.library.queries import Layer
from yimen.domains.monitoring.types.layers import LayerEnd
from yimen.foundation.models import EnumField, Identified, RegionField


class LayerStay(Identified):
    """One stay of a household in one layer, as scans noticed it."""

    region = RegionField(db_index=True)
    household = models.ForeignKey("people.Household", models.PROTECT, related_name="+")
    layer = EnumField("层次", Layer, max_length=8)
    since = models.DateField("起")
    until = models.DateField("止", null=True)
    ended_because = EnumField("原因", LayerEnd, max_length=8, blank=True)

    class Meta:
        verbose_name = "低收入人口层次"
        indexes = (models.Index(fields=["region", "until"], name="stay_by_region"),)
        constraints = (
            models.UniqueConstraint(
                fields=["household", "layer"], condition=Q(until__isnull=True), name="stay_once_in_a_layer"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, ended_because="")
                | Q(until__gte=F("since")) & ~Q(ended_because=""),
                name="stay_ends_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.layer} {self.since}"
