"""Runs of mass work and their finished chunks. They hold counts and ids, never personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.foundation.models import EnumField, Identified


class RunState(models.TextChoices):
    """Where a run stands."""

    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")


class Run(Identified):
    """One piece of mass work with its progress."""

    kind = models.CharField(_("类别"), max_length=64)
    state = EnumField(_("状态"), RunState, max_length=16, default=RunState.RUNNING)
    total = models.PositiveIntegerField(_("总数"))
    done = models.PositiveIntegerField(_("已完成数"), default=0)
    error_code = models.CharField(_("错误代码"), max_length=64, blank=True)
    user_id = models.UUIDField(_("发起用户"), null=True)
    post_id = models.UUIDField(_("发起岗位"), null=True)
    started_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)
    beat_at = models.DateTimeField(_("最近一次进展"), null=True)

    class Meta:
        verbose_name = _("批量作业")
        verbose_name_plural = _("批量作业")
        indexes = (models.Index(fields=["kind", "-started_at"], name="jobs_run_by_kind"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("total")), name="jobs_run_done_within_total"
            ),
            models.CheckConstraint(
                condition=models.Q(state=RunState.RUNNING, finished_at=None)
                | (~models.Q(state=RunState.RUNNING) & models.Q(finished_at__isnull=False)),
                name="jobs_run_finished_when_over",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"


class Chunk(models.Model):
    """A part of a run that is written for good, with the digest of what it wrote."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField(_("序号"))
    rows = models.PositiveIntegerField(_("行数"))
    digest = models.BinaryField()
    done_at = models.DateTimeField(_("完成时间"), auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "number"], name="jobs_chunk_once_a_run"),)

    def __str__(self) -> str:
        return f"{self.run_id} #{self.number}"
