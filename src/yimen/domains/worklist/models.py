"""The table of work items and of their hand-overs, under row-level security by the region of the subject."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from yimen.foundation.models import Identified, RegionField

from .types import WorkKind

_IDENTITY_LIKE = r"\d{15}|\d{17}[\dXx]"


_IS_OPEN = Q(done_at__isnull=True)
UNTAKEN = Q(owner_post__isnull=True) & ~Q(kind=WorkKind.WHOLE_CASE.value)
"""What somebody at a station may take. The clock of a whole case is watched by all and taken by nobody."""


def _open_index(*fields: str, name: str, condition: Q = _IS_OPEN) -> models.Index:
    """Open items only, in the order a list shows them, with what lights and the row policy read."""
    beside = [column for column in ("due_on", "warn_on", "region", "subject_id") if column not in fields]
    return models.Index(fields=list(fields), include=beside, condition=condition, name=name)


class WorkItem(Identified):
    """Something that waits for a post, or for anybody of a role at a station, by a date."""

    kind = models.CharField("事项", max_length=24)
    subject_kind = models.CharField("对象类别", max_length=24)
    subject_id = models.UUIDField("对象")
    subject_title = models.CharField("标题", max_length=120)
    region = RegionField("区域")
    owner_station = models.ForeignKey("network.Station", models.PROTECT, related_name="+", db_index=False)
    owner_role = models.CharField("岗位", max_length=24, blank=True)
    owner_post = models.ForeignKey(
        "network.Post", models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_on = models.DateField("开始")
    event_on = models.DateField("起算日")
    due_on = models.DateField("到期")
    warn_on = models.DateField("预警")
    is_provisional = models.BooleanField("暂定")
    limit_days = models.PositiveSmallIntegerField("期限")
    limit_unit = models.CharField("单位", max_length=8)
    limit_event = models.CharField("起算事由", max_length=60)
    article = models.CharField("依据", max_length=120)
    pauses = models.JSONField("中止", default=list)
    waits_for = ArrayField(models.CharField(max_length=24), verbose_name="等待", default=list, db_default=[])
    reminded_on = models.DateField(null=True)
    escalated_on = models.DateField(null=True)
    done_at = models.DateTimeField("办结", null=True)
    outcome = models.CharField("结果", max_length=60, blank=True)

    class Meta:
        indexes = (
            _open_index("region", "due_on", "id", name="work_open_region"),
            _open_index("due_on", "id", name="work_open_due"),
            _open_index("owner_station", "due_on", "id", name="work_open_station"),
            _open_index("owner_post", "due_on", "id", name="work_open_post"),
            _open_index(
                "owner_station",
                "owner_role",
                "due_on",
                "id",
                name="work_open_untaken",
                condition=_IS_OPEN & UNTAKEN,
            ),
            models.Index(fields=["subject_id"], name="work_subject"),
            models.Index(
                fields=["done_at"],
                include=["region", "subject_id", "kind", "event_on", "due_on", "owner_post"],
                condition=Q(done_at__isnull=False),
                name="work_done",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=Q(done_at__isnull=True),
                name="work_open_once_for_a_subject",
            ),
            models.CheckConstraint(
                condition=~Q(subject_title__regex=_IDENTITY_LIKE), name="work_title_without_identity"
            ),
            models.CheckConstraint(condition=Q(warn_on__lte=F("due_on")), name="work_warns_before_due"),
            models.CheckConstraint(
                condition=Q(limit_unit__in=["working", "calendar"]), name="work_unit_known"
            ),
        )

    def __str__(self) -> str:
        return self.subject_title


class HandOver(Identified):
    """An item passed from one post (or the station's pool) to another, with the reason given."""

    region = RegionField()
    item = models.ForeignKey(WorkItem, models.PROTECT, related_name="hand_overs")
    from_post = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    to_post = models.ForeignKey("network.Post", models.PROTECT, null=True, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=200)
    happened_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=["region"], name="hand_over_region"),)


class DeskHandOver(Identified):
    """Everything one post had in hand, passed on at once: which hand-overs, which contacts are offered."""

    region = RegionField()
    from_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")
    reason = models.CharField("原因", max_length=200)
    hand_overs = ArrayField(models.UUIDField(), verbose_name="移交", default=list)
    offers = ArrayField(models.UUIDField(), verbose_name="待接手的来访", default=list)
    happened_at = models.DateTimeField("时间", auto_now_add=True)
    undone_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        indexes = (models.Index(fields=["region"], name="desk_hand_over_region"),)

    def __str__(self) -> str:
        return f"{self.from_post_id} {self.happened_at}"
