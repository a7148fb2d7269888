"""The rooms of stations; courses and who attended them."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models


def key() -> tuple[str, Any]:
    return (
        "id",
        models.UUIDField(
            default=yimen.foundation.models.make_id, editable=False, primary_key=True, serialize=False
        ),
    )


def of(to: str, name: str) -> Any:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to)


class Migration(migrations.Migration):
    dependencies = [("network", "0005_parts_of_a_share_and_consent")]

    operations = [
        migrations.CreateModel(
            name="Training",
            fields=[
                key(),
                ("held_on", models.DateField(verbose_name="日期")),
                ("title", models.CharField(max_length=120, verbose_name="内容")),
                (
                    "kind",
                    models.CharField(
                        choices=[("work", "work"), ("policy", "policy"), ("system", "system")],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("station", of("network.station", "trainings")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("station", "held_on", "title"), name="training_recorded_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["work", "policy", "system"])),
                        name="training_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                key(),
                ("staff", of("network.staff", "attendances")),
                ("training", of("network.training", "attendances")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("training", "staff"), name="attended_once_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Premises",
            fields=[
                key(),
                (
                    "floor_area",
                    models.DecimalField(decimal_places=1, max_digits=7, null=True, verbose_name="建筑面积"),
                ),
                ("has_sign", models.BooleanField(default=False, verbose_name="门口标识牌")),
                ("has_road_sign", models.BooleanField(default=False, verbose_name="路口导向标识")),
                ("zones", models.JSONField(default=list, verbose_name="功能区域")),
                ("equipment", models.JSONField(default=list, verbose_name="设施设备")),
                ("tasks", models.JSONField(default=list, verbose_name="服务项目")),
                ("is_posted", models.BooleanField(default=False, verbose_name="公开上墙")),
                ("described_on", models.DateField(verbose_name="登记日期")),
                (
                    "station",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="premises",
                        to="network.station",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("floor_area__isnull", True), ("floor_area__gt", 0), _connector="OR"
                        ),
                        name="premises_have_some_area",
                    )
                ],
            },
        ),
    ]
