"""A change joined to a running review: since when, and what was told of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_scans_in_piles"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="changed_at",
            field=models.DateTimeField(null=True, verbose_name="并入情况变化"),
        ),
        migrations.AddField(
            model_name="case",
            name="visit_since",
            field=models.DateTimeField(null=True, verbose_name="入户自"),
        ),
        migrations.AddField(
            model_name="occasion",
            name="joined",
            field=models.JSONField(db_default=[], default=list, verbose_name="并入的情况变化"),
        ),
    ]
