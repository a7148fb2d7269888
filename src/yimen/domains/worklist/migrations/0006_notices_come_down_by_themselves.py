"""Taking a notice down is done by the daily job, so it is no work item; those kept so far go."""

from django.db import migrations

SEE_EVERYTHING = (
    "SELECT set_config('yimen.region_lo', '0', true), set_config('yimen.region_hi', ':', true), "
    "set_config('yimen.shared', '{}', true), set_config('yimen.reader', '', true)"
)
FORGET_HAND_OVERS = """
    DELETE FROM worklist_handover
     WHERE item_id IN (SELECT id FROM worklist_workitem WHERE kind = 'notice_down')
"""
FORGET_ITEMS = "DELETE FROM worklist_workitem WHERE kind = 'notice_down'"


class Migration(migrations.Migration):
    dependencies = [("worklist", "0005_index_of_what_can_be_taken")]

    operations = [
        migrations.RunSQL([SEE_EVERYTHING, FORGET_HAND_OVERS, FORGET_ITEMS], migrations.RunSQL.noop),
    ]
