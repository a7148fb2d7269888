"""Whole desks that were handed over, under the row policy of their station."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0004_shares_with_a_department"),
        ("worklist", "0006_notices_come_down_by_themselves"),
        ("database", "0001_scope"),
    ]

    operations = [
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
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                (
                    "from_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["region"], name="desk_hand_over_region")],
            },
        ),
        protect("worklist_deskhandover"),
    ]
