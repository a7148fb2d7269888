"""Courses for whoever works in the network, and who attended."""

from django.db import models

from yimen.foundation.models import EnumField, Identified

from ..types import TrainingKind
from .staff import Staff
from .stations import Station


class Training(Identified):
    """One course that a station held on a day."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="trainings")
    held_on = models.DateField("日期")
    title = models.CharField("内容", max_length=120)
    kind = EnumField("种类", TrainingKind, max_length=8)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["station", "held_on", "title"], name="training_recorded_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[w.value for w in TrainingKind]), name="training_kind_known"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Attendance(Identified):
    """Somebody took part in a course."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="attendances")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="attendances")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["training", "staff"], name="attended_once_each"),)
