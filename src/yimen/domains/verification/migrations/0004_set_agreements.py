"""Agreements of the county with departments about sets without a published basis."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0001_initial"),
        ("verification", "0003_queries_and_sources"),
    ]

    operations = [
        migrations.CreateModel(
            name="SetAgreement",
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
                ("set_key", models.CharField(max_length=40, verbose_name="数据集")),
                ("title", models.CharField(max_length=120, verbose_name="约定文件")),
                ("agreed_on", models.DateField(verbose_name="签订日期")),
                ("ends_on", models.DateField(null=True, verbose_name="失效（不含）")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("recorded_by", models.CharField(max_length=64, verbose_name="登记人姓名")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="终止时间")),
                ("ended_by", models.CharField(blank=True, max_length=64, verbose_name="终止人姓名")),
                ("ended_because", models.CharField(blank=True, max_length=200, verbose_name="终止原因")),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "部门数据约定",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="set_agreement_names_its_paper"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gt", models.F("agreed_on")), _connector="OR"
                        ),
                        name="set_agreement_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True),
                            models.Q(
                                models.Q(("ended_because", ""), _negated=True),
                                models.Q(("ended_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="set_agreement_ended_with_reason",
                    ),
                ],
            },
        ),
        protect("verification_setagreement"),
    ]
