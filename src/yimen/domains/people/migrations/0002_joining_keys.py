"""Persons carry the key by which they are joined with the data of departments."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="joining_check",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="person",
            name="joining_key",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("identity__isnull", False),
                    models.Q(("joining_check__isnull", True), ("joining_key__isnull", True)),
                    _connector="OR",
                ),
                name="person_joined_by_identity",
            ),
        ),
    ]
