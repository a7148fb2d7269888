"""An item whose clock runs already may wait for steps of others."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("worklist", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="workitem",
            name="waits_for",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24),
                db_default=[],
                default=list,
                size=None,
                verbose_name="等待",
            ),
        ),
    ]
