"""Runs and their chunks."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yimen.foundation.models.make_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("kind", models.CharField(max_length=64, verbose_name="类别")),
                (
                    "state",
                    yimen.foundation.models.EnumField(default="running", max_length=16, verbose_name="状态"),
                ),
                ("total", models.PositiveIntegerField(verbose_name="总数")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已完成数")),
                ("error_code", models.CharField(blank=True, max_length=64, verbose_name="错误代码")),
                ("user_id", models.UUIDField(null=True, verbose_name="发起用户")),
                ("post_id", models.UUIDField(null=True, verbose_name="发起岗位")),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="结束时间")),
            ],
            options={
                "verbose_name": "批量作业",
                "verbose_name_plural": "批量作业",
                "indexes": [models.Index(fields=["kind", "-started_at"], name="jobs_run_by_kind")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))),
                        name="jobs_run_done_within_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True), ("finished_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="jobs_run_finished_when_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chunks", to="jobs.run"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("rows", models.PositiveIntegerField(verbose_name="行数")),
                ("digest", models.BinaryField()),
                ("done_at", models.DateTimeField(auto_now_add=True, verbose_name="完成时间")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "number"), name="jobs_chunk_once_a_run")
                ],
            },
        ),
    ]
