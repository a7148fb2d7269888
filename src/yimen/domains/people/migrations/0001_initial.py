"""Persons and households, where they live and belong, how they are found; permits and temporary identities.

Nobody belongs to two households, or lives in two places, on the same day; the past included. GiST compares ranges
without any extension, so a person is the range that holds only their id.
"""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect

BOTH_SIDES = """
CREATE POLICY receiving_side ON people_transferrequest USING (
    to_region >= (SELECT yimen_region_lo()) AND to_region < (SELECT yimen_region_hi()))
"""

# The one question that crosses scopes: which region is responsible for an identity. It answers with the id and the
# region, never with a name; its own scope setting ends with the call.
RESPONSIBLE_REGION = """
CREATE FUNCTION people_responsible_region(wanted bytea) RETURNS TABLE (person_id uuid, region bpchar)
LANGUAGE plpgsql STABLE
SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}' AS $$
BEGIN
    RETURN QUERY SELECT person.id, person.region FROM people_person AS person WHERE person.identity_key = wanted;
END $$
"""

RANGE = "CREATE TYPE people_idrange AS RANGE (subtype = uuid)"


def no_overlap(table: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ("
        "people_idrange(person_id, person_id, '[]') WITH &&, daterange(valid_from, valid_until) WITH &&)",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("database", "0001_scope"),
        ("network", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
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
                ("region", yimen.foundation.models.RegionField(verbose_name="负责地")),
                ("registered_region", yimen.foundation.models.RegionField(null=True, verbose_name="户籍地")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("initials", models.CharField(max_length=60, verbose_name="拼音首字母")),
                ("sex", models.CharField(max_length=6, verbose_name="性别")),
                ("birth_date", models.DateField(verbose_name="出生日期")),
                (
                    "identity",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="身份证号"),
                ),
                ("identity_key", yimen.foundation.models.BlindField(db_index=True, null=True, unique=True)),
                ("last_four_key", yimen.foundation.models.BlindField(db_index=True, null=True)),
                (
                    "phone",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="电话"),
                ),
                ("phone_key", yimen.foundation.models.BlindField(db_index=True, null=True)),
                ("disability_kind", models.CharField(blank=True, max_length=12, verbose_name="残疾类别")),
                ("disability_level", models.PositiveSmallIntegerField(null=True, verbose_name="残疾等级")),
                ("died_on", models.DateField(null=True, verbose_name="死亡日期")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["last_four_key", "region"], name="person_last_four"),
                    models.Index(fields=["phone_key", "region"], name="person_phone"),
                    models.Index(fields=["region", "name"], name="person_region_name"),
                    models.Index(
                        fields=["birth_date"], include=("region", "id", "died_on"), name="person_birthday"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["female", "male"])), name="person_sex_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("disability_kind", ""), ("disability_level__isnull", True)),
                            models.Q(
                                (
                                    "disability_kind__in",
                                    [
                                        "physical",
                                        "visual",
                                        "hearing",
                                        "speech",
                                        "intellectual",
                                        "mental",
                                        "multiple",
                                    ],
                                ),
                                ("disability_level__range", (1, 4)),
                            ),
                            _connector="OR",
                        ),
                        name="person_disability_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("died_on__isnull", True),
                            ("died_on__gte", models.F("birth_date")),
                            _connector="OR",
                        ),
                        name="person_born_before_death",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("identity__isnull", True),
                                ("identity_key__isnull", True),
                                ("last_four_key__isnull", True),
                            ),
                            models.Q(
                                ("identity__isnull", False),
                                ("identity_key__isnull", False),
                                ("last_four_key__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="person_identity_is_indexed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdSeries",
            fields=[
                ("county", yimen.foundation.models.RegionField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Household",
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
                ("number", models.CharField(max_length=16, unique=True, verbose_name="户编号")),
                ("region", yimen.foundation.models.RegionField(verbose_name="居住地")),
                ("registered_region", yimen.foundation.models.RegionField(verbose_name="户籍地")),
                ("address", models.CharField(max_length=200, verbose_name="住址")),
                ("is_urban", models.BooleanField(verbose_name="城镇户")),
                ("founded_on", models.DateField(verbose_name="建档日期")),
                ("ended_on", models.DateField(null=True, verbose_name="销户日期")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["region", "number"],
                        include=("id", "ended_on"),
                        name="household_region_number",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("founded_on")),
                            _connector="OR",
                        ),
                        name="household_period_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="people.person",
                    ),
                ),
                ("relation", models.CharField(max_length=12, verbose_name="与户主关系")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_until", models.DateField(null=True, verbose_name="至")),
            ],
            options={
                "indexes": [models.Index(fields=["region"], name="membership_region")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("person",),
                        name="membership_one_household_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("relation", "head"), ("valid_until__isnull", True)),
                        fields=("household",),
                        name="membership_one_head_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relation__in",
                                ["head", "spouse", "child", "parent", "grandchild", "sibling", "other"],
                            )
                        ),
                        name="membership_relation_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="membership_period_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Residence",
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residences",
                        to="people.person",
                    ),
                ),
                ("place", yimen.foundation.models.RegionField(verbose_name="居住地")),
                ("address", models.CharField(max_length=200, verbose_name="住址")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_until", models.DateField(null=True, verbose_name="至")),
            ],
            options={
                "indexes": [models.Index(fields=["region"], name="residence_region")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("person",),
                        name="residence_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="residence_period_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchGram",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "gram",
                        "region",
                        "person_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("gram", models.CharField(db_collation="C", max_length=64)),
                ("region", yimen.foundation.models.RegionField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grams", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TransferRequest",
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
                ("region", yimen.foundation.models.RegionField(verbose_name="现负责地")),
                ("to_region", yimen.foundation.models.RegionField(verbose_name="申请地")),
                ("person_id", models.UUIDField(verbose_name="居民")),
                ("state", models.CharField(default="asked", max_length=8, verbose_name="状态")),
                ("reason", models.CharField(max_length=200, verbose_name="事由")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.post"
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="申请时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答复")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["region", "state"], name="transfer_region"),
                    models.Index(fields=["to_region", "state"], name="transfer_to_region"),
                    models.Index(fields=["person_id"], name="transfer_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("person_id", "to_region"),
                        name="transfer_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "accepted", "declined"])),
                        name="transfer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "asked")),
                            models.Q(
                                models.Q(("state", "asked"), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="transfer_answer_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidencePermit",
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="permits",
                        to="people.person",
                    ),
                ),
                ("county", yimen.foundation.models.RegionField(verbose_name="居住地")),
                ("office", models.CharField(max_length=100, verbose_name="签发机关")),
                ("issued_on", models.DateField(verbose_name="签发日期")),
                ("valid_until", models.DateField(null=True, verbose_name="有效期至")),
                ("lives_here_since", models.DateField(verbose_name="在本地居住起始日期")),
                ("file_id", models.UUIDField(null=True, verbose_name="扫描件")),
                ("ended_on", models.DateField(null=True, verbose_name="停用日期")),
            ],
            options={
                "indexes": [models.Index(fields=["region"], name="permit_region")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("person",),
                        name="permit_one_of_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="permit_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("office", ""), _negated=True), name="permit_names_its_office"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdentitySeries",
            fields=[
                ("county", yimen.foundation.models.RegionField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="TemporaryIdentity",
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
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="temporary",
                        to="people.person",
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True, verbose_name="临时编号")),
                ("kind", models.CharField(max_length=12, verbose_name="类别")),
                ("age_from", models.PositiveSmallIntegerField(verbose_name="约几岁起")),
                ("age_to", models.PositiveSmallIntegerField(verbose_name="约几岁止")),
                ("features", models.CharField(max_length=300, verbose_name="体貌特征")),
                ("found_at", models.CharField(max_length=200, verbose_name="发现地点")),
                ("found_on", models.DateField(verbose_name="发现日期")),
                ("brought_by", models.CharField(max_length=100, verbose_name="何人送来")),
                ("photo_id", models.UUIDField(null=True, verbose_name="照片")),
                (
                    "document_number",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="证件号码"),
                ),
                ("document_key", yimen.foundation.models.BlindField(db_index=True, null=True, unique=True)),
                (
                    "became",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="was_taken_for",
                        to="people.person",
                    ),
                ),
                ("identified_at", models.DateTimeField(null=True, verbose_name="查明时间")),
                (
                    "identified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
                ("proof", models.CharField(blank=True, max_length=200, verbose_name="查明依据")),
                (
                    "before",
                    yimen.foundation.models.EncryptedField(
                        editable=True, null=True, verbose_name="查明前的登记"
                    ),
                ),
                ("moved", models.JSONField(default=dict, verbose_name="并入的记录")),
                ("named", models.JSONField(default=dict, verbose_name="查明时的事项数")),
            ],
            options={
                "indexes": [models.Index(fields=["region"], name="temporary_region")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["unknown", "hong_kong", "macao", "taiwan", "foreign"])
                        ),
                        name="temporary_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age_to__gte", models.F("age_from"))),
                        name="temporary_ages_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document_key__isnull", True), ("document_number__isnull", True)),
                            models.Q(("document_key__isnull", False), ("document_number__isnull", False)),
                            _connector="OR",
                        ),
                        name="temporary_document_is_indexed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("became__isnull", True),
                                ("identified_at__isnull", True),
                                ("identified_by__isnull", True),
                                ("proof", ""),
                            ),
                            models.Q(
                                ("became__isnull", False),
                                ("identified_at__isnull", False),
                                ("identified_by__isnull", False),
                                models.Q(("proof", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="temporary_identified_with_proof",
                    ),
                ],
            },
        ),
        protect("people_person"),
        protect("people_household"),
        protect("people_membership", subject_column="household_id"),
        protect("people_residence", subject_column="person_id"),
        protect("people_searchgram", subject_column="person_id"),
        protect("people_transferrequest", subject_column="person_id"),
        protect("people_residencepermit", subject_column="person_id"),
        protect("people_temporaryidentity", subject_column="person_id"),
        migrations.RunSQL(BOTH_SIDES, "DROP POLICY receiving_side ON people_transferrequest"),
        migrations.RunSQL(RESPONSIBLE_REGION, "DROP FUNCTION people_responsible_region(bytea)"),
        migrations.RunSQL(RANGE, "DROP TYPE people_idrange"),
        no_overlap("people_membership", "membership_no_overlap"),
        no_overlap("people_residence", "residence_no_overlap"),
    ]
