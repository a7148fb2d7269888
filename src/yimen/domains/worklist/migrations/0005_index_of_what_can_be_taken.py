"""What can be taken is counted from an index; the two that read closed items too were chosen wrongly, and go.

They are dropped by name: altering the keys would check every row again, outside any scope.
"""

from django.db import migrations, models

OF_A_POST = "worklist_workitem_owner_post_id_61e2a17d"
OF_A_STATION = "worklist_workitem_owner_station_id_59c9b8b2"


def _drop(index: str, column: str) -> migrations.RunSQL:
    return migrations.RunSQL(f"DROP INDEX {index}", f"CREATE INDEX {index} ON worklist_workitem ({column})")


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_staff_of_a_county"),
        ("worklist", "0004_lists_from_an_index"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                _drop(OF_A_POST, "owner_post_id"),
                _drop(OF_A_STATION, "owner_station_id"),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="workitem",
                    name="owner_post",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
                migrations.AlterField(
                    model_name="workitem",
                    name="owner_station",
                    field=models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="+", to="network.station"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(
                    ("done_at__isnull", True),
                    ("owner_post__isnull", True),
                    models.Q(("kind", "whole_case"), _negated=True),
                ),
                fields=["owner_station", "owner_role", "due_on", "id"],
                include=("warn_on", "region", "subject_id"),
                name="work_open_untaken",
            ),
        ),
    ]
