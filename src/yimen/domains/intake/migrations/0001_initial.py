"""Contacts, transfers and their links, complaints, reports, remedies.

Whom a complaint is kept from depends on the cases: the next migration says so.
"""

import django.contrib.postgres.fields
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
            name="Complaint",
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
                ("channel", yimen.foundation.models.EnumField(max_length=16, verbose_name="途径")),
                ("about", yimen.foundation.models.EnumField(max_length=12, verbose_name="对象类别")),
                ("about_id", models.UUIDField(null=True, verbose_name="对象")),
                ("about_title", models.CharField(max_length=120, verbose_name="对象名称")),
                (
                    "kept_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None, verbose_name="回避人员"
                    ),
                ),
                ("is_named", models.BooleanField(verbose_name="实名")),
                (
                    "name",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="来件人"),
                ),
                (
                    "phone",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="联系方式"),
                ),
                ("text", yimen.foundation.models.EncryptedField(editable=True, verbose_name="内容")),
                ("state", yimen.foundation.models.EnumField(max_length=16, verbose_name="状态")),
                ("number", models.CharField(max_length=80, verbose_name="登记编号")),
                ("receipt_id", models.UUIDField(verbose_name="回执")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "received_at_station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.station"
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
                ("assigned_on", models.DateField(null=True, verbose_name="指派日期")),
                ("investigated_on", models.DateField(null=True, verbose_name="核查日期")),
                (
                    "result",
                    yimen.foundation.models.EnumField(blank=True, max_length=16, verbose_name="核查结论"),
                ),
                (
                    "findings",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="核查记录"),
                ),
                (
                    "answer",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="答复"),
                ),
                ("answer_id", models.UUIDField(null=True, verbose_name="答复书")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("delivered_on", models.DateField(null=True, verbose_name="送达日期")),
                ("referred_to", models.CharField(blank=True, max_length=120, verbose_name="转交机关")),
                ("lessons", models.CharField(blank=True, max_length=500, verbose_name="改进措施")),
                ("learnt_on", models.DateField(null=True, verbose_name="总结日期")),
            ],
            options={
                "verbose_name": "投诉举报",
                "indexes": [
                    models.Index(fields=["region", "state", "received_on"], name="complaint_by_state")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_named", True), ("name__isnull", False)),
                            models.Q(("is_named", False), ("name__isnull", True), ("phone__isnull", True)),
                            _connector="OR",
                        ),
                        name="complaint_anonymous_names_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "referred"]),
                            ("handler__isnull", False),
                            _connector="OR",
                        ),
                        name="complaint_has_its_handler",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["received", "assigned", "referred"]),
                            models.Q(
                                ("findings__isnull", False),
                                ("investigated_on__isnull", False),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_investigated_with_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["answered", "learnt"]), _negated=True),
                            models.Q(("answer__isnull", False), ("answered_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="complaint_answered_with_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "referred"), _negated=True),
                            models.Q(("referred_to", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="complaint_referred_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "learnt"), _negated=True),
                            models.Q(("lessons", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="complaint_learnt_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about", "household"), ("about_id__isnull", False), _connector="OR"
                        ),
                        name="complaint_about_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("channel", yimen.foundation.models.EnumField(max_length=12, verbose_name="途径")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=64, verbose_name="姓名")),
                (
                    "phone",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="电话"),
                ),
                ("asked", models.CharField(max_length=500, verbose_name="诉求")),
                ("asked_at", models.DateTimeField(verbose_name="时间")),
                (
                    "reference",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=60, verbose_name="来件编号"
                    ),
                ),
                ("received_on", models.DateField(null=True, verbose_name="收到日期")),
                (
                    "days_late",
                    models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="迟录天数"),
                ),
                (
                    "asked_by",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=64, verbose_name="代为提出的人"
                    ),
                ),
                (
                    "asked_by_relation",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=40, verbose_name="与求助人的关系"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("answer", yimen.foundation.models.EnumField(max_length=12, null=True, verbose_name="答复")),
                ("answer_text", models.CharField(blank=True, max_length=500, verbose_name="答复内容")),
                ("told_items", models.JSONField(default=list, verbose_name="一次性告知事项")),
                ("case_id", models.UUIDField(null=True, verbose_name="办件")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "来访",
                "indexes": [
                    models.Index(fields=["region", "asked_at"], name="contact_by_region"),
                    models.Index(
                        condition=models.Q(("days_late__gt", 0)),
                        fields=["region"],
                        name="contact_entered_late",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="contact_names_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked", ""), _negated=True), name="contact_says_what_is_asked"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer__isnull", True),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                            ),
                            models.Q(
                                ("answer__isnull", False),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="contact_answer_has_its_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "application"), _negated=True),
                            ("case_id__isnull", False),
                            _connector="OR",
                        ),
                        name="contact_application_has_its_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__in", ["refused", "on_the_spot"]), _negated=True),
                            models.Q(("answer_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contact_answer_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_late", 0), ("received_on__isnull", False), _connector="OR"),
                        name="contact_late_has_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remedy",
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
                ("outcome_id", models.UUIDField(null=True, verbose_name="项目")),
                ("kind", yimen.foundation.models.EnumField(max_length=16, verbose_name="种类")),
                ("state", yimen.foundation.models.EnumField(max_length=12, verbose_name="状态")),
                ("title", models.CharField(max_length=120, verbose_name="争议决定")),
                ("applicant_name", models.CharField(max_length=64, verbose_name="申请人")),
                ("authority", models.CharField(max_length=120, verbose_name="复议机关、法院")),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="案号")),
                ("grounds", yimen.foundation.models.EncryptedField(editable=True, verbose_name="理由")),
                ("decided_on", models.DateField(verbose_name="原决定日期")),
                ("told_on", models.DateField(null=True, verbose_name="原决定送达日期")),
                ("applied_on", models.DateField(verbose_name="申请（起诉）日期")),
                ("last_day", models.DateField(null=True, verbose_name="法定截止日")),
                ("received_on", models.DateField(verbose_name="收到通知日期")),
                ("answered_on", models.DateField(null=True, verbose_name="答辩日期")),
                ("hearing_on", models.DateField(null=True, verbose_name="听证、开庭日期")),
                ("result", yimen.foundation.models.EnumField(blank=True, max_length=16, verbose_name="结果")),
                ("result_on", models.DateField(null=True, verbose_name="结果日期")),
                ("result_note", models.CharField(blank=True, max_length=500, verbose_name="结果说明")),
                ("followed", models.CharField(blank=True, max_length=500, verbose_name="执行情况")),
                ("closed_on", models.DateField(null=True, verbose_name="了结日期")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "复议诉讼",
                "indexes": [models.Index(fields=["region", "state", "received_on"], name="remedy_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", ""), ("state__in", ["received", "answered"])),
                            models.Q(
                                ("result_on__isnull", False),
                                ("state__in", ["decided", "closed"]),
                                models.Q(("result", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="remedy_decided_with_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            ("closed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="remedy_closed_has_its_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["received", "answered"])),
                        fields=("case_id", "outcome_id", "kind"),
                        name="remedy_once_at_a_time",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeReport",
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
                ("kind", yimen.foundation.models.EnumField(max_length=12, verbose_name="变化")),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.household",
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
                ("name", models.CharField(max_length=64, verbose_name="谁")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("since", models.DateField(null=True, verbose_name="自哪一天离开")),
                ("is_own", models.BooleanField(verbose_name="本人报告")),
                ("reported_on", models.DateField(verbose_name="报告日期")),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outcome",
                    yimen.foundation.models.EnumField(blank=True, max_length=16, verbose_name="结果"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="核实情况")),
                ("case_id", models.UUIDField(null=True, verbose_name="办件")),
                ("settled_on", models.DateField(null=True, verbose_name="核实日期")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "变化报告",
                "indexes": [models.Index(fields=["region", "reported_on"], name="change_report_by_region")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="change_report_names_somebody"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "away"), _negated=True),
                            ("since__isnull", False),
                            _connector="OR",
                        ),
                        name="change_report_away_since",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", ""), ("settled_by__isnull", True), ("settled_on__isnull", True)
                            ),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("note", ""), _negated=True),
                                ("settled_by__isnull", False),
                                ("settled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="change_report_settled_with_a_note",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "change_case"), _negated=True),
                            ("case_id__isnull", False),
                            _connector="OR",
                        ),
                        name="change_report_has_its_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
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
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="intake.contact",
                    ),
                ),
                ("household_id", models.UUIDField(db_index=True, null=True, verbose_name="家庭")),
                ("case_id", models.UUIDField(db_index=True, null=True, verbose_name="办件")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("name", models.CharField(max_length=64, verbose_name="姓名")),
                (
                    "phone",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="电话"),
                ),
                ("topic", yimen.foundation.models.EnumField(max_length=12, verbose_name="类别")),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.department",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.organisation",
                    ),
                ),
                ("need", models.CharField(max_length=500, verbose_name="需要解决的问题")),
                ("wants", models.JSONField(default=list, verbose_name="所需材料")),
                ("papers", models.JSONField(default=list, verbose_name="随附文书")),
                ("state", yimen.foundation.models.EnumField(max_length=12, verbose_name="状态")),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("sent_at", models.DateTimeField(verbose_name="转出时间")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("accepted_at", models.DateTimeField(null=True, verbose_name="接办时间")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="办结时间")),
                ("answer", models.CharField(blank=True, max_length=500, verbose_name="答复内容")),
                ("answerer", models.CharField(blank=True, max_length=64, verbose_name="答复人")),
                ("way", yimen.foundation.models.EnumField(blank=True, max_length=8, verbose_name="答复方式")),
                ("told_on", models.DateField(null=True, verbose_name="反馈日期")),
            ],
            options={
                "verbose_name": "转办",
                "indexes": [
                    models.Index(fields=["region", "sent_at"], name="transfer_by_region"),
                    models.Index(fields=["department", "sent_at"], name="transfer_to_department"),
                    models.Index(fields=["organisation", "sent_at"], name="transfer_to_organisation"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("department__isnull", False), ("organisation__isnull", True)),
                            models.Q(("department__isnull", True), ("organisation__isnull", False)),
                            _connector="OR",
                        ),
                        name="transfer_has_one_receiver",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact__isnull", False), ("household_id__isnull", False), _connector="OR"
                        ),
                        name="transfer_is_about_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("need", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="transfer_says_what_is_needed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ["accepted", "sent"])),
                            models.Q(
                                models.Q(("state__in", ["accepted", "sent"]), _negated=True),
                                ("ended_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="transfer_ends_with_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "accepted"), _negated=True),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="transfer_accepted_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_on__isnull", True), ("ended_at__isnull", False), _connector="OR"
                        ),
                        name="transfer_told_after_its_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TransferLink",
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
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="intake.transfer",
                    ),
                ),
                (
                    "digest",
                    yimen.foundation.models.BlindField(db_index=True, unique=True, verbose_name="摘要"),
                ),
                ("until", models.DateField(verbose_name="有效期至")),
                ("openings", models.PositiveSmallIntegerField(default=0, verbose_name="打开次数")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="失效时间")),
            ],
            options={
                "verbose_name": "一次性答复链接",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("transfer",),
                        name="transfer_has_one_open_link",
                    )
                ],
            },
        ),
        protect("intake_contact"),
        protect("intake_transfer"),
        protect("intake_transferlink", subject_column="transfer_id"),
        protect("intake_complaint"),
        protect("intake_changereport"),
        protect("intake_remedy", subject_column="case_id"),
    ]
