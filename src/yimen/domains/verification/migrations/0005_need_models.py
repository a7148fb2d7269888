"""Models of the need index and the checks of them, which nobody changes. No family is in these tables."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import yimen.foundation.models

TABLES = ("verification_needmodel", "verification_needmodelcheck")
APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("verification", "0004_set_agreements"),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedModel",
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
                ("county", yimen.foundation.models.RegionField()),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("fitted_at", models.DateTimeField(auto_now_add=True, verbose_name="拟合时间")),
                ("fitted_by", models.CharField(blank=True, max_length=64, verbose_name="拟合人")),
                ("families", models.PositiveIntegerField(verbose_name="办件数")),
                ("first_on", models.DateField(verbose_name="最早")),
                ("last_on", models.DateField(verbose_name="最晚")),
                ("explained", models.FloatField(verbose_name="解释的方差")),
                ("r_squared", models.FloatField(verbose_name="线性模型的决定系数")),
                ("content", models.JSONField(verbose_name="模型")),
            ],
            options={
                "verbose_name": "需求指数模型",
                "constraints": (
                    models.UniqueConstraint(fields=["county", "version"], name="need_model_version_once"),
                    models.CheckConstraint(
                        condition=Q(version__gt=0, families__gt=0), name="need_model_of_families"
                    ),
                    models.CheckConstraint(
                        condition=Q(first_on__lte=F("last_on")), name="need_model_days_forward"
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="NeedModelCheck",
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
                ("checked_at", models.DateTimeField(auto_now_add=True, verbose_name="检查时间")),
                ("families", models.PositiveIntegerField(verbose_name="办件数")),
                ("verdict", yimen.foundation.models.EnumField(max_length=8, verbose_name="结论")),
                ("figures", models.JSONField(verbose_name="稳定性指数")),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="verification.needmodel",
                    ),
                ),
            ],
            options={
                "verbose_name": "需求指数模型的漂移检查",
                "constraints": (
                    models.CheckConstraint(
                        condition=Q(verdict__in=["few", "stable", "moving", "drifted"]),
                        name="need_check_verdict_known",
                    ),
                ),
            },
        ),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table), f"DROP TRIGGER append_only ON {table}")
            for table in TABLES
        ),
    ]
