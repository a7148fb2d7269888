"""Row policies of transfers and of their links; both are shown by a share of the transfer."""

from django.db import migrations

from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_transfers_and_origin"), ("database", "0001_scope")]
    operations = [
        protect("intake_transfer"),
        protect("intake_transferlink", subject_column="transfer_id"),
    ]
