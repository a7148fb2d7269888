"""Row policy of contacts."""

from django.db import migrations

from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("database", "0001_scope")]
    operations = [protect("intake_contact")]
