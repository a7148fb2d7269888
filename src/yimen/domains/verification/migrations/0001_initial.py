"""Authorisations, requests and their lines; a share of the case shows them all."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("database", "0001_scope"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Authorisation",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("method", yimen.foundation.models.EnumField(max_length=8, verbose_name="签署方式")),
                ("signature", models.UUIDField(verbose_name="签名文件")),
                ("signed_at", models.DateTimeField(verbose_name="签署时间")),
                ("valid_from", models.DateField(verbose_name="生效")),
                ("valid_until", models.DateField(null=True, verbose_name="失效（不含）")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                ("revoked_reason", models.CharField(blank=True, max_length=200, verbose_name="撤销原因")),
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
                "verbose_name": "核对授权",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("case_id", "person"),
                        name="authorisation_one_standing_for_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="authorisation_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at__isnull", True),
                            models.Q(("revoked_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="authorisation_revoked_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerificationRequest",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                ("state", yimen.foundation.models.EnumField(max_length=12, verbose_name="状态")),
                ("title", models.CharField(max_length=120, verbose_name="办件编号")),
                ("people", models.JSONField(verbose_name="核对对象")),
                ("requested_at", models.DateTimeField(verbose_name="提请时间")),
                ("started_at", models.DateTimeField(null=True, verbose_name="启动时间")),
                ("reported_at", models.DateTimeField(null=True, verbose_name="报告时间")),
                ("conclusion", models.CharField(blank=True, max_length=400, verbose_name="结论")),
                ("told_at", models.DateTimeField(null=True, verbose_name="告知时间")),
                ("told_how", models.CharField(blank=True, max_length=100, verbose_name="告知方式")),
                ("objection", models.CharField(blank=True, max_length=400, verbose_name="异议")),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "核对",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_id", "number"), name="verification_numbered_in_case"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["requested", "started"])),
                        fields=("case_id",),
                        name="verification_one_open_in_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["requested", "started", "passed", "failed", "told", "objected", "cancelled"],
                            )
                        ),
                        name="verification_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["requested", "started", "cancelled"]),
                            ("reported_at__isnull", False),
                            _connector="OR",
                        ),
                        name="verification_answer_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "objected"), _negated=True),
                            models.Q(("objection", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="verification_objection_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerificationLine",
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="verification.verificationrequest",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("kind", yimen.foundation.models.EnumField(max_length=24, verbose_name="类别")),
                ("amount_fen", models.BigIntegerField(verbose_name="金额（分）")),
                ("source", models.CharField(max_length=60, verbose_name="来源")),
                ("as_of", models.DateField(verbose_name="日期")),
            ],
            options={
                "verbose_name": "核对明细",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gte", 0)), name="verified_amount_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="verified_line_names_its_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "wage",
                                    "business",
                                    "property",
                                    "pension",
                                    "basic_pension",
                                    "support",
                                    "unemployment_benefit",
                                    "survivor",
                                    "land_transfer",
                                    "other",
                                    "social_assistance",
                                    "disability_subsidy",
                                    "deposit",
                                    "securities",
                                    "fund",
                                    "insurance",
                                    "payment_account",
                                    "home",
                                    "non_residential",
                                    "car",
                                    "disability_mobility",
                                    "motorcycle",
                                    "e_bike",
                                    "farm_vehicle",
                                    "company",
                                    "couple_shop",
                                    "cooperative_member",
                                ],
                            )
                        ),
                        name="verified_kind_known",
                    ),
                ],
            },
        ),
        protect("verification_authorisation", subject_column="case_id"),
        protect("verification_verificationrequest", subject_column="case_id"),
        protect("verification_verificationline", subject_column="case_id"),
    ]
