"""A station is closed from a day on, no longer just switched off."""

from django.db import migrations, models

_CLOSE = "UPDATE network_station SET closed_on = CURRENT_DATE WHERE NOT is_open"
_REOPEN = "UPDATE network_station SET is_open = (closed_on IS NULL OR closed_on > CURRENT_DATE)"


class Migration(migrations.Migration):
    dependencies = [("network", "0002_staff_of_a_county")]
    operations = [
        migrations.AddField("station", "closed_on", models.DateField("关闭", null=True)),
        migrations.RunSQL(_CLOSE, _REOPEN),
        migrations.RemoveField("station", "is_open"),
    ]
