"""What a file of contacts wrote, so that it can be taken back as a whole, and why it was."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_opening_rolls")]
    operations = [
        migrations.AddField(
            model_name="incomingfile",
            name="made",
            field=models.JSONField(null=True, verbose_name="登记的来访和居民"),
        ),
        migrations.AddField(
            model_name="incomingfile",
            name="undone_at",
            field=models.DateTimeField(null=True, verbose_name="撤销时间"),
        ),
        migrations.AddField(
            model_name="incomingfile",
            name="undone_because",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="撤销原因"
            ),
        ),
        AddConstraintNotValid(
            model_name="incomingfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_at__isnull", True),
                    models.Q(("taken_at__isnull", False), models.Q(("undone_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="incoming_undone_with_a_reason",
            ),
        ),
        ValidateConstraint(model_name="incomingfile", name="incoming_undone_with_a_reason"),
    ]
