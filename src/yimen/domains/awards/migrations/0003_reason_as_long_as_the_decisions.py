"""The reason of a change may be as long as that of the decision it follows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_row_policies_and_frozen_rows")]
    operations = [
        migrations.AlterField("awardchange", "reason", models.CharField("原因", max_length=500)),
    ]
