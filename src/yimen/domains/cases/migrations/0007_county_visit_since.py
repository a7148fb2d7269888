"""Since when the county must visit by itself; notes and reasons that may grow."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_total_in_the_worklist_only")]
    operations = [
        migrations.AlterField("case", "county_visit_note", models.TextField("县级入户说明", blank=True)),
        migrations.AlterField("casestep", "why", models.TextField("原因", blank=True)),
        migrations.AddField("case", "county_visit_since", models.DateTimeField("县级入户自", null=True)),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=Q(county_visit_reason="", county_visit_since__isnull=True)
                | (~Q(county_visit_reason="") & Q(county_visit_since__isnull=False)),
                name="case_county_visit_since",
            ),
        ),
    ]
