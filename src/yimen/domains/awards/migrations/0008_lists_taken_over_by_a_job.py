"""A list of refused accounts is taken over by a job that says how far it is and goes on where it broke off."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0007_holds_that_move_and_are_told"),
        ("jobs", "0002_last_heard_of"),
    ]

    operations = [
        migrations.AddField(
            model_name="accountlist",
            name="run",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.run"
            ),
        ),
    ]
