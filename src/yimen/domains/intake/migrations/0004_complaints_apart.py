"""Row policies of complaints, reports and remedies.

A complaint and the answer to it are kept, within their own region too, from whoever the complaint is about and
from whoever had a hand in the case or decided it. They may still write one down: somebody tells them.
"""

from django.db import migrations

from yimen.foundation.database.policies import protect

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
    kind <> 'complaint_answer'
    OR EXISTS (SELECT FROM intake_complaint AS complaint WHERE complaint.id = subject_id));
"""  # noqa: S608  # both halves are written above
TOGETHER = """
DROP POLICY answers_apart ON papers_officialdocument;
DROP POLICY change_apart ON intake_complaint;
DROP POLICY read_apart ON intake_complaint;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0003_complaints_reports_remedies"),
        ("database", "0002_reader"),
        ("cases", "0003_row_policies_and_hands"),
        ("papers", "0002_row_policies_and_frozen_content"),
    ]
    operations = [
        protect("intake_complaint"),
        protect("intake_changereport"),
        protect("intake_remedy", subject_column="case_id"),
        migrations.RunSQL(APART, TOGETHER),
    ]
