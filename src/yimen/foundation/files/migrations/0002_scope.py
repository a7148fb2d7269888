"""Stored files are seen within the scope of their region, or when their subject is shared."""

from django.db import migrations

from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("database", "0001_scope")]
    operations = [protect("files_storedfile", subject_column="subject")]
