"""A scan that came with a complaint is kept from the same people as the complaint."""

from django.db import migrations

APART = """
CREATE POLICY scans_apart ON files_storedfile AS RESTRICTIVE FOR SELECT USING (
    subject <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[]));
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0010_who_went_away"), ("files", "0002_scope")]
    operations = [migrations.RunSQL(APART, "DROP POLICY scans_apart ON files_storedfile")]
