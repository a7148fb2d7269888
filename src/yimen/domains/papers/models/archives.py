"""Files put into the archives, and packages of a whole household."""

from django.db import models

from yimen.domains.papers.types import Archive
from yimen.foundation.models import EnumField, Identified, RegionField


class ArchiveFile(Identified):
    """A household's papers of one year in one archive: its number and the box it lies in."""

    region = RegionField("区域", db_index=True)
    household_id = models.UUIDField("家庭", db_index=True)
    archive = EnumField("档案", Archive, max_length=12)
    station = models.ForeignKey("network.Station", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("档号", max_length=80)
    box = models.CharField("盒号", max_length=20)
    title = models.CharField("题名（脱敏）", max_length=60)
    papers = models.PositiveIntegerField("文书份数")
    lacking = models.CharField("欠缺", max_length=300, blank=True)
    filed_on = models.DateField("归档日期")
    by_post = models.ForeignKey("network.Post", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "归档"
        indexes = (models.Index(fields=["region", "year", "archive"], name="archive_by_region"),)
        constraints = (
            models.UniqueConstraint(
                fields=["station", "archive", "year", "serial"], name="archive_numbered_once"
            ),
            models.UniqueConstraint(fields=["household_id", "archive", "year"], name="archive_once_a_year"),
        )

    def __str__(self) -> str:
        return self.number


class FilePackage(Identified):
    """A whole household's file as one PDF: asked for, made by a job, kept, sealed."""

    region = RegionField("区域", db_index=True)
    household_id = models.UUIDField("家庭", db_index=True)
    title = models.CharField("题名", max_length=60)
    number = models.CharField("户编号", max_length=40)
    purpose = models.CharField("用途", max_length=200)
    run = models.ForeignKey("jobs.Run", models.PROTECT, related_name="+")
    user_id = models.UUIDField("申请用户")
    post_id = models.UUIDField("申请岗位")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    file_id = models.UUIDField("文件", null=True)
    seal = models.CharField("封签", max_length=64, blank=True)

    class Meta:
        verbose_name = "整户档案包"

    def __str__(self) -> str:
        return f"{self.number} {self.asked_at}"
