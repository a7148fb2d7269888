"""What counties say of the items of the libraries: a row for each version, which never changes."""

from django.db import models
from django.db.models import Q

from yimen.foundation.models import Identified, RegionField


class ItemVersion(Identified):
    """What a place says of an item from a day on; an edited item is a new row, the old one stays."""

    key = models.CharField("事项代码", max_length=40)
    region = RegionField("区域")
    since = models.DateField("自")
    number = models.PositiveIntegerField("版本")
    says = models.JSONField("内容")
    is_withdrawn = models.BooleanField("不再办理", default=False)
    why = models.CharField("修改说明", max_length=200)
    made_at = models.DateTimeField("登记时间", auto_now_add=True)
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "政策事项版本"
        constraints = (
            models.UniqueConstraint(fields=["region", "key", "number"], name="item_version_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="item_versions_begin_at_one"),
            models.CheckConstraint(condition=~Q(why=""), name="item_version_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.region} {self.number}"
