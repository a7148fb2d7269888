"""Row policies of authorisations, requests and lines; a share of the case shows them all."""

from django.db import migrations

from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [("verification", "0001_initial"), ("database", "0001_scope")]
    operations = [
        protect("verification_authorisation", subject_column="case_id"),
        protect("verification_verificationrequest", subject_column="case_id"),
        protect("verification_verificationline", subject_column="case_id"),
    ]
