"""What a person decided about rows of department data without a valid number."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0001_initial"),
        ("people", "0002_joining_keys"),
        ("verification", "0006_family_reports"),
    ]

    operations = [
        migrations.CreateModel(
            name="SetMatch",
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
                ("fingerprint", yimen.foundation.models.BlindField(db_index=True)),
                ("name", yimen.foundation.models.EncryptedField(editable=True, verbose_name="行内姓名")),
                ("load_id", models.UUIDField(verbose_name="版本")),
                ("row", models.PositiveBigIntegerField(verbose_name="行")),
                ("verdict", yimen.foundation.models.EnumField(max_length=12, verbose_name="判断")),
                ("probability", models.FloatField(null=True, verbose_name="测算的可能性")),
                ("weights", models.PositiveSmallIntegerField(verbose_name="权重版本")),
                ("reason", models.CharField(max_length=200, verbose_name="理由")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="判断时间")),
                ("decided_by", models.CharField(max_length=64, verbose_name="判断人姓名")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                ("revoked_by", models.CharField(blank=True, max_length=64, verbose_name="撤销人姓名")),
                ("revoked_because", models.CharField(blank=True, max_length=200, verbose_name="撤销原因")),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
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
            ],
            options={
                "verbose_name": "部门数据的人工对应",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("region", "set_key", "fingerprint"),
                        name="set_match_one_stands",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", False), ("verdict", "person")),
                            models.Q(
                                models.Q(("verdict", "person"), _negated=True), ("person__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="set_match_names_its_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="set_match_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", True),
                            models.Q(
                                models.Q(("revoked_because", ""), _negated=True),
                                models.Q(("revoked_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="set_match_revoked_with_reason",
                    ),
                ],
            },
        ),
        protect("verification_setmatch"),
    ]
