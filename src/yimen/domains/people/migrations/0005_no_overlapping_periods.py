"""Nobody belongs to two households, or lives in two places, on the same day; the past included.

GiST compares ranges without any extension, so a person is the range that holds only their id.
"""

from django.db import migrations

_RANGE = "CREATE TYPE people_idrange AS RANGE (subtype = uuid)"
_NO_OVERLAP = """
ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist (
    people_idrange(person_id, person_id, '[]') WITH &&, daterange(valid_from, valid_until) WITH &&)
"""
_UNDO = "ALTER TABLE {table} DROP CONSTRAINT {name}"


def _no_overlap(table: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(_NO_OVERLAP.format(table=table, name=name), _UNDO.format(table=table, name=name))


class Migration(migrations.Migration):
    dependencies = [("people", "0004_lists_from_an_index")]
    operations = [
        migrations.RunSQL(_RANGE, "DROP TYPE people_idrange"),
        _no_overlap("people_membership", "membership_no_overlap"),
        _no_overlap("people_residence", "residence_no_overlap"),
    ]
