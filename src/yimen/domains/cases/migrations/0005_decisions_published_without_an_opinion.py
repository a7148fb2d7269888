"""A decision on help that came first is published too: no opinion came before it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_obligors_end_with_a_reason")]

    operations = [
        migrations.AlterField(
            model_name="publicnotice",
            name="opinion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="cases.opinion",
            ),
        ),
    ]
