"""The total's due date stands in the worklist alone; a decision is published once."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_lists_by_date")]
    operations = [
        migrations.RemoveIndex("caseoutcome", "outcome_urgent_in_state"),
        migrations.RemoveField("caseoutcome", "total_due_on"),
        migrations.AddConstraint(
            "publicnotice",
            models.UniqueConstraint(
                fields=["outcome"], condition=Q(kind="decision"), name="notice_one_of_a_decision"
            ),
        ),
    ]
