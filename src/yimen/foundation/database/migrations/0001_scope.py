"""Functions that read the scope of a transaction, and the procedures that put a table under it."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION yimen_scope_setting(name text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    setting text := coalesce(current_setting(name, true), '');  -- a finished transaction leaves '' behind
BEGIN
    IF setting = '' THEN
        RAISE EXCEPTION 'yimen: the scope of this transaction is not set (%)', name
            USING ERRCODE = 'insufficient_privilege',
                  HINT = 'Wrap the work in scoped(...) or system_scope() of yimen.foundation.database.scope.';
    END IF;
    RETURN setting;
END $$;

CREATE FUNCTION yimen_region_lo() RETURNS bpchar LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT yimen_scope_setting('yimen.region_lo')::bpchar $$;

CREATE FUNCTION yimen_region_hi() RETURNS bpchar LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT yimen_scope_setting('yimen.region_hi')::bpchar $$;

CREATE FUNCTION yimen_shared() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT yimen_scope_setting('yimen.shared')::uuid[] $$;

-- the user who looks, for rows that are kept from somebody of their own region; nobody in jobs and set-up
CREATE FUNCTION yimen_reader() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('yimen.reader', true), '')::uuid $$;

CREATE PROCEDURE yimen_protect(target text, region_column text, subject_column text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', target);
    -- each setting is read once a statement by a scalar subquery, so that an index serves the range
    EXECUTE format(
        'CREATE POLICY scope ON %1$I USING ('
        ' (%2$I >= (SELECT yimen_region_lo()) AND %2$I < (SELECT yimen_region_hi()))'
        ' OR %3$I = ANY ((SELECT yimen_shared())::uuid[]))',
        target, region_column, subject_column);
END $$;

CREATE PROCEDURE yimen_unprotect(target text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DROP POLICY scope ON %I', target);
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', target);
    EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', target);
END $$;
"""

DROP = """
DROP PROCEDURE yimen_unprotect(text);
DROP PROCEDURE yimen_protect(text, text, text);
DROP FUNCTION yimen_reader();
DROP FUNCTION yimen_shared();
DROP FUNCTION yimen_region_hi();
DROP FUNCTION yimen_region_lo();
DROP FUNCTION yimen_scope_setting(text);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FUNCTIONS, DROP)]
