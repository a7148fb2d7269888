import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0003_scenarios"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="month",
            field=models.DateField(
                db_default=django.db.models.functions.datetime.Now(), verbose_name="比对月份"
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="seen_on",
            field=models.DateField(
                db_default=django.db.models.functions.datetime.Now(), verbose_name="最近一次比对发现"
            ),
        ),
    ]
