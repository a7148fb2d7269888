"""Row policies of this room, steps that can only be added, and the rule that no hand of a case decides it."""

from django.db import migrations

from yimen.foundation.database.policies import protect

BY_CASE = (
    "cases_casemember",
    "cases_givenmaterial",
    "cases_onetimenotice",
    "cases_casestep",
    "cases_hand",
    "cases_homeinvestigation",
    "cases_caseoutcome",
    "cases_outcomestep",
    "cases_opinion",
    "cases_publicnotice",
    "cases_objection",
)
ONLY_ADDED = ("cases_casestep", "cases_outcomestep", "cases_opinion", "cases_hand")

DECIDER = """
CREATE FUNCTION cases_refuse_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_hand AS hand
                WHERE hand.case_id = NEW.case_id AND hand.user_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'yimen: whoever had a hand in a case does not decide it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_not_decided_by_a_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER not_decided_by_a_hand BEFORE INSERT OR UPDATE OF decided_by_id ON cases_caseoutcome
    FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL) EXECUTE FUNCTION cases_refuse_hand();
"""
UNDECIDER = """
DROP TRIGGER not_decided_by_a_hand ON cases_caseoutcome;
DROP FUNCTION cases_refuse_hand();
"""


def only_added(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        f"DROP TRIGGER append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_relations"),
        ("database", "0001_scope"),
        ("audit", "0002_append_only"),
    ]
    operations = [
        protect("cases_case"),
        *[protect(table, subject_column="case_id") for table in BY_CASE],
        *[only_added(table) for table in ONLY_ADDED],
        migrations.RunSQL(DECIDER, UNDECIDER),
    ]
