"""When files of a version whose time is over were deleted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("verification", "0007_rows_matched_by_hand"),
    ]

    operations = [
        migrations.AddField(
            model_name="setload",
            name="cleared_at",
            field=models.DateTimeField(null=True, verbose_name="到期删除时间"),
        ),
    ]
