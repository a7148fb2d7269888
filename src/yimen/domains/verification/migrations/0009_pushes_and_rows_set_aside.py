"""Credentials of departments' machines and their pushes; rows of a source's file that are set aside."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import yimen.foundation.models
from yimen.foundation.database.policies import protect

COUNTED = "UPDATE verification_answerfile SET rows = fresh + repeated + doubted + left_out"


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0001_initial"),
        ("verification", "0008_set_files_cleared"),
    ]

    operations = [
        migrations.CreateModel(
            name="SetCredential",
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
                ("title", models.CharField(max_length=80, verbose_name="推送单位")),
                ("agreement", models.CharField(max_length=120, verbose_name="约定文件")),
                ("set_keys", models.JSONField(default=list, verbose_name="可推送的数据集")),
                (
                    "source",
                    models.CharField(blank=True, max_length=40, verbose_name="可返回结果的数据单位"),
                ),
                (
                    "secret",
                    yimen.foundation.models.BlindField(unique=True, verbose_name="密钥摘要"),
                ),
                ("receiver_user_id", models.UUIDField(verbose_name="接收人")),
                (
                    "receiver_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="签发时间")),
                ("issued_by", models.CharField(max_length=64, verbose_name="签发人姓名")),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("expires_on", models.DateField(verbose_name="失效（不含）")),
                ("last_used_at", models.DateTimeField(null=True, verbose_name="最近使用")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
                ("revoked_by", models.CharField(blank=True, max_length=64, verbose_name="撤销人姓名")),
                ("revoked_because", models.CharField(blank=True, max_length=200, verbose_name="撤销原因")),
            ],
            options={
                "verbose_name": "数据接口凭证",
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(title="") & ~Q(agreement=""), name="set_credential_names_whose_and_why"
                    ),
                    models.CheckConstraint(
                        condition=~Q(set_keys=[]) | ~Q(source=""), name="set_credential_is_for_something"
                    ),
                    models.CheckConstraint(
                        condition=Q(revoked_at__isnull=True) | ~Q(revoked_because="") & ~Q(revoked_by=""),
                        name="set_credential_revoked_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SetPush",
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
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pushes",
                        to="verification.setcredential",
                    ),
                ),
                ("key", models.CharField(max_length=64, verbose_name="推送编号")),
                ("asked", models.BinaryField(verbose_name="推送内容摘要")),
                (
                    "load",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pushes",
                        to="verification.setload",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pushes",
                        to="verification.answerfile",
                    ),
                ),
                ("pushed_at", models.DateTimeField(auto_now_add=True, verbose_name="推送时间")),
            ],
            options={
                "verbose_name": "部门推送",
                "constraints": [
                    models.UniqueConstraint(fields=["credential", "key"], name="set_push_once"),
                    models.CheckConstraint(
                        condition=Q(load__isnull=False, file__isnull=True)
                        | Q(load__isnull=True, file__isnull=False),
                        name="set_push_is_one_thing",
                    ),
                ],
            },
        ),
        protect("verification_setcredential"),
        protect("verification_setpush"),
        migrations.AddField(
            model_name="answerfile",
            name="quarantine_id",
            field=models.UUIDField(null=True, verbose_name="隔离的行"),
        ),
        *(
            migrations.AddField(
                model_name="answerfile",
                name=name,
                field=models.PositiveIntegerField(default=0, db_default=0, verbose_name=title),
            )
            for name, title in (("unable", "未能查询"), ("quarantined", "隔离"), ("rows", "行数"))
        ),
        migrations.RunSQL(COUNTED, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="sourcequery",
            name="faulty",
            field=models.PositiveIntegerField(default=0, db_default=0, verbose_name="返回有误、待更正的行"),
        ),
        migrations.AddConstraint(
            model_name="answerfile",
            constraint=models.CheckConstraint(
                condition=Q(
                    rows=F("fresh")
                    + F("repeated")
                    + F("doubted")
                    + F("left_out")
                    + F("unable")
                    + F("quarantined")
                ),
                name="answer_file_no_row_is_lost",
            ),
        ),
    ]
