"""Awards of the opening roll, and their accounts; one may be given back while nothing was built upon it.

Changes of awards still can only be added, but for the `start` of an award of the roll that has no other.
"""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect

GIVEN_BACK = """
CREATE FUNCTION awards_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.kind <> 'start'
       OR NOT EXISTS (SELECT FROM awards_award WHERE id = OLD.award_id AND origin = 'roll' AND until_month IS NULL)
       OR EXISTS (SELECT FROM awards_awardchange WHERE award_id = OLD.award_id AND kind <> 'start') THEN
        RAISE EXCEPTION 'yimen: % is append-only, % refused', TG_TABLE_NAME, TG_OP
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;
DROP TRIGGER append_only ON awards_awardchange;
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON awards_awardchange
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER given_back_untouched BEFORE DELETE ON awards_awardchange
    FOR EACH ROW EXECUTE FUNCTION awards_refuse_delete();
"""
NEVER_GIVEN_BACK = """
DROP TRIGGER given_back_untouched ON awards_awardchange;
DROP TRIGGER append_only ON awards_awardchange;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON awards_awardchange
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
DROP FUNCTION awards_refuse_delete();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0001_initial"),
        ("people", "0001_initial"),
        ("database", "0001_scope"),
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PayoutAccount",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=yimen.foundation.models.make_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("holder", models.CharField(max_length=60, verbose_name="开户名")),
                ("bank", models.CharField(max_length=60, verbose_name="开户银行")),
                ("number", yimen.foundation.models.EncryptedField(editable=True, verbose_name="银行账号")),
            ],
            options={
                "verbose_name": "发放账户",
            },
        ),
        migrations.AddField(
            model_name="award",
            name="held_since",
            field=models.DateField(null=True, verbose_name="享受起始月"),
        ),
        migrations.AddField(
            model_name="award",
            name="origin",
            field=yimen.foundation.models.EnumField(
                db_default="decision", default="decision", max_length=8, verbose_name="来源"
            ),
        ),
        migrations.AlterField(
            model_name="award",
            name="determination",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="awards",
                to="awards.determination",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("determination__isnull", False), ("held_since__isnull", True), ("origin", "decision")
                    ),
                    models.Q(
                        ("determination__isnull", True), ("held_since__isnull", False), ("origin", "roll")
                    ),
                    _connector="OR",
                ),
                name="award_rests_on_a_decision_or_a_roll",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_since__isnull", True),
                    models.Q(("held_since__day", 1), ("held_since__lte", models.F("from_month"))),
                    _connector="OR",
                ),
                name="award_held_before_it_was_taken_over",
            ),
        ),
        migrations.AddField(
            model_name="payoutaccount",
            name="award",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="account", to="awards.award"
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", ""), _negated=True), models.Q(("bank", ""), _negated=True)
                ),
                name="account_names_holder_and_bank",
            ),
        ),
        protect("awards_payoutaccount", subject_column="award_id"),
        migrations.RunSQL(GIVEN_BACK, NEVER_GIVEN_BACK),
    ]
