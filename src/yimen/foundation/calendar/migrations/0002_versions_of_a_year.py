"""What was entered of a year, version by version; none ever changes."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models

REFUSE = """
CREATE FUNCTION calendar_refuse_any_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'calendar: a row of % is never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON calendar_yearversion
    FOR EACH ROW EXECUTE FUNCTION calendar_refuse_any_change();
"""
ALLOW = """
DROP TRIGGER frozen ON calendar_yearversion;
DROP FUNCTION calendar_refuse_any_change();
"""


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="YearVersion",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("text", models.TextField(verbose_name="放假安排")),
                ("user_id", models.UUIDField(null=True, verbose_name="录入用户")),
                ("made_at", models.DateTimeField(verbose_name="录入时间")),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="calendar.officialyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "年历的版本",
                "verbose_name_plural": "年历的版本",
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="calendar_version_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="calendar_versions_begin_at_one"
                    ),
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
