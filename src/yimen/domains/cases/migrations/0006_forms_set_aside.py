"""A signed form that is undone or replaced stays with the household."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_decisions_published_without_an_opinion"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaignentry",
            name="set_aside",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(),
                db_default=[],
                default=list,
                size=None,
                verbose_name="撤销、替换的走访表",
            ),
        ),
    ]
