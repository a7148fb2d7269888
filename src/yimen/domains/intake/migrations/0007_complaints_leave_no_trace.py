"""What a complaint leaves elsewhere is kept from the same people: its work item, its receipt, its answer.

A receipt without a complaint behind it, or an item that leads nowhere, would tell somebody that they are the
one complained about. Whoever issued a receipt goes on seeing it: they wrote it down.
"""

from django.db import migrations

KEPT = """
CREATE FUNCTION yimen_kept_from(who uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL RESTRICTED AS $$
DECLARE kept uuid[];
BEGIN
    PERFORM set_config('yimen.reader', '', true);  -- the complaints themselves are hidden from their reader
    SELECT coalesce(array_agg(complaint.id), '{}') INTO kept
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
CREATE POLICY items_apart ON worklist_workitem AS RESTRICTIVE FOR SELECT USING (
    yimen_reader() IS NULL OR subject_id <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[]));
CREATE POLICY receipts_apart ON papers_officialdocument AS RESTRICTIVE FOR SELECT USING (
    kind <> 'complaint_receipt'
    OR yimen_reader() IS NULL
    OR subject_id <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[])
    OR EXISTS (SELECT FROM network_post AS post JOIN network_staff AS staff ON staff.id = post.staff_id
                WHERE post.id = issued_by_id AND staff.user_id = yimen_reader()));
"""
TOLD = """
DROP POLICY receipts_apart ON papers_officialdocument;
DROP POLICY items_apart ON worklist_workitem;
DROP FUNCTION yimen_kept_from(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0006_transfers_protected"),
        ("network", "__first__"),
        ("worklist", "0002_row_policies"),
    ]
    operations = [migrations.RunSQL(KEPT, TOLD)]
