"""Documents, deliveries, signatures, styles, archives and packages.

What a document says cannot change, signatures and versions of a style never do. Anybody may check a document.
"""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect

FREEZE = """
CREATE FUNCTION papers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - ARRAY['file_id', 'withdrawn_at', 'withdrawn_reason'])
                          = (to_jsonb(OLD) - ARRAY['file_id', 'withdrawn_at', 'withdrawn_reason'])
       AND (OLD.file_id IS NULL OR NEW.file_id = OLD.file_id)
       AND (OLD.withdrawn_at IS NULL OR NEW.withdrawn_at = OLD.withdrawn_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'papers: an issued document can be withdrawn, not changed or deleted (%)', OLD.number
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON papers_officialdocument
    FOR EACH ROW EXECUTE FUNCTION papers_refuse_change();
"""
UNFREEZE = """
DROP TRIGGER frozen ON papers_officialdocument;
DROP FUNCTION papers_refuse_change();
"""

# Anybody may check a document they hold the code of. The function sees every row (its own scope settings end with
# it) and gives out these columns of the one row with this code; the table itself stays closed without a scope.
CHECK = """
CREATE FUNCTION papers_public_check(wanted text)
    RETURNS TABLE (kind text, number text, office text, issued_on date, masked_name text, digest text,
                   is_valid boolean, is_synthetic boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}'
AS $$
    SELECT d.kind, d.number, d.office, d.issued_on, d.masked_name, d.digest, d.withdrawn_at IS NULL, d.is_synthetic
      FROM papers_officialdocument AS d
     WHERE d.code = wanted
$$;
"""
UNCHECK = "DROP FUNCTION papers_public_check(text);"

REFUSE = """
CREATE FUNCTION papers_refuse_any_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'papers: a row of % is never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON papers_documentsignature
    FOR EACH ROW EXECUTE FUNCTION papers_refuse_any_change();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON papers_styleversion
    FOR EACH ROW EXECUTE FUNCTION papers_refuse_any_change();
"""
ALLOW = """
DROP TRIGGER frozen ON papers_documentsignature;
DROP TRIGGER frozen ON papers_styleversion;
DROP FUNCTION papers_refuse_any_change();
"""

# A sample of a large table sees few of its subjects twice over and takes them for many fewer than they are; the papers
# of one case were then sought through all papers of the county. A subject and a household have a few papers each.
KNOWN = """
ALTER TABLE papers_officialdocument
  ALTER COLUMN subject_id SET (n_distinct = -0.3),
  ALTER COLUMN household_id SET (n_distinct = -0.2)
"""
SAMPLED = """
ALTER TABLE papers_officialdocument
  ALTER COLUMN subject_id RESET (n_distinct),
  ALTER COLUMN household_id RESET (n_distinct)
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("database", "0001_scope"),
        ("jobs", "0001_initial"),
        ("network", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchiveFile",
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
                ("region", yimen.foundation.models.RegionField(db_index=True, verbose_name="区域")),
                ("household_id", models.UUIDField(db_index=True, verbose_name="家庭")),
                ("archive", yimen.foundation.models.EnumField(max_length=12, verbose_name="档案")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.station"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("serial", models.PositiveIntegerField(verbose_name="序号")),
                ("number", models.CharField(max_length=80, verbose_name="档号")),
                ("box", models.CharField(max_length=20, verbose_name="盒号")),
                ("title", models.CharField(max_length=60, verbose_name="题名（脱敏）")),
                ("papers", models.PositiveIntegerField(verbose_name="文书份数")),
                ("lacking", models.CharField(blank=True, max_length=300, verbose_name="欠缺")),
                ("filed_on", models.DateField(verbose_name="归档日期")),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "归档",
                "indexes": [models.Index(fields=["region", "year", "archive"], name="archive_by_region")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("station", "archive", "year", "serial"), name="archive_numbered_once"
                    ),
                    models.UniqueConstraint(
                        fields=("household_id", "archive", "year"), name="archive_once_a_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilePackage",
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
                ("region", yimen.foundation.models.RegionField(db_index=True, verbose_name="区域")),
                ("household_id", models.UUIDField(db_index=True, verbose_name="家庭")),
                ("title", models.CharField(max_length=60, verbose_name="题名")),
                ("number", models.CharField(max_length=40, verbose_name="户编号")),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.run"
                    ),
                ),
                ("user_id", models.UUIDField(verbose_name="申请用户")),
                ("post_id", models.UUIDField(verbose_name="申请岗位")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                ("file_id", models.UUIDField(null=True, verbose_name="文件")),
                ("seal", models.CharField(blank=True, max_length=64, verbose_name="封签")),
            ],
            options={
                "verbose_name": "整户档案包",
            },
        ),
        migrations.CreateModel(
            name="DocumentSequence",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.station"
                    ),
                ),
                ("kind", yimen.foundation.models.EnumField(max_length=24, verbose_name="文种")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("last", models.PositiveIntegerField(verbose_name="末号")),
            ],
            options={
                "verbose_name": "文号",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("station", "kind", "year"), name="sequence_for_office_kind_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficialDocument",
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
                ("region", yimen.foundation.models.RegionField(verbose_name="区域")),
                ("household_id", models.UUIDField(db_index=True, null=True, verbose_name="家庭")),
                ("subject_kind", models.CharField(max_length=24, verbose_name="对象类别")),
                ("subject_id", models.UUIDField(db_index=True, verbose_name="对象")),
                ("kind", yimen.foundation.models.EnumField(max_length=24, verbose_name="文种")),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.station"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("serial", models.PositiveIntegerField(verbose_name="序号")),
                ("number", models.CharField(max_length=80, verbose_name="文号")),
                ("office", models.CharField(max_length=120, verbose_name="制发机关")),
                ("issued_on", models.DateField(verbose_name="制发日期")),
                ("content", yimen.foundation.models.EncryptedField(editable=True, verbose_name="内容")),
                ("masked_name", models.CharField(max_length=60, verbose_name="姓名（脱敏）")),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="查验码")),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("is_synthetic", models.BooleanField(verbose_name="演示数据")),
                ("file_id", models.UUIDField(null=True, verbose_name="文件")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("issued_at", models.DateTimeField(verbose_name="制发时间")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200, verbose_name="撤回原因")),
            ],
            options={
                "verbose_name": "文书",
                "indexes": [models.Index(fields=["region", "issued_on"], name="document_by_region")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("station", "kind", "year", "serial"), name="document_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("serial__gte", 1)), name="document_numbers_begin_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="document_withdrawn_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("region", yimen.foundation.models.RegionField(verbose_name="区域")),
                ("household_id", models.UUIDField(db_index=True, null=True, verbose_name="家庭")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="papers.officialdocument",
                    ),
                ),
                ("method", yimen.foundation.models.EnumField(max_length=20, verbose_name="送达方式")),
                ("recipient", models.CharField(max_length=60, verbose_name="受送达人")),
                ("delivered_on", models.DateField(verbose_name="送达日期")),
                ("issued_on", models.DateField(verbose_name="制发日期")),
                ("effective_on", models.DateField(null=True, verbose_name="视为送达日期")),
                ("proof", models.CharField(max_length=200, verbose_name="凭证")),
                ("proof_file_id", models.UUIDField(null=True, verbose_name="凭证文件")),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "送达",
                "indexes": [models.Index(fields=["region", "delivered_on"], name="delivery_by_region")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "method__in",
                                [
                                    "handed_over",
                                    "left_at_home",
                                    "by_post",
                                    "electronic",
                                    "through_village",
                                    "posted_in_village",
                                    "public_notice",
                                ],
                            )
                        ),
                        name="delivery_method_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("recipient", ""), _negated=True),
                        name="delivery_names_its_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proof", ""), _negated=True), name="delivery_has_its_proof"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("delivered_on__gte", models.F("issued_on"))),
                        name="delivery_not_early",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryAttempt",
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
                ("region", yimen.foundation.models.RegionField(db_index=True, verbose_name="区域")),
                ("household_id", models.UUIDField(db_index=True, null=True, verbose_name="家庭")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="papers.officialdocument",
                    ),
                ),
                ("method", yimen.foundation.models.EnumField(max_length=20, verbose_name="送达方式")),
                ("tried_on", models.DateField(verbose_name="尝试日期")),
                ("why", models.CharField(max_length=200, verbose_name="未送达原因")),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "送达未成",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="attempt_says_why"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentSignature",
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
                ("region", yimen.foundation.models.RegionField(db_index=True, verbose_name="区域")),
                ("household_id", models.UUIDField(db_index=True, null=True, verbose_name="家庭")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="papers.officialdocument",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="签字人")),
                ("file_id", models.UUIDField(verbose_name="签名文件")),
                ("signed_digest", models.CharField(max_length=64, verbose_name="所签内容摘要")),
                ("picture_digest", models.CharField(max_length=64, verbose_name="签名摘要")),
                ("signed_at", models.DateTimeField(verbose_name="签字时间")),
            ],
            options={
                "verbose_name": "签字",
            },
        ),
        migrations.CreateModel(
            name="StyleVersion",
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
                ("region", yimen.foundation.models.RegionField(verbose_name="区域")),
                ("part", yimen.foundation.models.EnumField(max_length=12, verbose_name="部分")),
                ("kind", models.CharField(blank=True, max_length=24, verbose_name="文种")),
                ("number", models.PositiveIntegerField(verbose_name="版本")),
                ("content", models.BinaryField(verbose_name="内容")),
                ("family", models.CharField(blank=True, max_length=80, verbose_name="字体名称")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("note", models.CharField(max_length=200, verbose_name="说明")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="启用时间")),
                (
                    "by_post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
            ],
            options={
                "verbose_name": "文书样式",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "part", "kind", "number"), name="style_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="style_numbers_begin_at_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="style_says_why"
                    ),
                ],
            },
        ),
        protect("papers_officialdocument", subject_column="household_id"),
        protect("papers_delivery", subject_column="household_id"),
        protect("papers_deliveryattempt", subject_column="household_id"),
        protect("papers_documentsignature", subject_column="household_id"),
        protect("papers_archivefile", subject_column="household_id"),
        protect("papers_filepackage", subject_column="household_id"),
        migrations.RunSQL(FREEZE, UNFREEZE),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(CHECK, UNCHECK),
        migrations.RunSQL(KNOWN, SAMPLED),
    ]
