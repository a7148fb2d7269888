"""Months that later evidence leaves behind stand beside the hold; what was paid, and who was not written to."""

import django.contrib.postgres.fields
from django.db import migrations, models

# Together they let through more than the constraint they replace, so no row there is can offend them.
ONCE = """
CREATE UNIQUE INDEX hold_stands_once_for_award_person_and_reason
    ON awards_paymenthold (award_id, person_id, reason) NULLS NOT DISTINCT
    WHERE months = '{}'::date[] AND released_at IS NULL
"""
ONCE_OF_MONTHS = """
CREATE UNIQUE INDEX hold_of_months_stands_once_for_its_cause
    ON awards_paymenthold (award_id, person_id, reason, cause_id) NULLS NOT DISTINCT
    WHERE released_at IS NULL AND NOT months = '{}'::date[]
"""


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0006_holds_of_single_months"),
        ("people", "0002_joining_keys"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="paymenthold",
            name="hold_once_for_award_person_and_reason",
        ),
        migrations.AddField(
            model_name="paymenthold",
            name="is_untold",
            field=models.BooleanField(db_default=False, default=False, verbose_name="恢复的告知书还没有写"),
        ),
        migrations.AddField(
            model_name="paymenthold",
            name="paid_months",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(),
                db_default=[],
                default=list,
                size=None,
                verbose_name="查明已经发过的月份",
            ),
        ),
        migrations.AddIndex(
            model_name="paymenthold",
            index=models.Index(
                condition=models.Q(("is_untold", True)), fields=["region"], name="hold_untold"
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ONCE, "DROP INDEX hold_stands_once_for_award_person_and_reason")
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="paymenthold",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("months", []), ("released_at__isnull", True)),
                        fields=("award", "person", "reason"),
                        name="hold_stands_once_for_award_person_and_reason",
                        nulls_distinct=False,
                    ),
                ),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(ONCE_OF_MONTHS, "DROP INDEX hold_of_months_stands_once_for_its_cause")
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="paymenthold",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("released_at__isnull", True), models.Q(("months", []), _negated=True)
                        ),
                        fields=("award", "person", "reason", "cause_id"),
                        name="hold_of_months_stands_once_for_its_cause",
                        nulls_distinct=False,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="paymenthold",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_untold", False), ("released_at__isnull", False), _connector="OR"),
                name="hold_untold_is_released",
            ),
        ),
    ]
