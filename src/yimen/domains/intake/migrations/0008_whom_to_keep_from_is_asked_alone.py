"""Whom a complaint is kept from is asked once a statement, by one process.

The function sets the reader aside, which no parallel plan allows; and it answers for no reader too, so that
the policies ask nothing per row: seventeen thousand items are counted in a third of the time.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION yimen_kept_from(who uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL {parallel} AS $$
DECLARE kept uuid[];
BEGIN
    {nobody}
    PERFORM set_config('yimen.reader', '', true);  -- the complaints themselves are hidden from their reader
    SELECT coalesce(array_agg(complaint.id), '{{}}') INTO kept
      FROM intake_complaint AS complaint
     WHERE who = ANY (complaint.kept_from)
        OR (complaint.about = 'case' AND EXISTS (
              SELECT FROM cases_hand AS hand
               WHERE hand.case_id = complaint.about_id AND hand.user_id = who
              UNION ALL
              SELECT FROM cases_caseoutcome AS outcome
               WHERE outcome.case_id = complaint.about_id AND outcome.decided_by_id = who));
    PERFORM set_config('yimen.reader', who::text, true);
    RETURN kept;
END $$;
"""
POLICIES = """
ALTER POLICY items_apart ON worklist_workitem USING (
    {nobody} subject_id <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[]));
ALTER POLICY receipts_apart ON papers_officialdocument USING (
    kind <> 'complaint_receipt'
    OR {nobody} subject_id <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[])
    OR EXISTS (SELECT FROM network_post AS post JOIN network_staff AS staff ON staff.id = post.staff_id
                WHERE post.id = issued_by_id AND staff.user_id = yimen_reader()));
"""
ASKED_ONCE = FUNCTION.format(
    parallel="UNSAFE", nobody="IF who IS NULL THEN RETURN '{}'; END IF;"
) + POLICIES.format(nobody="")
ASKED_PER_ROW = FUNCTION.format(parallel="RESTRICTED", nobody="") + POLICIES.format(
    nobody="yimen_reader() IS NULL OR"
)


class Migration(migrations.Migration):
    dependencies = [("intake", "0007_complaints_leave_no_trace")]
    operations = [migrations.RunSQL(ASKED_ONCE, ASKED_PER_ROW)]
