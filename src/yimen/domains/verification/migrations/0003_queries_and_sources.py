"""Sources, their batches, questions and answers; the log of queries, which nobody changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect

APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON verification_queryentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("database", "0001_scope"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        ("verification", "0002_department_sets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerFile",
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
                ("source", models.CharField(max_length=40, verbose_name="数据单位")),
                ("file_id", models.UUIDField(null=True, verbose_name="文件")),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("handed_in_at", models.DateTimeField(auto_now_add=True, verbose_name="上传时间")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="登记时间")),
                ("fresh", models.PositiveIntegerField(default=0, verbose_name="登记")),
                ("repeated", models.PositiveIntegerField(default=0, verbose_name="重复")),
                ("doubted", models.PositiveIntegerField(default=0, verbose_name="矛盾")),
                ("left_out", models.PositiveIntegerField(default=0, verbose_name="不保存")),
            ],
            options={
                "verbose_name": "返回文件",
            },
        ),
        migrations.CreateModel(
            name="QueryEntry",
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
                ("happened_at", models.DateTimeField(db_index=True, verbose_name="时间")),
                ("act", yimen.foundation.models.EnumField(max_length=12, verbose_name="行为")),
                ("purpose", yimen.foundation.models.EnumField(max_length=12, verbose_name="目的")),
                ("ground", yimen.foundation.models.EnumField(max_length=16, verbose_name="依据")),
                ("authorisation_id", models.UUIDField(null=True, verbose_name="授权")),
                ("duty", models.CharField(blank=True, max_length=40, verbose_name="法定职责")),
                ("person_id", models.UUIDField(db_index=True, null=True, verbose_name="查询对象")),
                ("case_id", models.UUIDField(db_index=True, null=True, verbose_name="办件")),
                ("request_id", models.UUIDField(null=True, verbose_name="核对")),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="数据单位")),
                ("outcome", yimen.foundation.models.EnumField(max_length=8, verbose_name="结果")),
                ("refusal", models.CharField(blank=True, max_length=64, verbose_name="拒绝原因代码")),
                ("user_id", models.UUIDField(null=True, verbose_name="用户")),
                ("post_id", models.UUIDField(null=True, verbose_name="岗位")),
                ("by_name", models.CharField(blank=True, max_length=64, verbose_name="工作人员")),
            ],
            options={
                "verbose_name": "查询记录",
            },
        ),
        migrations.CreateModel(
            name="SourceAnswer",
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
                ("kind", yimen.foundation.models.EnumField(blank=True, max_length=24, verbose_name="类别")),
                (
                    "item",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="项目"),
                ),
                ("key", yimen.foundation.models.BlindField(db_index=True)),
                ("amount_fen", models.BigIntegerField(null=True, verbose_name="金额（分）")),
                ("as_of", models.DateField(null=True, verbose_name="数据日期")),
                ("received_at", models.DateTimeField(verbose_name="返回时间")),
                ("standing", yimen.foundation.models.EnumField(max_length=10, verbose_name="是否采用")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="判断理由")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="判断时间")),
            ],
            options={
                "verbose_name": "返回结果",
            },
        ),
        migrations.CreateModel(
            name="SourceBatch",
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
                ("source", models.CharField(max_length=40, verbose_name="数据单位")),
                ("number", models.PositiveIntegerField(verbose_name="批次")),
                ("sent_at", models.DateTimeField(verbose_name="发出时间")),
                ("due_on", models.DateField(verbose_name="应返回日期")),
                ("size", models.PositiveIntegerField(verbose_name="人数")),
                ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="催办次数")),
                ("reminded_at", models.DateTimeField(null=True, verbose_name="最近催办")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="全部返回或不再等待")),
            ],
            options={
                "verbose_name": "查询批次",
            },
        ),
        migrations.CreateModel(
            name="SourceQuery",
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
                ("source", models.CharField(max_length=40, verbose_name="数据单位")),
                ("state", yimen.foundation.models.EnumField(max_length=10, verbose_name="状态")),
                ("reference", models.CharField(blank=True, max_length=40, verbose_name="查询编号")),
                ("asked_on", models.DateField(null=True, verbose_name="发出日期")),
                ("due_on", models.DateField(null=True, verbose_name="应返回日期")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="返回时间")),
                ("is_late", models.BooleanField(default=False, verbose_name="逾期返回")),
                ("is_whole", models.BooleanField(default=True, verbose_name="已全部返回")),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="对方说明")),
                (
                    "closed_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="不再等待的原因"),
                ),
            ],
            options={
                "verbose_name": "数据单位查询",
            },
        ),
        migrations.AddField(
            model_name="authorisation",
            name="purpose",
            field=yimen.foundation.models.EnumField(
                db_default="household", max_length=12, verbose_name="授权范围"
            ),
        ),
        migrations.AddField(
            model_name="verificationrequest",
            name="purpose_ended_on",
            field=models.DateField(null=True, verbose_name="目的实现日期"),
        ),
        migrations.AddField(
            model_name="verificationrequest",
            name="reduced_at",
            field=models.DateTimeField(null=True, verbose_name="明细删除时间"),
        ),
        migrations.AddIndex(
            model_name="verificationrequest",
            index=models.Index(
                condition=models.Q(("reduced_at", None)),
                fields=["purpose_ended_on"],
                name="verification_to_be_reduced",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "obligor"), _negated=True),
                    ("signed_by", models.F("person")),
                    _connector="OR",
                ),
                name="authorisation_obligor_signs_alone",
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="by_post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
            ),
        ),
        migrations.AddField(
            model_name="answerfile",
            name="by_user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="queryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "refused"),
                    models.Q(("authorisation_id__isnull", False), ("ground", "authorisation")),
                    models.Q(("ground", "duty"), models.Q(("duty", ""), _negated=True)),
                    _connector="OR",
                ),
                name="query_has_its_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="queryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "done"), ("refusal", "")),
                    models.Q(("outcome", "refused"), models.Q(("refusal", ""), _negated=True)),
                    _connector="OR",
                ),
                name="query_refused_says_why",
            ),
        ),
        migrations.AddField(
            model_name="sourceanswer",
            name="decided_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
            ),
        ),
        migrations.AddField(
            model_name="sourceanswer",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="verification.answerfile"
            ),
        ),
        migrations.AddField(
            model_name="sourcebatch",
            name="by_post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
            ),
        ),
        migrations.AddField(
            model_name="sourcebatch",
            name="by_user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sourcequery",
            name="authorisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="verification.authorisation",
            ),
        ),
        migrations.AddField(
            model_name="sourcequery",
            name="batch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="queries",
                to="verification.sourcebatch",
            ),
        ),
        migrations.AddField(
            model_name="sourcequery",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="sourcequery",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="asked",
                to="verification.verificationrequest",
            ),
        ),
        migrations.AddField(
            model_name="sourceanswer",
            name="query",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="verification.sourcequery",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_at__isnull", False),
                    models.Q(("doubted", 0), ("fresh", 0), ("left_out", 0), ("repeated", 0)),
                    _connector="OR",
                ),
                name="answer_file_counts_what_is_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcebatch",
            constraint=models.UniqueConstraint(
                fields=("region", "source", "number"), name="batch_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcebatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gte", 1)), name="batch_is_not_empty"
            ),
        ),
        migrations.AddIndex(
            model_name="sourcequery",
            index=models.Index(fields=["source", "state"], name="source_query_by_state"),
        ),
        migrations.AddConstraint(
            model_name="sourcequery",
            constraint=models.UniqueConstraint(
                fields=("request", "person", "source"), name="source_query_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcequery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["sent", "partly", "answered", "doubted", "unable", "withheld", "closed"])
                ),
                name="source_query_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcequery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "withheld"),
                    models.Q(("authorisation__isnull", False), ("batch__isnull", False)),
                    _connector="OR",
                ),
                name="source_query_sent_with_its_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourcequery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(("closed_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="source_query_closed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceanswer",
            constraint=models.UniqueConstraint(fields=("query", "key"), name="source_answer_once"),
        ),
        migrations.AddConstraint(
            model_name="sourceanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount_fen__isnull", True), ("kind", "")),
                    models.Q(models.Q(("kind", ""), _negated=True), ("as_of__isnull", False)),
                    _connector="OR",
                ),
                name="source_answer_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="sourceanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "set_aside"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="source_answer_set_aside_says_why",
            ),
        ),
        protect("verification_queryentry", subject_column="case_id"),
        protect("verification_sourcebatch"),
        protect("verification_sourcequery", subject_column="case_id"),
        protect("verification_answerfile"),
        protect("verification_sourceanswer", subject_column="case_id"),
        migrations.RunSQL(APPEND_ONLY, "DROP TRIGGER append_only ON verification_queryentry"),
    ]
