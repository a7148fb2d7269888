"""An allowance is ended by somebody else than who heard the person; a review settles what it looked into."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

# No row is about to end yet, so none can offend it.
ONCE = """
CREATE UNIQUE INDEX matter_once_for_a_person ON allowances_civilmatter (person_id, item)
 WHERE state IN ('registered', 'granted', 'ending') AND NOT per = 'once'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("allowances", "0001_attestations_and_civil_matters"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attestation",
            name="attestation_recorded_whole",
        ),
        migrations.RemoveConstraint(
            model_name="civilmatter",
            name="matter_once_for_a_person",
        ),
        migrations.AddField(
            model_name="civilmatter",
            name="end_from",
            field=models.DateField(null=True, verbose_name="拟自月"),
        ),
        migrations.AddField(
            model_name="civilmatter",
            name="end_proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="civilmatter",
            name="end_proposed_on",
            field=models.DateField(null=True, verbose_name="拟终止日期"),
        ),
        migrations.AddField(
            model_name="civilmatter",
            name="end_reason",
            field=models.CharField(blank=True, db_default="", max_length=500, verbose_name="拟终止的理由"),
        ),
        migrations.AddConstraint(
            model_name="attestation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("recorded_at__isnull", True),
                        ("recorded_by__isnull", True),
                        ("result", ""),
                        ("way", ""),
                    ),
                    models.Q(
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", True),
                        ("result__in", ["lapsed", "reviewed"]),
                        ("way", ""),
                    ),
                    models.Q(
                        models.Q(("result__in", ["", "lapsed", "reviewed"]), _negated=True),
                        ("proved_on__isnull", False),
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="attestation_recorded_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="attestation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "reviewed"), _negated=True),
                    ("case_id__isnull", False),
                    _connector="OR",
                ),
                name="attestation_reviewed_in_a_case",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ONCE, "DROP INDEX matter_once_for_a_person")],
            state_operations=[
                migrations.AddConstraint(
                    model_name="civilmatter",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["registered", "granted", "ending"]),
                            models.Q(("per", "once"), _negated=True),
                        ),
                        fields=("person", "item"),
                        name="matter_once_for_a_person",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="civilmatter",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", models.F("registered_by")), _negated=True),
                name="matter_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="civilmatter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ending"), _negated=True),
                    models.Q(
                        ("end_from__isnull", False),
                        ("end_proposed_by__isnull", False),
                        ("end_proposed_on__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                        models.Q(("end_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="matter_end_proposed_whole",
            ),
        ),
        # What was ended before by one alone stays as it is.
        AddConstraintNotValid(
            model_name="civilmatter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ended"), _negated=True),
                    models.Q(
                        ("end_proposed_by__isnull", False),
                        models.Q(("ended_by", models.F("end_proposed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="matter_ended_by_another",
            ),
        ),
    ]
