"""A title holds the longest name and a case number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("verification", "0002_row_policies")]
    operations = [
        migrations.AlterField("verificationrequest", "title", models.CharField("办件编号", max_length=120)),
    ]
