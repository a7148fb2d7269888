"""Pushes that come in pieces; how often a source fetched a batch through the interface."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [
        ("verification", "0010_lines_know_since_when"),
    ]

    operations = [
        migrations.AddField(
            model_name="sourcebatch",
            name="fetched",
            field=models.PositiveIntegerField(db_default=0, default=0, verbose_name="经接口取走次数"),
        ),
        migrations.AddField(
            model_name="sourcebatch",
            name="fetched_at",
            field=models.DateTimeField(null=True, verbose_name="最近经接口取走"),
        ),
        migrations.CreateModel(
            name="SetUpload",
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
                ("key", models.CharField(max_length=64, verbose_name="推送编号")),
                ("set_key", models.CharField(max_length=40, verbose_name="数据集")),
                ("as_of", models.DateField(verbose_name="数据截止日期")),
                ("digest_kind", yimen.foundation.models.EnumField(max_length=8, verbose_name="摘要算法")),
                ("digest", models.BinaryField(verbose_name="内容摘要")),
                ("size", models.BigIntegerField(verbose_name="字节数")),
                ("received", models.BigIntegerField(default=0, verbose_name="已收到的字节数")),
                ("pieces", models.JSONField(default=list, verbose_name="分片的大小和摘要")),
                ("begun_at", models.DateTimeField(auto_now_add=True, verbose_name="开始时间")),
                ("touched_at", models.DateTimeField(auto_now_add=True, verbose_name="最近收到")),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="verification.setcredential",
                    ),
                ),
                (
                    "push",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="upload",
                        to="verification.setpush",
                    ),
                ),
            ],
            options={
                "verbose_name": "分片上传",
                "constraints": [
                    models.UniqueConstraint(fields=("credential", "key"), name="set_upload_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received__gte", 0), ("received__lte", models.F("size")), ("size__gte", 1)
                        ),
                        name="set_upload_within_its_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("push__isnull", True), ("received", models.F("size")), _connector="OR"
                        ),
                        name="set_upload_whole_when_pushed",
                    ),
                ],
            },
        ),
        protect("verification_setupload"),
    ]
