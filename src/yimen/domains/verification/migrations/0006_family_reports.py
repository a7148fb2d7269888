"""Reports on families in versions that never change; lines say whether and with how much they count."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect

FROZEN = """
CREATE FUNCTION verification_refuse_report_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'content') = (to_jsonb(OLD) - 'content')
       AND NEW.content IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'verification: a report is never changed or deleted (%)', OLD.id
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON verification_verificationreport
    FOR EACH ROW EXECUTE FUNCTION verification_refuse_report_change();
"""
FREE = """
DROP TRIGGER frozen ON verification_verificationreport;
DROP FUNCTION verification_refuse_report_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0001_scope"),
        ("network", "0001_initial"),
        ("people", "0002_joining_keys"),
        ("verification", "0005_need_models"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="VerificationReport",
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
                ("case_id", models.UUIDField(verbose_name="办件")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="为什么有新版本")),
                ("made_on", models.DateField(verbose_name="出具日期")),
                ("valid_until", models.DateField(verbose_name="有效期至")),
                ("income_fen", models.BigIntegerField(null=True, verbose_name="家庭月收入（分）")),
                ("per_capita_fen", models.BigIntegerField(null=True, verbose_name="人均月收入（分）")),
                ("assets_fen", models.BigIntegerField(null=True, verbose_name="金融资产（分）")),
                (
                    "content",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="内容"),
                ),
                ("by_name", models.CharField(max_length=64, verbose_name="核对员")),
            ],
            options={
                "verbose_name": "核对报告",
            },
        ),
        migrations.AddField(
            model_name="verificationline",
            name="counted_fen",
            field=models.BigIntegerField(null=True, verbose_name="计入金额（分）"),
        ),
        migrations.AddField(
            model_name="verificationline",
            name="is_counted",
            field=models.BooleanField(db_default=True, verbose_name="计入"),
        ),
        migrations.AddField(
            model_name="verificationline",
            name="item",
            field=yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="账户、证号"),
        ),
        migrations.AddField(
            model_name="verificationrequest",
            name="about",
            field=models.JSONField(null=True, verbose_name="只就这一项"),
        ),
        migrations.AddConstraint(
            model_name="verificationline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("counted_fen__isnull", True),
                    models.Q(("counted_fen__gte", 0), ("is_counted", True)),
                    _connector="OR",
                ),
                name="verified_line_counts_with_its_amount",
            ),
        ),
        migrations.AddField(
            model_name="verificationreport",
            name="by_post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
            ),
        ),
        migrations.AddField(
            model_name="verificationreport",
            name="by_user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="verificationreport",
            name="household",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
            ),
        ),
        migrations.AddField(
            model_name="verificationreport",
            name="request",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="report",
                to="verification.verificationrequest",
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationreport",
            constraint=models.UniqueConstraint(fields=("case_id", "version"), name="report_numbered_in_case"),
        ),
        migrations.AddConstraint(
            model_name="verificationreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("made_on"))), name="report_period_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="verificationreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="report_again_says_why",
            ),
        ),
        protect("verification_verificationreport", subject_column="case_id"),
        migrations.RunSQL(FROZEN, FREE),
    ]
