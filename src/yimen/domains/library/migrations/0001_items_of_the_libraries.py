"""What counties say of policy items; a version never changes."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models

REFUSE = """
CREATE FUNCTION library_refuse_any_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'library: a row of % is never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON library_itemversion
    FOR EACH ROW EXECUTE FUNCTION library_refuse_any_change();
"""
ALLOW = """
DROP TRIGGER frozen ON library_itemversion;
DROP FUNCTION library_refuse_any_change();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("network", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="ItemVersion",
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
                ("key", models.CharField(max_length=40, verbose_name="事项代码")),
                ("region", yimen.foundation.models.RegionField(verbose_name="区域")),
                ("since", models.DateField(verbose_name="自")),
                ("number", models.PositiveIntegerField(verbose_name="版本")),
                ("says", models.JSONField(verbose_name="内容")),
                ("is_withdrawn", models.BooleanField(default=False, verbose_name="不再办理")),
                ("why", models.CharField(max_length=200, verbose_name="修改说明")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "政策事项版本",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "key", "number"), name="item_version_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="item_versions_begin_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="item_version_says_why"
                    ),
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
