from django.db import migrations

from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [("worklist", "0001_initial"), ("database", "0001_scope")]
    operations = [
        protect("worklist_workitem", subject_column="subject_id"),
        protect("worklist_handover", subject_column="item_id"),
    ]
