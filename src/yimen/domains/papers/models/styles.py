"""What offices put in place of our templates, letterheads, seals and fonts: a row for each version."""

from django.db import models
from django.db.models import Q

from yimen.domains.papers.types import StylePart
from yimen.foundation.models import EnumField, Identified, RegionField


class StyleVersion(Identified):
    """One version of one part; an empty content goes back to ours."""

    region = RegionField("区域")
    part = EnumField("部分", StylePart, max_length=12)
    kind = models.CharField("文种", max_length=24, blank=True)
    number = models.PositiveIntegerField("版本")
    content = models.BinaryField("内容")
    family = models.CharField("字体名称", max_length=80, blank=True)
    digest = models.CharField("摘要", max_length=64)
    note = models.CharField("说明", max_length=200)
    made_at = models.DateTimeField("启用时间", auto_now_add=True)
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "文书样式"
        constraints = (
            models.UniqueConstraint(fields=["region", "part", "kind", "number"], name="style_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="style_numbers_begin_at_one"),
            models.CheckConstraint(condition=~Q(note=""), name="style_says_why"),
        )

    def __str__(self) -> str:
        return f"{self.part} {self.kind} {self.number}"
