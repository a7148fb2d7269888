"""Work items, one by one and whole desks handed over."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("database", "0001_scope"),
        ("network", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkItem",
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
                ("kind", models.CharField(max_length=24, verbose_name="事项")),
                ("subject_kind", models.CharField(max_length=24, verbose_name="对象类别")),
                ("subject_id", models.UUIDField(verbose_name="对象")),
                ("subject_title", models.CharField(max_length=120, verbose_name="标题")),
                ("region", yimen.foundation.models.RegionField(verbose_name="区域")),
                (
                    "owner_station",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.station",
                    ),
                ),
                ("owner_role", models.CharField(blank=True, max_length=24, verbose_name="岗位")),
                (
                    "owner_post",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="开始")),
                ("event_on", models.DateField(verbose_name="起算日")),
                ("due_on", models.DateField(verbose_name="到期")),
                ("warn_on", models.DateField(verbose_name="预警")),
                ("is_provisional", models.BooleanField(verbose_name="暂定")),
                ("limit_days", models.PositiveSmallIntegerField(verbose_name="期限")),
                ("limit_unit", models.CharField(max_length=8, verbose_name="单位")),
                ("limit_event", models.CharField(max_length=60, verbose_name="起算事由")),
                ("article", models.CharField(max_length=120, verbose_name="依据")),
                ("pauses", models.JSONField(default=list, verbose_name="中止")),
                ("reminded_on", models.DateField(null=True)),
                ("escalated_on", models.DateField(null=True)),
                ("done_at", models.DateTimeField(null=True, verbose_name="办结")),
                ("outcome", models.CharField(blank=True, max_length=60, verbose_name="结果")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["region", "due_on", "id"],
                        include=("warn_on", "subject_id"),
                        name="work_open_region",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["due_on", "id"],
                        include=("warn_on", "region", "subject_id"),
                        name="work_open_due",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["owner_station", "due_on", "id"],
                        include=("warn_on", "region", "subject_id"),
                        name="work_open_station",
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["owner_post", "due_on", "id"],
                        include=("warn_on", "region", "subject_id"),
                        name="work_open_post",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            ("owner_post__isnull", True),
                            models.Q(("kind", "whole_case"), _negated=True),
                        ),
                        fields=["owner_station", "owner_role", "due_on", "id"],
                        include=("warn_on", "region", "subject_id"),
                        name="work_open_untaken",
                    ),
                    models.Index(fields=["subject_id"], name="work_subject"),
                    models.Index(
                        condition=models.Q(("done_at__isnull", False)),
                        fields=["done_at"],
                        include=("region", "subject_id", "kind", "event_on", "due_on", "owner_post"),
                        name="work_done",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("kind", "subject_id"),
                        name="work_open_once_for_a_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject_title__regex", "\\d{15}|\\d{17}[\\dXx]"), _negated=True),
                        name="work_title_without_identity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("warn_on__lte", models.F("due_on"))), name="work_warns_before_due"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("limit_unit__in", ["working", "calendar"])),
                        name="work_unit_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
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
                ("region", yimen.foundation.models.RegionField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="worklist.workitem",
                    ),
                ),
                (
                    "from_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
                (
                    "to_post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                ("happened_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
            ],
            options={
                "indexes": [models.Index(fields=["region"], name="hand_over_region")],
            },
        ),
        migrations.CreateModel(
            name="DeskHandOver",
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
                ("region", yimen.foundation.models.RegionField()),
                (
                    "from_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="原因")),
                (
                    "hand_overs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None, verbose_name="移交"
                    ),
                ),
                (
                    "offers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None, verbose_name="待接手的来访"
                    ),
                ),
                ("happened_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
            ],
            options={
                "indexes": [models.Index(fields=["region"], name="desk_hand_over_region")],
            },
        ),
        protect("worklist_workitem", subject_column="subject_id"),
        protect("worklist_handover", subject_column="item_id"),
        protect("worklist_deskhandover"),
    ]
