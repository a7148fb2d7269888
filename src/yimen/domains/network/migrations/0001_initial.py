"""Regions, stations, posts and staff, departments and organisations, duties, delegations, shares."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yimen.foundation.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DelegatedStep",
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
                ("programme", models.CharField(max_length=24, verbose_name="项目")),
                ("step", models.CharField(max_length=24, verbose_name="环节")),
                ("region", yimen.foundation.models.RegionField()),
                ("role", yimen.foundation.models.EnumField(max_length=24, verbose_name="确认岗位")),
                ("rule", models.CharField(max_length=200, verbose_name="依据")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_until", models.DateField(null=True, verbose_name="至")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "step", "region", "valid_from"),
                        name="delegation_once_from_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rule", ""), _negated=True), name="delegation_rests_on_a_rule"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "village_assistant",
                                    "grid_worker",
                                    "social_worker",
                                    "town_handler",
                                    "town_reviewer",
                                    "town_confirmer",
                                    "county_verifier",
                                    "county_reviewer",
                                    "county_confirmer",
                                    "department_liaison",
                                    "auditor",
                                    "administrator",
                                ],
                            )
                        ),
                        name="delegation_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="delegation_period_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Department",
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
                ("region", yimen.foundation.models.RegionField()),
                ("kind", yimen.foundation.models.EnumField(max_length=24, verbose_name="类别")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("region", "name"), name="department_name_once_in_region"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "civil_affairs",
                                    "education",
                                    "human_resources",
                                    "medical_insurance",
                                    "housing",
                                    "agriculture",
                                    "health",
                                    "emergency",
                                    "justice",
                                    "finance",
                                    "public_security",
                                    "womens_federation",
                                    "disabled_federation",
                                    "trade_union",
                                    "red_cross",
                                    "other",
                                ],
                            )
                        ),
                        name="department_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                ("region", yimen.foundation.models.RegionField()),
                ("kind", yimen.foundation.models.EnumField(max_length=16, verbose_name="类别")),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "credit_code",
                    models.CharField(max_length=18, unique=True, verbose_name="统一社会信用代码"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["charity", "provider", "volunteers"])),
                        name="organisation_kind_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Station",
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
                ("region", yimen.foundation.models.RegionField()),
                ("level", yimen.foundation.models.EnumField(max_length=8, verbose_name="级别")),
                ("name", models.CharField(max_length=80, verbose_name="名称")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("hours", models.CharField(blank=True, max_length=200, verbose_name="服务时间")),
                ("hotline", models.CharField(blank=True, max_length=40, verbose_name="电话")),
                ("closed_on", models.DateField(null=True, verbose_name="关闭")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("region", "level"), name="station_one_for_each_region"),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["county", "town", "village"])),
                        name="station_level_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Staff",
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
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("region", yimen.foundation.models.RegionField()),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Post",
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
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="network.staff"
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="network.station",
                    ),
                ),
                ("role", yimen.foundation.models.EnumField(max_length=24, verbose_name="岗位")),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="network.department",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="network.organisation",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="任职")),
                ("valid_until", models.DateField(null=True, verbose_name="离任")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("staff", "station", "role"),
                        name="post_held_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="post_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "village_assistant",
                                    "grid_worker",
                                    "social_worker",
                                    "town_handler",
                                    "town_reviewer",
                                    "town_confirmer",
                                    "county_verifier",
                                    "county_reviewer",
                                    "county_confirmer",
                                    "department_liaison",
                                    "auditor",
                                    "administrator",
                                ],
                            )
                        ),
                        name="post_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyMonth",
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
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_months",
                        to="network.station",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_months",
                        to="network.department",
                    ),
                ),
                ("month_first", models.DateField(verbose_name="月份")),
                (
                    "liaison",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("station", "department", "month_first"), name="duty_once_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month_first__day", 1)), name="duty_month_begins_on_the_first"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Premises",
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
                (
                    "station",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="premises",
                        to="network.station",
                    ),
                ),
                (
                    "floor_area",
                    models.DecimalField(decimal_places=1, max_digits=7, null=True, verbose_name="建筑面积"),
                ),
                ("has_sign", models.BooleanField(default=False, verbose_name="门口标识牌")),
                ("has_road_sign", models.BooleanField(default=False, verbose_name="路口导向标识")),
                ("zones", models.JSONField(default=list, verbose_name="功能区域")),
                ("equipment", models.JSONField(default=list, verbose_name="设施设备")),
                ("tasks", models.JSONField(default=list, verbose_name="服务项目")),
                ("is_posted", models.BooleanField(default=False, verbose_name="公开上墙")),
                ("described_on", models.DateField(verbose_name="登记日期")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("floor_area__isnull", True), ("floor_area__gt", 0), _connector="OR"
                        ),
                        name="premises_have_some_area",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("code", yimen.foundation.models.RegionField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("level", models.CharField(max_length=8, verbose_name="级别")),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="network.region",
                    ),
                ),
                ("population", models.PositiveIntegerField(null=True, verbose_name="常住人口")),
                ("valid_from", models.DateField(null=True, verbose_name="启用")),
                ("valid_until", models.DateField(null=True, verbose_name="撤销")),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="network.region",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["province", "city", "county", "town", "village"])),
                        name="region_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="region_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True), ("valid_until__isnull", False), _connector="OR"
                        ),
                        name="region_merged_means_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("code")), _negated=True),
                        name="region_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionName",
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
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="network.region"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="旧名")),
                ("valid_from", models.DateField(null=True, verbose_name="启用")),
                ("valid_until", models.DateField(verbose_name="停用")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "valid_until"), name="region_one_name_at_a_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
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
                ("subject_kind", models.CharField(max_length=24, verbose_name="对象类别")),
                ("subject_id", models.UUIDField(verbose_name="对象")),
                (
                    "part_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="network.share",
                    ),
                ),
                ("region", yimen.foundation.models.RegionField()),
                ("to_region", yimen.foundation.models.RegionField(null=True)),
                (
                    "to_organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="network.organisation",
                    ),
                ),
                (
                    "to_department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="network.department",
                    ),
                ),
                ("reason", yimen.foundation.models.EnumField(max_length=20, verbose_name="事由")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("consented_on", models.DateField(null=True, verbose_name="本人同意")),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_until", models.DateField(null=True, verbose_name="至")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["to_region", "valid_until"], name="share_to_region"),
                    models.Index(fields=["to_organisation", "valid_until"], name="share_to_organisation"),
                    models.Index(fields=["region", "valid_from"], name="share_of_region"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("to_department__isnull", True),
                                ("to_organisation__isnull", True),
                                ("to_region__isnull", False),
                            ),
                            models.Q(
                                ("to_department__isnull", True),
                                ("to_organisation__isnull", False),
                                ("to_region__isnull", True),
                            ),
                            models.Q(
                                ("to_department__isnull", False),
                                ("to_organisation__isnull", True),
                                ("to_region__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="share_with_one_receiver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                ["transfer", "order", "cooperation", "emergency", "moved_household"],
                            )
                        ),
                        name="share_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="share_period_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
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
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="network.station",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="日期")),
                ("title", models.CharField(max_length=120, verbose_name="内容")),
                ("kind", yimen.foundation.models.EnumField(max_length=8, verbose_name="种类")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("station", "held_on", "title"), name="training_recorded_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["work", "policy", "system"])),
                        name="training_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
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
                (
                    "training",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="network.training",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="network.staff",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("training", "staff"), name="attended_once_each")
                ],
            },
        ),
    ]
