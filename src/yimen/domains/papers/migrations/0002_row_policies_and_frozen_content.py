"""Documents and deliveries under row-level security; what a document says cannot change; the anonymous check."""

from django.db import migrations

from yimen.foundation.database.policies import protect

FREEZE = """
CREATE FUNCTION papers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - ARRAY['file_id', 'withdrawn_at', 'withdrawn_reason'])
                          = (to_jsonb(OLD) - ARRAY['file_id', 'withdrawn_at', 'withdrawn_reason'])
       AND (OLD.file_id IS NULL OR NEW.file_id = OLD.file_id)
       AND (OLD.withdrawn_at IS NULL OR NEW.withdrawn_at = OLD.withdrawn_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'papers: an issued document can be withdrawn, not changed or deleted (%)', OLD.number
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON papers_officialdocument
    FOR EACH ROW EXECUTE FUNCTION papers_refuse_change();
"""
UNFREEZE = """
DROP TRIGGER frozen ON papers_officialdocument;
DROP FUNCTION papers_refuse_change();
"""

# Anybody may check a document they hold the code of. The function sees every row (its own scope settings end with
# it) and gives out these columns of the one row with this code; the table itself stays closed without a scope.
CHECK = """
CREATE FUNCTION papers_public_check(wanted text)
    RETURNS TABLE (kind text, number text, office text, issued_on date, masked_name text, digest text,
                   is_valid boolean, is_synthetic boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}'
AS $$
    SELECT d.kind, d.number, d.office, d.issued_on, d.masked_name, d.digest, d.withdrawn_at IS NULL, d.is_synthetic
      FROM papers_officialdocument AS d
     WHERE d.code = wanted
$$;
"""
UNCHECK = "DROP FUNCTION papers_public_check(text);"


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial"), ("database", "0001_scope")]
    operations = [
        protect("papers_officialdocument", subject_column="household_id"),
        protect("papers_delivery", subject_column="household_id"),
        migrations.RunSQL(FREEZE, UNFREEZE),
        migrations.RunSQL(CHECK, UNCHECK),
    ]
