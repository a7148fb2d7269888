"""The new tables of households under row-level security; signatures and versions of a style never change."""

from django.db import migrations

from yimen.foundation.database.policies import protect

REFUSE = """
CREATE FUNCTION papers_refuse_any_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'papers: a row of % is never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON papers_documentsignature
    FOR EACH ROW EXECUTE FUNCTION papers_refuse_any_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON papers_styleversion
    FOR EACH ROW EXECUTE FUNCTION papers_refuse_any_change();
"""
ALLOW = """
DROP TRIGGER frozen ON papers_documentsignature;
DROP TRIGGER frozen ON papers_styleversion;
DROP FUNCTION papers_refuse_any_change();
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0008_forms_styles_archives")]
    operations = [
        protect("papers_deliveryattempt", subject_column="household_id"),
        protect("papers_documentsignature", subject_column="household_id"),
        protect("papers_archivefile", subject_column="household_id"),
        protect("papers_filepackage", subject_column="household_id"),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
