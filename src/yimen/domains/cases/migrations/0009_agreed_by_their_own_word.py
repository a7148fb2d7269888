"""Whether whoever was heard agreed, by their own word."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0008_changes_joined_to_a_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="hearing",
            name="is_agreeing",
            field=models.BooleanField(db_default=False, default=False, verbose_name="没有异议"),
        ),
    ]
