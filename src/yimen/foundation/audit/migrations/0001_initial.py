"""Tables of entries, of those awaiting their seal, and of seals."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
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
                ("happened_at", models.DateTimeField(verbose_name="时间")),
                ("action", models.CharField(max_length=64, verbose_name="操作")),
                ("kind", models.CharField(max_length=64, verbose_name="对象类别")),
                ("subject", models.UUIDField(verbose_name="对象")),
                ("region", yimen.foundation.models.RegionField(verbose_name="行政区划")),
                ("user_id", models.UUIDField(null=True, verbose_name="用户")),
                ("post_id", models.UUIDField(null=True, verbose_name="岗位")),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="用途")),
                ("rows", models.PositiveIntegerField(default=1, verbose_name="涉及行数")),
                ("changes", models.JSONField(default=dict, verbose_name="变更摘要")),
                ("salt", models.BinaryField()),
                ("mac", models.BinaryField()),
            ],
            options={
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("head", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        serialize=False,
                        to="audit.entry",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["subject", "happened_at"], name="audit_entry_by_subject"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["region", "happened_at"], name="audit_entry_by_region"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["user_id", "happened_at"], name="audit_entry_by_user"),
        ),
        migrations.AddField(
            model_name="seal",
            name="entry",
            field=models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, to="audit.entry"),
        ),
    ]
