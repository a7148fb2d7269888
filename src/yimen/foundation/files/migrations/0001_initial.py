"""The table of stored files, seen within the scope of their region or when their subject is shared."""

from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("database", "0001_scope"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
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
                ("subject", models.UUIDField(db_index=True, verbose_name="对象")),
                ("region", yimen.foundation.models.RegionField(db_index=True, verbose_name="行政区划")),
                ("content_type", models.CharField(max_length=64, verbose_name="内容类型")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("digest", models.BinaryField()),
                ("user_id", models.UUIDField(null=True, verbose_name="保存用户")),
                ("post_id", models.UUIDField(null=True, verbose_name="保存岗位")),
                ("stored_at", models.DateTimeField(auto_now_add=True, verbose_name="保存时间")),
            ],
            options={
                "verbose_name": "文件",
                "verbose_name_plural": "文件",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="files_size_positive")
                ],
            },
        ),
        protect("files_storedfile", subject_column="subject"),
    ]
