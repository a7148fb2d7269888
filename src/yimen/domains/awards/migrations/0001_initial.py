"""Determinations, awards and their changes; determinations and changes can only be added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


def only_added(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        f"DROP TRIGGER append_only ON {table}",
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("database", "0001_scope"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Determination",
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
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                ("purpose", yimen.foundation.models.EnumField(max_length=16, verbose_name="用途")),
                ("on", models.DateField(verbose_name="认定日期")),
                ("rulebook_version", models.CharField(max_length=64, verbose_name="规则版本")),
                ("inputs", models.JSONField(verbose_name="输入")),
                ("answer", models.JSONField(verbose_name="结果")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "by_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "认定",
                "indexes": [models.Index(fields=["case_id", "made_at"], name="determination_by_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rulebook_version", ""), _negated=True),
                        name="determination_names_its_rulebook",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["opinion", "confirmation"])),
                        name="determination_purpose_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
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
                ("outcome_id", models.UUIDField(unique=True, verbose_name="项目")),
                ("case_number", models.CharField(max_length=40, verbose_name="办件编号")),
                ("programme", models.CharField(max_length=24, verbose_name="救助项目")),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "determination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="awards.determination",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="决定日期")),
                ("from_month", models.DateField(verbose_name="起始月")),
                ("until_month", models.DateField(null=True, verbose_name="止于（不含）")),
                (
                    "review_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="核查周期（月）"),
                ),
                ("reviewed_on", models.DateField(null=True, verbose_name="上次核查")),
            ],
            options={
                "verbose_name": "在册",
                "indexes": [
                    models.Index(fields=["region", "programme", "from_month"], name="award_by_region"),
                    models.Index(fields=["household", "programme"], name="award_by_household"),
                    models.Index(fields=["region", "until_month"], name="award_in_force_by_region"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_month__day", 1)), name="award_begins_with_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_month__isnull", True),
                            ("until_month__gt", models.F("from_month")),
                            _connector="OR",
                        ),
                        name="award_period_forward",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until_month__isnull", True)),
                        fields=("household", "programme", "person"),
                        name="award_once_for_household_and_programme",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardChange",
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
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="awards.award"
                    ),
                ),
                ("kind", yimen.foundation.models.EnumField(max_length=12, verbose_name="变动")),
                ("component", models.CharField(max_length=24, verbose_name="组成")),
                ("before_fen", models.BigIntegerField(verbose_name="变动前")),
                ("after_fen", models.BigIntegerField(verbose_name="变动后")),
                ("from_month", models.DateField(verbose_name="自月")),
                ("reason", models.CharField(max_length=500, verbose_name="原因")),
                ("changed_at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "by_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "在册变动",
                "indexes": [
                    models.Index(fields=["award", "component", "from_month"], name="change_by_component")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_month__day", 1)), name="change_begins_with_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("after_fen__gte", 0), ("before_fen__gte", 0)),
                        name="change_amounts_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="change_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["start", "increase", "decrease", "back_pay", "stop", "exit"])
                        ),
                        name="change_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "start"), _negated=True), ("before_fen", 0), _connector="OR"
                        ),
                        name="change_start_begins_at_nothing",
                    ),
                ],
            },
        ),
        protect("awards_determination", subject_column="case_id"),
        protect("awards_award", subject_column="household_id"),
        protect("awards_awardchange", subject_column="award_id"),
        only_added("awards_determination"),
        only_added("awards_awardchange"),
    ]
