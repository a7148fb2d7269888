"""What answers a transfer is a code; its table keeps its name, so that nothing in the database moves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_contacts_answered_by_a_matter")]
    operations = [
        migrations.AlterModelTable("transferlink", "intake_transferlink"),
        migrations.RenameModel("TransferLink", "TransferCode"),
        migrations.AlterModelOptions("transfercode", {"verbose_name": "一次性答复码"}),
        migrations.AlterField(
            "transfercode",
            "transfer",
            models.ForeignKey(on_delete=models.deletion.PROTECT, related_name="codes", to="intake.transfer"),
        ),
    ]
