"""Row policies of this room; determinations and changes can only be added."""

from django.db import migrations

from yimen.foundation.database.policies import protect

FREEZE = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON awards_determination
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON awards_awardchange
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
UNFREEZE = """
DROP TRIGGER append_only ON awards_awardchange;
DROP TRIGGER append_only ON awards_determination;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0001_initial"),
        ("database", "0001_scope"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        protect("awards_determination", subject_column="case_id"),
        protect("awards_award", subject_column="household_id"),
        protect("awards_awardchange", subject_column="award_id"),
        migrations.RunSQL(FREEZE, UNFREEZE),
    ]
