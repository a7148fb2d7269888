"""Filters that somebody keeps under a name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yimen.foundation.models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_initial_password"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedFilter",
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
                ("name", models.CharField(max_length=20, verbose_name="名称")),
                ("chosen", models.JSONField(verbose_name="条件")),
                ("is_default", models.BooleanField(default=False, verbose_name="默认")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "常用筛选",
                "verbose_name_plural": "常用筛选",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "page", "name"), name="accounts_filter_named_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_default", True)),
                        fields=("user", "page"),
                        name="accounts_filter_one_default",
                    ),
                ],
            },
        ),
    ]
