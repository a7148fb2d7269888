"""Lists that are made in a job."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListExport",
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
                ("page", models.CharField(max_length=40, verbose_name="列表")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("asked", yimen.foundation.models.EncryptedField(editable=True, verbose_name="条件")),
                ("language", models.CharField(max_length=12, verbose_name="语言")),
                ("user_id", models.UUIDField(db_index=True, verbose_name="申请用户")),
                ("post_id", models.UUIDField(verbose_name="申请岗位")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("expires_at", models.DateTimeField(db_index=True, verbose_name="失效时间")),
                ("file_id", models.UUIDField(null=True, verbose_name="文件")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.run"
                    ),
                ),
            ],
            options={
                "verbose_name": "导出的清单",
                "verbose_name_plural": "导出的清单",
            },
        ),
    ]
