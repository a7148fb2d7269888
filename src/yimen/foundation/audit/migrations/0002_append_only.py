"""Entries and seals can only be added: privileges and triggers refuse the rest, to the owner too."""

from django.db import migrations

GUARD = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'yimen: % is append-only, % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION audit_await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_pending (entry_id) SELECT id FROM added;
    RETURN NULL;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER await_seal AFTER INSERT ON audit_entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_await_seal();

DO $$
DECLARE
    privilege record;
BEGIN
    FOR privilege IN
        SELECT DISTINCT table_.relname, grantee.rolname
          FROM pg_class AS table_
         CROSS JOIN LATERAL aclexplode(table_.relacl) AS granted
          JOIN pg_roles AS grantee ON grantee.oid = granted.grantee
         WHERE table_.oid IN ('audit_entry'::regclass, 'audit_seal'::regclass)
           AND granted.grantee <> table_.relowner
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %I', privilege.relname, privilege.rolname);
    END LOOP;
END $$;

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY added ON audit_entry FOR INSERT WITH CHECK (true);
CREATE POLICY seen ON audit_entry FOR SELECT USING (
    (region >= (SELECT yimen_region_lo()) AND region < (SELECT yimen_region_hi()))
    OR subject = ANY ((SELECT yimen_shared())::uuid[]));
"""

UNGUARD = """
DROP POLICY seen ON audit_entry;
DROP POLICY added ON audit_entry;
ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY;
DROP TRIGGER await_seal ON audit_entry;
DROP TRIGGER append_only ON audit_seal;
DROP TRIGGER append_only ON audit_entry;
DROP FUNCTION audit_await_seal();
DROP FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("database", "0001_scope")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
