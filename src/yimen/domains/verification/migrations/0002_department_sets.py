"""Loads of department data and their sealed parts; only posts of the county see them."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0001_scope"),
        ("jobs", "0001_initial"),
        ("verification", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SetLoad",
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
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("set_key", models.CharField(max_length=40, verbose_name="数据集")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                (
                    "state",
                    yimen.foundation.models.EnumField(default="waiting", max_length=12, verbose_name="状态"),
                ),
                ("as_of", models.DateField(verbose_name="数据截止日期")),
                ("source_id", models.UUIDField(verbose_name="文件")),
                ("kind", yimen.foundation.models.EnumField(max_length=8, verbose_name="文件类型")),
                ("encoding", models.CharField(blank=True, max_length=12, verbose_name="编码")),
                ("size", models.PositiveBigIntegerField(verbose_name="字节数")),
                ("digest", models.BinaryField(verbose_name="文件摘要")),
                ("attempt_id", models.UUIDField(null=True, verbose_name="装载")),
                ("rows", models.PositiveBigIntegerField(default=0, verbose_name="行数")),
                ("stored", models.PositiveBigIntegerField(default=0, verbose_name="可用的行")),
                ("quarantined", models.PositiveBigIntegerField(default=0, verbose_name="隔离的行")),
                ("shards", models.PositiveSmallIntegerField(default=0, verbose_name="分片数")),
                (
                    "refusal",
                    yimen.foundation.models.EncryptedField(
                        editable=True, null=True, verbose_name="未装载的原因"
                    ),
                ),
                ("loaded_user_id", models.UUIDField(verbose_name="装载人")),
                ("loaded_post_id", models.UUIDField(verbose_name="装载岗位")),
                ("loaded_by", models.CharField(max_length=64, verbose_name="装载人姓名")),
                ("handed_in_at", models.DateTimeField(auto_now_add=True, verbose_name="交入时间")),
                ("loaded_at", models.DateTimeField(null=True, verbose_name="装载完成时间")),
                ("retracted_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                ("retracted_by", models.CharField(blank=True, max_length=64, verbose_name="撤回人姓名")),
                ("retracted_because", models.CharField(blank=True, max_length=200, verbose_name="撤回原因")),
                (
                    "replay_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replays",
                        to="verification.setload",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.run"
                    ),
                ),
            ],
            options={
                "verbose_name": "部门数据",
            },
        ),
        migrations.CreateModel(
            name="SetPart",
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
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("kind", yimen.foundation.models.EnumField(max_length=12, verbose_name="类别")),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("rows", models.PositiveBigIntegerField(verbose_name="行数")),
                ("size", models.PositiveBigIntegerField(verbose_name="字节数")),
                ("digest", models.BinaryField(verbose_name="内容摘要")),
                (
                    "load",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="verification.setload",
                    ),
                ),
            ],
            options={
                "verbose_name": "部门数据的分片",
            },
        ),
        migrations.AddIndex(
            model_name="setload",
            index=models.Index(fields=["region", "set_key", "-version"], name="set_load_newest"),
        ),
        migrations.AddConstraint(
            model_name="setload",
            constraint=models.UniqueConstraint(
                fields=("region", "set_key", "version"), name="set_load_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="setload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rows",
                        django.db.models.expressions.CombinedExpression(
                            models.F("stored"), "+", models.F("quarantined")
                        ),
                    )
                ),
                name="set_load_no_row_is_lost",
            ),
        ),
        migrations.AddConstraint(
            model_name="setload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "loaded"), _negated=True),
                    models.Q(
                        ("attempt_id__isnull", False),
                        ("loaded_at__isnull", False),
                        ("shards__gt", 0),
                        ("stored__gt", 0),
                    ),
                    _connector="OR",
                ),
                name="set_load_loaded_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="setload",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "retracted"), _negated=True),
                    models.Q(
                        ("retracted_at__isnull", False),
                        models.Q(("retracted_because", ""), _negated=True),
                        models.Q(("retracted_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="set_load_retracted_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="setpart",
            constraint=models.UniqueConstraint(fields=("load", "kind", "number"), name="set_part_once"),
        ),
        protect("verification_setload"),
        protect("verification_setpart"),
    ]
