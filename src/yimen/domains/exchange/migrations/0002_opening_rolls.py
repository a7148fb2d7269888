"""Opening rolls with their families, awards and findings."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0001_scope"),
        ("exchange", "0001_files_of_the_platform"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpeningRoll",
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
                    "state",
                    yimen.foundation.models.EnumField(max_length=12, verbose_name="状态"),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("from_month", models.DateField(verbose_name="接管月份")),
                ("file_id", models.UUIDField(verbose_name="文件")),
                ("digest", models.BinaryField()),
                (
                    "refusal",
                    yimen.foundation.models.EncryptedField(
                        editable=True, null=True, verbose_name="无法读取的原因"
                    ),
                ),
                ("rows", models.PositiveIntegerField(default=0, verbose_name="行数")),
                ("families", models.PositiveIntegerField(default=0, verbose_name="无误的家庭")),
                ("people", models.PositiveIntegerField(default=0, verbose_name="无误的人数")),
                ("awards", models.PositiveIntegerField(default=0, verbose_name="无误的待遇")),
                ("faulty", models.PositiveIntegerField(default=0, verbose_name="有误的家庭")),
                ("faults", models.PositiveIntegerField(default=0, verbose_name="错误")),
                ("prepared_user_id", models.UUIDField(verbose_name="准备人")),
                ("prepared_post_id", models.UUIDField(verbose_name="准备岗位")),
                ("prepared_by", models.CharField(max_length=64, verbose_name="准备人姓名")),
                ("prepared_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                ("taken_user_id", models.UUIDField(null=True, verbose_name="接管人")),
                ("taken_post_id", models.UUIDField(null=True, verbose_name="接管岗位")),
                ("taken_by", models.CharField(blank=True, max_length=64, verbose_name="接管人姓名")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="接管时间")),
                ("undone_user_id", models.UUIDField(null=True, verbose_name="撤销人")),
                ("undone_post_id", models.UUIDField(null=True, verbose_name="撤销岗位")),
                ("undone_by", models.CharField(blank=True, max_length=64, verbose_name="撤销人姓名")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                ("undone_because", models.CharField(blank=True, max_length=200, verbose_name="撤销原因")),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "期初名册",
            },
        ),
        migrations.CreateModel(
            name="RollFamily",
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
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                ("row", models.PositiveIntegerField(verbose_name="行号")),
                ("said", yimen.foundation.models.EncryptedField(editable=True, verbose_name="内容")),
                ("linked_id", models.UUIDField(null=True, verbose_name="已有家庭")),
                ("household_id", models.UUIDField(db_index=True, null=True, verbose_name="家庭")),
                ("person_ids", models.JSONField(default=list, verbose_name="新建的人")),
                (
                    "roll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listed",
                        to="exchange.openingroll",
                    ),
                ),
            ],
            options={
                "verbose_name": "名册中的家庭",
            },
        ),
        migrations.CreateModel(
            name="RollAward",
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
                ("row", models.PositiveIntegerField(verbose_name="行号")),
                ("programme", models.CharField(max_length=24, verbose_name="救助项目")),
                ("amount_fen", models.BigIntegerField(verbose_name="月金额")),
                ("computed_fen", models.BigIntegerField(null=True, verbose_name="测算金额")),
                (
                    "agreement",
                    yimen.foundation.models.EnumField(max_length=16, verbose_name="对照"),
                ),
                (
                    "roll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listed_awards",
                        to="exchange.openingroll",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listed_awards",
                        to="exchange.rollfamily",
                    ),
                ),
            ],
            options={
                "verbose_name": "名册中的待遇",
            },
        ),
        migrations.CreateModel(
            name="RollFinding",
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
                    "sheet",
                    yimen.foundation.models.EnumField(max_length=4, verbose_name="工作表"),
                ),
                ("row", models.PositiveIntegerField(verbose_name="行号")),
                ("column", models.CharField(blank=True, max_length=40, verbose_name="列")),
                ("wrong", yimen.foundation.models.EncryptedField(editable=True, verbose_name="问题")),
                ("remedy", yimen.foundation.models.EncryptedField(editable=True, verbose_name="怎么办")),
                ("is_note", models.BooleanField(default=False, verbose_name="仅提示")),
                (
                    "roll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="exchange.openingroll",
                    ),
                ),
            ],
            options={
                "verbose_name": "名册的问题",
            },
        ),
        migrations.AddConstraint(
            model_name="openingroll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "checking",
                            "refused",
                            "checked",
                            "loading",
                            "loaded",
                            "undoing",
                            "undone",
                            "discarded",
                        ],
                    )
                ),
                name="roll_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingroll",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_month__day", 1)), name="roll_begins_with_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="openingroll",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_user_id", models.F("prepared_user_id")), _negated=True),
                name="roll_taken_over_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="openingroll",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["loading", "undoing"])),
                fields=("region",),
                name="roll_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="rollfamily",
            constraint=models.UniqueConstraint(fields=("roll", "number"), name="roll_family_once"),
        ),
        migrations.AddIndex(
            model_name="rollaward",
            index=models.Index(fields=["roll", "agreement"], name="roll_award_by_agreement"),
        ),
        migrations.AddConstraint(
            model_name="rollaward",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_fen__gte", 0)), name="roll_award_amount_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="rollaward",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreement__in", ["same", "different", "not_entitled", "unsettled"])),
                name="roll_award_agreement_known",
            ),
        ),
        migrations.AddIndex(
            model_name="rollfinding",
            index=models.Index(fields=["roll", "is_note", "sheet", "row"], name="roll_finding_by_row"),
        ),
        protect("exchange_openingroll"),
        protect("exchange_rollfamily"),
        protect("exchange_rollaward"),
        protect("exchange_rollfinding"),
    ]
