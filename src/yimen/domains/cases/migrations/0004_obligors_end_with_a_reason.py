"""Whoever owes no support any more stays on the file, with the day and the reason."""

from django.db import migrations, models

# It lets through more than the constraint it replaces, so no row there is can offend it.
ONCE = """
CREATE UNIQUE INDEX obligor_once_in_case ON cases_obligor (case_id, name, obligation) WHERE ended_on IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_yearly_reviews")]

    operations = [
        migrations.RemoveConstraint(
            model_name="obligor",
            name="obligor_once_in_case",
        ),
        migrations.AddField(
            model_name="obligor",
            name="ended_because",
            field=models.CharField(db_default="", max_length=200, verbose_name="不再列入的原因"),
        ),
        migrations.AddField(
            model_name="obligor",
            name="ended_on",
            field=models.DateField(null=True, verbose_name="不再列入日期"),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ONCE, "DROP INDEX obligor_once_in_case")],
            state_operations=[
                migrations.AddConstraint(
                    model_name="obligor",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("case", "name", "obligation"),
                        name="obligor_once_in_case",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="obligor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_on__isnull", True)),
                    models.Q(("ended_on__isnull", False), models.Q(("ended_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="obligor_ended_because_of_something",
            ),
        ),
    ]
