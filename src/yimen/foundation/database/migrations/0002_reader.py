"""The user who looks, for rows that are kept from somebody of their own region; nobody in jobs and set-up."""

from django.db import migrations

READER = """
CREATE FUNCTION yimen_reader() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('yimen.reader', true), '')::uuid $$;
"""


class Migration(migrations.Migration):
    dependencies = [("database", "0001_scope")]
    operations = [migrations.RunSQL(READER, "DROP FUNCTION yimen_reader()")]
