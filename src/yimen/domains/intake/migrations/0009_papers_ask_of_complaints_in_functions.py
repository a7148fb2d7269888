"""The policies of papers ask about complaints inside functions, for those two kinds of paper alone.

Written out in a policy, the question would bring the policies of five tables into every statement about papers, to
be rewritten and planned each time.
"""

from django.db import migrations

INSIDE = """
CREATE FUNCTION yimen_shows_complaint(asked uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM intake_complaint AS complaint WHERE complaint.id = asked);
END $$;
CREATE FUNCTION yimen_reader_holds(asked uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (SELECT FROM network_post AS post JOIN network_staff AS staff ON staff.id = post.staff_id
                    WHERE post.id = asked AND staff.user_id = yimen_reader());
END $$;
ALTER POLICY answers_apart ON papers_officialdocument USING (
    kind <> 'complaint_answer' OR yimen_shows_complaint(subject_id));
ALTER POLICY receipts_apart ON papers_officialdocument USING (
    kind <> 'complaint_receipt'
    OR subject_id <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[])
    OR yimen_reader_holds(issued_by_id));
"""
OUTSIDE = """
ALTER POLICY answers_apart ON papers_officialdocument USING (
    kind <> 'complaint_answer'
    OR EXISTS (SELECT FROM intake_complaint AS complaint WHERE complaint.id = subject_id));
ALTER POLICY receipts_apart ON papers_officialdocument USING (
    kind <> 'complaint_receipt'
    OR subject_id <> ALL ((SELECT yimen_kept_from(yimen_reader()))::uuid[])
    OR EXISTS (SELECT FROM network_post AS post JOIN network_staff AS staff ON staff.id = post.staff_id
                WHERE post.id = issued_by_id AND staff.user_id = yimen_reader()));
DROP FUNCTION yimen_reader_holds(uuid);
DROP FUNCTION yimen_shows_complaint(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0008_whom_to_keep_from_is_asked_alone")]
    operations = [migrations.RunSQL(INSIDE, OUTSIDE)]
