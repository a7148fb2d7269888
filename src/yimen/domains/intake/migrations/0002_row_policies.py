"""Complaints, and what they leave elsewhere, are kept from those they are about.

A complaint, its work item, its receipt, its answer and its scans are kept, within their own region too, from whoever
the complaint is about and from whoever had a hand in the case or decided it: a receipt without a complaint behind it
would tell somebody that they are the one complained about. They may still write one down: somebody tells them.
Whoever issued a receipt goes on seeing it.
"""

from django.db import migrations

# The policies of other tables ask about complaints inside functions: written out in a policy, the question would bring
# the policies of five tables into every statement, to be rewritten and planned each time. Whom to keep from is asked
# once a statement, by one process: the function sets the reader aside, which no parallel plan allows.
ASKED_INSIDE = """
CREATE FUNCTION yimen_kept_from(who uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL UNSAFE AS $$
DECLARE kept uuid[];
BEGIN
    IF who IS NULL THEN RETURN '{}'; END IF;
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
CREATE FUNCTION yimen_shows_complaint(asked uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM intake_complaint AS complaint WHERE complaint.id = asked);
END $$;
CREATE FUNCTION yimen_reader_holds(asked uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM network_post AS post JOIN network_staff AS staff ON staff.id = post.staff_id
                    WHERE post.id = asked AND staff.user_id = yimen_reader());
END $$;
"""
NOT_ASKED = """
DROP FUNCTION yimen_reader_holds(uuid);
DROP FUNCTION yimen_shows_complaint(uuid);
DROP FUNCTION yimen_kept_from(uuid);
"""
NOT_ABOUT_THE_READER = """
    yimen_reader() IS NULL
    OR (NOT yimen_reader() = ANY (kept_from)
        AND (about <> 'case' OR NOT EXISTS (
                SELECT FROM cases_hand AS hand
                 WHERE hand.case_id = about_id AND hand.user_id = yimen_reader()
                UNION ALL
                SELECT FROM cases_caseoutcome AS outcome
                 WHERE outcome.case_id = about_id AND outcome.decided_by_id = yimen_reader())))
"""
APART = f"""
CREATE POLICY read_apart ON intake_complaint AS RESTRICTIVE FOR SELECT USING ({NOT_ABOUT_THE_READER});
CREATE POLICY change_apart ON intake_complaint AS RESTRICTIVE FOR UPDATE USING ({NOT_ABOUT_THE_READER});
CREATE POLICY answers_apart ON papers_officialdocument AS RESTRICTIVE FOR SELECT USING (
    kind <> 'complaint_answer' OR yimen_shows_complaint(subject_id));
CREATE POLICY receipts_apart ON papers_officialdocument AS RESTRICTIVE FOR SELECT USING (
    kind <> 'complaint_receipt'
    OR subject_id <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[])
    OR yimen_reader_holds(issued_by_id));
CREATE POLICY items_apart ON worklist_workitem AS RESTRICTIVE FOR SELECT USING (
    subject_id <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[]));
CREATE POLICY scans_apart ON files_storedfile AS RESTRICTIVE FOR SELECT USING (
    subject <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[]));
"""  # both halves are written above
TOGETHER = """
DROP POLICY scans_apart ON files_storedfile;
DROP POLICY items_apart ON worklist_workitem;
DROP POLICY receipts_apart ON papers_officialdocument;
DROP POLICY answers_apart ON papers_officialdocument;
DROP POLICY change_apart ON intake_complaint;
DROP POLICY read_apart ON intake_complaint;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        ("cases", "0001_initial"),
        ("papers", "0001_initial"),
        ("worklist", "0001_initial"),
        ("files", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(ASKED_INSIDE, NOT_ASKED),
        migrations.RunSQL(APART, TOGETHER),
    ]
