from django.db import migrations

from yimen.foundation.database.policies import protect

BOTH_SIDES = """
CREATE POLICY receiving_side ON people_transferrequest USING (
    to_region >= (SELECT yimen_region_lo()) AND to_region < (SELECT yimen_region_hi()))
"""

# The one question that crosses scopes: which region is responsible for an identity. It answers with the id and the
# region, never with a name; its own scope setting ends with the call.
RESPONSIBLE_REGION = """
CREATE FUNCTION people_responsible_region(wanted bytea) RETURNS TABLE (person_id uuid, region bpchar)
LANGUAGE plpgsql STABLE
SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}' AS $$
BEGIN
    RETURN QUERY SELECT person.id, person.region FROM people_person AS person WHERE person.identity_key = wanted;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("database", "0001_scope")]
    operations = [
        protect("people_person"),
        protect("people_household"),
        protect("people_membership", subject_column="household_id"),
        protect("people_residence", subject_column="person_id"),
        protect("people_searchgram", subject_column="person_id"),
        protect("people_transferrequest", subject_column="person_id"),
        migrations.RunSQL(BOTH_SIDES, "DROP POLICY receiving_side ON people_transferrequest"),
        migrations.RunSQL(RESPONSIBLE_REGION, "DROP FUNCTION people_responsible_region(bytea)"),
    ]
