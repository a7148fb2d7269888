"""Cases and their programmes from submission to decision, with everything that hangs from them.

Steps, opinions and hands can only be added, and no hand of a case decides it. What anybody may read of the notices
and of the county's checks is given out by functions: masked lines, counts, seeds and scores.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect

BY_CASE = (
    "cases_caseoutcome",
    "cases_casemember",
    "cases_givenmaterial",
    "cases_onetimenotice",
    "cases_casestep",
    "cases_outcomestep",
    "cases_hand",
    "cases_homeinvestigation",
    "cases_opinion",
    "cases_publicnotice",
    "cases_objection",
    "cases_occasion",
    "cases_hearing",
    "cases_resolution",
    "cases_urgenthelp",
    "cases_obligor",
    "cases_selfcareassessment",
    "cases_carearrangement",
    "cases_drawnfile",
    "cases_namedexit",
    "cases_roundentry",
    "cases_cooperation",
)
ONLY_ADDED = ("cases_casestep", "cases_outcomestep", "cases_opinion", "cases_hand")

DECIDER = """
CREATE FUNCTION cases_refuse_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases_hand AS hand
                WHERE hand.case_id = NEW.case_id AND hand.user_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'yimen: whoever had a hand in a case does not decide it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_not_decided_by_a_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER not_decided_by_a_hand BEFORE INSERT OR UPDATE OF decided_by_id ON cases_caseoutcome
    FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL) EXECUTE FUNCTION cases_refuse_hand();
"""
UNDECIDER = """
DROP TRIGGER not_decided_by_a_hand ON cases_caseoutcome;
DROP FUNCTION cases_refuse_hand();
"""

# The table of notices stays closed without a scope. These functions see every row (their own scope settings end with
# them) and give out masked columns only; full names do not leave the database on this way.
NOTICES = """
CREATE FUNCTION cases_public_notices(lo text, hi text, day date)
    RETURNS TABLE (notice_id uuid, kind text, region text, masked_name text, household_size integer,
                   amount_fen bigint, programme text, posted_on date, ends_on date)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}'
AS $$
    SELECT n.id, n.kind, n.region,
           left(n.full_name, 1) || repeat('*', greatest(char_length(n.full_name) - 1, 1)),
           n.household_size, n.amount_fen, n.programme, n.posted_on, n.ends_on
      FROM cases_publicnotice AS n
     WHERE n.region >= lo::bpchar AND n.region < hi::bpchar
       AND n.posted_on <= day AND (n.ends_on IS NULL OR n.ends_on >= day) AND n.taken_down_on IS NULL
     ORDER BY n.region, n.posted_on, n.id
$$;

CREATE FUNCTION cases_public_notice_counts(day date)
    RETURNS TABLE (town text, notices bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}'
AS $$
    SELECT rpad(left(n.region, 9), 12, '0'), count(*)
      FROM cases_publicnotice AS n
     WHERE n.posted_on <= day AND (n.ends_on IS NULL OR n.ends_on >= day) AND n.taken_down_on IS NULL
     GROUP BY 1
$$;
"""
NO_NOTICES = """
DROP FUNCTION cases_public_notice_counts(date);
DROP FUNCTION cases_public_notices(text, text, date);
"""

# So do the tables of checks: the function gives out what is published and nothing of a family.
DRAWS = """
CREATE FUNCTION cases_public_draws(since date)
    RETURNS TABLE (region text, month date, seed text, published_at timestamptz, number text, batch smallint,
                   score text, is_drawn boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}'
AS $$
    SELECT s.region, s.month, s.seed, s.done_at, f.number, f.batch, f.score, f.is_drawn
      FROM cases_checkseed AS s
      LEFT JOIN cases_drawnfile AS f ON f.seed_id = s.id
     WHERE s.month >= since
     ORDER BY s.region, s.month DESC, f.batch, f.score
$$;
"""

BOTH_SIDES = """
CREATE POLICY asked_side ON cases_cooperation USING (
    to_region >= (SELECT yimen_region_lo()) AND to_region < (SELECT yimen_region_hi()))
"""

# The one question about awards that crosses scopes: does a place outside these bounds go on giving one of these
# programmes to one of these persons? It answers yes or no; its own scope setting ends with the call.
GIVEN_ELSEWHERE = """
CREATE FUNCTION cases_given_elsewhere(persons uuid[], programmes text[], month date, lo text, hi text) RETURNS boolean
LANGUAGE plpgsql STABLE
SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}' AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM awards_award AS award
         WHERE award.person_id = ANY (persons) AND award.programme = ANY (programmes)
           AND (award.until_month IS NULL OR award.until_month > month)
           AND NOT (award.region >= lo::bpchar AND award.region < hi::bpchar)
    ) OR EXISTS (
        SELECT FROM people_membership AS member JOIN awards_award AS award ON award.household_id = member.household_id
         WHERE member.person_id = ANY (persons) AND member.valid_until IS NULL
           AND award.person_id IS NULL AND award.programme = ANY (programmes)
           AND (award.until_month IS NULL OR award.until_month > month)
           AND NOT (award.region >= lo::bpchar AND award.region < hi::bpchar)
    );
END $$
"""


def only_added(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
        f"DROP TRIGGER append_only ON {table}",
    )


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("awards", "0001_initial"),
        ("database", "0001_scope"),
        ("intake", "0001_initial"),
        ("network", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("town", yimen.foundation.models.RegionField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="末号")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("town", "year"), name="case_counter_once")],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                    "kind",
                    yimen.foundation.models.EnumField(
                        default="application", max_length=12, verbose_name="种类"
                    ),
                ),
                (
                    "cause",
                    yimen.foundation.models.EnumField(blank=True, max_length=20, verbose_name="变化原因"),
                ),
                ("number", models.CharField(max_length=40, null=True, unique=True, verbose_name="办件编号")),
                ("state", yimen.foundation.models.EnumField(max_length=16, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("channel", yimen.foundation.models.EnumField(max_length=12, verbose_name="途径")),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.contact",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("applicant_name", models.CharField(max_length=64, verbose_name="申请人")),
                ("agent_name", models.CharField(blank=True, max_length=64, verbose_name="代办人")),
                ("agent_relation", models.CharField(blank=True, max_length=40, verbose_name="与申请人关系")),
                (
                    "agent_phone",
                    yimen.foundation.models.EncryptedField(
                        editable=True, null=True, verbose_name="代办人电话"
                    ),
                ),
                (
                    "phone",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="联系电话"),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住址")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="申请理由")),
                ("requested", models.JSONField(default=list, verbose_name="申请项目")),
                (
                    "for_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("declared", models.JSONField(default=dict, verbose_name="申报内容")),
                ("has_near_relative", models.BooleanField(null=True, verbose_name="有近亲属关系")),
                ("relative_of", models.CharField(blank=True, max_length=80, verbose_name="何人之近亲属")),
                ("relative_relation", models.CharField(blank=True, max_length=40, verbose_name="近亲属关系")),
                (
                    "county_visit_reason",
                    yimen.foundation.models.EnumField(blank=True, max_length=16, verbose_name="县级入户原因"),
                ),
                ("county_visit_note", models.TextField(blank=True, verbose_name="县级入户说明")),
                ("county_visit_since", models.DateTimeField(null=True, verbose_name="县级入户自")),
                ("opened_at", models.DateTimeField(verbose_name="建立时间")),
                ("submitted_on", models.DateField(null=True, verbose_name="申请日期")),
                ("accepted_on", models.DateField(null=True, verbose_name="受理日期")),
                ("closed_on", models.DateField(null=True, verbose_name="结束日期")),
            ],
            options={
                "verbose_name": "办件",
                "indexes": [
                    models.Index(fields=["region", "state"], name="case_by_region_and_state"),
                    models.Index(fields=["household"], name="case_by_household"),
                    models.Index(fields=["-opened_at", "-id"], name="case_latest"),
                    models.Index(
                        fields=["region", "-opened_at", "-id"],
                        include=("state",),
                        name="case_latest_in_region",
                    ),
                    models.Index(fields=["state", "-opened_at", "-id"], name="case_latest_in_state"),
                    models.Index(fields=["kind", "-opened_at", "-id"], name="case_latest_of_kind"),
                    models.Index(
                        fields=["submitted_on"],
                        include=("region", "id", "kind", "state"),
                        name="case_by_submission",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["application", "review", "change"])),
                        name="case_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "change"), models.Q(("cause", ""), _negated=True)),
                            models.Q(models.Q(("kind", "change"), _negated=True), ("cause", "")),
                            _connector="OR",
                        ),
                        name="case_of_a_change_says_which",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("kind", "application"), _negated=True), ("closed_on__isnull", True)
                        ),
                        fields=("household", "region"),
                        name="case_one_review_of_household",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "incomplete",
                                    "accepted",
                                    "investigating",
                                    "concluded",
                                    "withdrawn",
                                    "terminated",
                                ],
                            )
                        ),
                        name="case_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "withdrawn", "terminated"]),
                            models.Q(("number__isnull", False), ("submitted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="case_submitted_has_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["accepted", "investigating", "concluded"]), _negated=True
                            ),
                            ("accepted_on__isnull", False),
                            _connector="OR",
                        ),
                        name="case_accepted_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_on__isnull", False),
                                ("state__in", ["concluded", "withdrawn", "terminated"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["concluded", "withdrawn", "terminated"]), _negated=True
                                ),
                                ("closed_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="case_closed_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("has_near_relative__isnull", True),
                            ("has_near_relative", False),
                            models.Q(
                                models.Q(("relative_of", ""), _negated=True),
                                models.Q(("relative_relation", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="case_near_relative_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("county_visit_reason", ""), ("county_visit_since__isnull", True)),
                            models.Q(
                                models.Q(("county_visit_reason", ""), _negated=True),
                                ("county_visit_since__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="case_county_visit_since",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_on__isnull", True),
                            ("accepted_on__gte", models.F("submitted_on")),
                            _connector="OR",
                        ),
                        name="case_accepted_after_submitted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseMember",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("ref", models.CharField(max_length=8, verbose_name="编号")),
                ("name", models.CharField(max_length=64, verbose_name="姓名")),
                ("relation", models.CharField(max_length=24, verbose_name="关系")),
                ("is_adult", models.BooleanField(verbose_name="成年")),
            ],
            options={
                "verbose_name": "共同生活的家庭成员",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "person"), name="case_member_once"),
                    models.UniqueConstraint(fields=("case", "ref"), name="case_member_ref_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GivenMaterial",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="materials", to="cases.case"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="材料")),
                ("file_id", models.UUIDField(null=True, verbose_name="文件")),
            ],
            options={
                "verbose_name": "已交材料",
                "constraints": [models.UniqueConstraint(fields=("case", "kind"), name="case_material_once")],
            },
        ),
        migrations.CreateModel(
            name="OneTimeNotice",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="one_time_notices",
                        to="cases.case",
                    ),
                ),
                ("missing", models.JSONField(verbose_name="所缺材料")),
                ("told_on", models.DateField(verbose_name="告知日期")),
            ],
            options={
                "verbose_name": "一次性告知",
            },
        ),
        migrations.CreateModel(
            name="CaseStep",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="cases.case"
                    ),
                ),
                ("verb", models.CharField(max_length=16, verbose_name="动作")),
                ("before", models.CharField(max_length=16, verbose_name="原状态")),
                ("after", models.CharField(max_length=16, verbose_name="新状态")),
                ("why", models.TextField(blank=True, verbose_name="原因")),
            ],
            options={
                "verbose_name": "办件步骤",
                "indexes": [models.Index(fields=["case", "done_at"], name="case_step_by_case")],
            },
        ),
        migrations.CreateModel(
            name="Hand",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hands", to="cases.case"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kind", yimen.foundation.models.EnumField(max_length=16, verbose_name="参与")),
            ],
            options={
                "verbose_name": "经手人",
                "constraints": [models.UniqueConstraint(fields=("case", "user", "kind"), name="hand_once")],
            },
        ),
        migrations.CreateModel(
            name="CaseOutcome",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="cases.case"
                    ),
                ),
                ("programme", models.CharField(max_length=24, verbose_name="救助项目")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("state", yimen.foundation.models.EnumField(max_length=16, verbose_name="状态")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "extension",
                    yimen.foundation.models.EnumField(blank=True, max_length=24, verbose_name="延长原因"),
                ),
                ("sent_on", models.DateField(null=True, verbose_name="报送日期")),
                ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_amount_fen", models.BigIntegerField(null=True, verbose_name="决定金额")),
                ("decision_reason", models.CharField(blank=True, max_length=500, verbose_name="决定理由")),
                ("decision_rule", models.CharField(blank=True, max_length=200, verbose_name="确认权限依据")),
                ("from_month", models.DateField(null=True, verbose_name="起始月")),
                ("told_on", models.DateField(null=True, verbose_name="送达日期")),
                (
                    "determination",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.determination",
                    ),
                ),
                (
                    "award",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.award",
                    ),
                ),
                ("effect", yimen.foundation.models.EnumField(blank=True, max_length=12, verbose_name="变动")),
                ("until_month", models.DateField(null=True, verbose_name="渐退至（不含）")),
                ("heard_on", models.DateField(null=True, verbose_name="听取意见日期")),
                (
                    "unheard_because",
                    models.CharField(blank=True, max_length=40, verbose_name="不经听取意见的原因"),
                ),
            ],
            options={
                "verbose_name": "项目",
                "indexes": [
                    models.Index(fields=["region", "state", "programme"], name="outcome_by_region_and_state"),
                    models.Index(
                        condition=models.Q(("decided_on__isnull", False)),
                        fields=["decided_on"],
                        include=("region", "case", "programme", "state", "effect", "decided_by"),
                        name="outcome_by_decision",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "programme", "person"),
                        name="outcome_once_in_case",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "proposed",
                                    "opinion",
                                    "posted",
                                    "objected",
                                    "with_confirmer",
                                    "returned",
                                    "confirmed",
                                    "refused",
                                    "stopped",
                                ],
                            )
                        ),
                        name="outcome_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("determination__isnull", False),
                                ("state__in", ["confirmed", "refused", "stopped"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["confirmed", "refused", "stopped"]), _negated=True),
                                ("decided_by__isnull", True),
                                ("decided_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="outcome_decided_has_its_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["refused", "stopped"]), _negated=True),
                            models.Q(("decision_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcome_refused_with_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effect", ""), ("award__isnull", False), _connector="OR"),
                        name="outcome_effect_is_on_an_award",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effect__in", ["decrease", "phase_out", "stop"]), _negated=True),
                            ("heard_on__isnull", False),
                            models.Q(("unheard_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcome_against_somebody_heard",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "stopped"), ("effect", "stop")),
                            models.Q(
                                models.Q(("state", "stopped"), _negated=True),
                                models.Q(("effect", "stop"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outcome_stopped_has_its_effect",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("effect__in", ["", "keep", "increase", "decrease", "stop"]),
                                ("until_month__isnull", True),
                            ),
                            models.Q(("effect", "phase_out"), ("until_month__isnull", False)),
                            _connector="OR",
                        ),
                        name="outcome_phased_out_until",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("decided_amount_fen__gte", 0),
                            _connector="OR",
                        ),
                        name="outcome_confirmed_with_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_month__isnull", True), ("from_month__day", 1), _connector="OR"
                        ),
                        name="outcome_begins_with_a_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutcomeStep",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="cases.caseoutcome",
                    ),
                ),
                ("verb", models.CharField(max_length=16, verbose_name="动作")),
                ("before", models.CharField(max_length=16, verbose_name="原状态")),
                ("after", models.CharField(max_length=16, verbose_name="新状态")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="原因")),
            ],
            options={
                "verbose_name": "项目步骤",
                "indexes": [models.Index(fields=["outcome", "done_at"], name="outcome_step_by_outcome")],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="cases.caseoutcome",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                (
                    "determination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.determination",
                    ),
                ),
                ("is_positive", models.BooleanField(verbose_name="符合")),
                ("amount_fen", models.BigIntegerField(verbose_name="拟救助金额")),
                ("household_size", models.PositiveSmallIntegerField(verbose_name="保障人数")),
                ("is_different", models.BooleanField(verbose_name="与测算不同")),
                ("text", models.CharField(max_length=500, verbose_name="意见")),
                (
                    "difference_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="不同于测算的理由"),
                ),
                ("given_on", models.DateField(verbose_name="日期")),
            ],
            options={
                "verbose_name": "初审意见",
                "constraints": [
                    models.UniqueConstraint(fields=("outcome", "number"), name="opinion_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gte", 0)), name="opinion_amount_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_different", False),
                            models.Q(("difference_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="opinion_differs_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_positive", True), ("amount_fen", 0), _connector="OR"),
                        name="opinion_negative_grants_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicNotice",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="cases.caseoutcome",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="cases.opinion",
                    ),
                ),
                ("kind", yimen.foundation.models.EnumField(max_length=12, verbose_name="种类")),
                ("programme", models.CharField(max_length=24, verbose_name="救助项目")),
                ("full_name", models.CharField(max_length=64, verbose_name="姓名")),
                ("household_size", models.PositiveSmallIntegerField(verbose_name="家庭人口")),
                ("amount_fen", models.BigIntegerField(verbose_name="金额")),
                ("posted_on", models.DateField(verbose_name="张贴日期")),
                ("ends_on", models.DateField(null=True, verbose_name="截止日期")),
                ("taken_down_on", models.DateField(null=True, verbose_name="撤下日期")),
            ],
            options={
                "verbose_name": "公示",
                "indexes": [models.Index(fields=["region", "ends_on"], name="notice_by_village")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("posted_on"))),
                        name="notice_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("programme__in", ["orphan", "unattended_child"]), _negated=True),
                        name="notice_never_of_children",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["opinion", "decision"])), name="notice_kind_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__isnull", False), ("kind", "decision"), _connector="OR"),
                        name="notice_of_an_opinion_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "decision")),
                        fields=("outcome",),
                        name="notice_one_of_a_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="cases.caseoutcome",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="cases.publicnotice",
                    ),
                ),
                (
                    "raised_by",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="异议人"),
                ),
                ("text", models.CharField(max_length=500, verbose_name="异议")),
                ("raised_on", models.DateField(verbose_name="日期")),
                (
                    "method",
                    yimen.foundation.models.EnumField(blank=True, max_length=20, verbose_name="处理方式"),
                ),
                ("conclusion", models.CharField(blank=True, max_length=500, verbose_name="处理结论")),
                ("attendance", models.PositiveSmallIntegerField(null=True, verbose_name="评议人数")),
                ("settled_on", models.DateField(null=True, verbose_name="处理日期")),
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
                "verbose_name": "公示异议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="objection_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", ""), ("settled_on__isnull", True)),
                            models.Q(
                                ("settled_by__isnull", False),
                                ("settled_on__isnull", False),
                                models.Q(("method", ""), _negated=True),
                                models.Q(("conclusion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="objection_settled_with_conclusion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "democratic_review"), _negated=True),
                            ("attendance__gte", 3),
                            _connector="OR",
                        ),
                        name="objection_review_has_its_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckSeed",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("month", models.DateField(verbose_name="月份")),
                ("seed", models.CharField(max_length=64, verbose_name="种子")),
            ],
            options={
                "verbose_name": "抽查种子",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "month"), name="seed_once_for_county_and_month"
                    ),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="seed_of_a_month"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawnFile",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drawing",
                        to="cases.caseoutcome",
                    ),
                ),
                (
                    "seed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="cases.checkseed",
                    ),
                ),
                ("batch", models.PositiveSmallIntegerField(verbose_name="批次")),
                ("number", models.CharField(max_length=40, verbose_name="办件编号")),
                ("score", models.CharField(max_length=64, verbose_name="得分")),
                ("share", models.DecimalField(decimal_places=3, max_digits=4, verbose_name="比例")),
                ("is_drawn", models.BooleanField(verbose_name="抽中")),
                ("checked_on", models.DateField(null=True, verbose_name="核实日期")),
                (
                    "method",
                    yimen.foundation.models.EnumField(blank=True, max_length=8, verbose_name="核实方式"),
                ),
                ("finding", models.CharField(blank=True, max_length=500, verbose_name="核实情况")),
                ("is_true", models.BooleanField(null=True, verbose_name="与上报一致")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("checker_name", models.CharField(blank=True, max_length=64, verbose_name="核实人")),
            ],
            options={
                "verbose_name": "抽查",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("checked_by__isnull", True),
                                ("checked_on__isnull", True),
                                ("is_true__isnull", True),
                                ("method", ""),
                            ),
                            models.Q(
                                ("checked_by__isnull", False),
                                ("checked_on__isnull", False),
                                ("is_drawn", True),
                                ("is_true__isnull", False),
                                models.Q(("method", ""), _negated=True),
                                models.Q(("finding", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="check_of_what_was_drawn",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Cooperation",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("to_region", yimen.foundation.models.RegionField(db_index=True, verbose_name="户籍地")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cooperations",
                        to="cases.case",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                ("addressee", models.CharField(max_length=100, verbose_name="受函单位")),
                ("sender", models.CharField(max_length=100, verbose_name="发函单位")),
                ("way", yimen.foundation.models.EnumField(max_length=8, verbose_name="方式")),
                ("asked_of", yimen.foundation.models.EncryptedField(editable=True, verbose_name="核查对象")),
                ("programmes", models.JSONField(verbose_name="申请项目")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="其他核查事项")),
                ("document_id", models.UUIDField(null=True, verbose_name="函")),
                ("sent_on", models.DateField(verbose_name="发函日期")),
                ("due_on", models.DateField(verbose_name="请复函日期")),
                (
                    "finding",
                    yimen.foundation.models.EnumField(blank=True, max_length=12, verbose_name="核查结果"),
                ),
                ("received", models.JSONField(default=list, verbose_name="在享项目")),
                ("stops_on", models.DateField(null=True, verbose_name="停发日期")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="复函说明")),
                ("answerer", models.CharField(blank=True, max_length=100, verbose_name="复函单位和人员")),
                ("reply_file_id", models.UUIDField(null=True, verbose_name="复函扫描件")),
                ("answered_on", models.DateField(null=True, verbose_name="复函日期")),
                (
                    "gone_on_because",
                    models.CharField(blank=True, max_length=300, verbose_name="未复函续办理由"),
                ),
                ("gone_on_since", models.DateField(null=True, verbose_name="续办日期")),
            ],
            options={
                "verbose_name": "协助核查函",
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="cooperation_numbered"),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on__isnull", True), ("gone_on_since__isnull", True)),
                        fields=("case",),
                        name="cooperation_one_open_of_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("sent_on"))),
                        name="cooperation_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on__isnull", True), ("answerer", ""), ("finding", "")),
                            models.Q(
                                ("answered_on__isnull", False),
                                models.Q(("finding", ""), _negated=True),
                                models.Q(("answerer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cooperation_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gone_on_because", ""), ("gone_on_since__isnull", True)),
                            models.Q(
                                ("gone_on_since__gt", models.F("due_on")),
                                models.Q(("gone_on_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="cooperation_gone_on_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", "will_stop"), _negated=True),
                            ("stops_on__isnull", False),
                            _connector="OR",
                        ),
                        name="cooperation_says_when_it_stops",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpenseReceipt",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                ("case_id", models.UUIDField(db_index=True, verbose_name="登记于办件")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                ("kind", yimen.foundation.models.EnumField(max_length=16, verbose_name="支出类别")),
                ("month", models.DateField(verbose_name="支出月份")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="票据号")),
                ("amount_fen", models.BigIntegerField(verbose_name="票面金额")),
                ("insurance_fen", models.BigIntegerField(default=0, verbose_name="报销、补助金额")),
                ("file_id", models.UUIDField(null=True, verbose_name="票据文件")),
                ("withdrawn_on", models.DateField(null=True, verbose_name="作废日期")),
                ("withdrawn_why", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
            ],
            options={
                "verbose_name": "支出票据",
                "indexes": [models.Index(fields=["household", "month"], name="receipt_by_household")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="receipt_of_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_fen__gt", 0),
                            ("insurance_fen__gte", 0),
                            ("insurance_fen__lte", models.F("amount_fen")),
                        ),
                        name="receipt_insurance_within_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True),
                            models.Q(("withdrawn_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="receipt_withdrawn_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), ("withdrawn_on__isnull", True)
                        ),
                        fields=("household", "kind", "number"),
                        name="receipt_number_once_in_household",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HomeInvestigation",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="investigations",
                        to="cases.case",
                    ),
                ),
                ("visited_on", models.DateField(verbose_name="调查日期")),
                ("mode", yimen.foundation.models.EnumField(max_length=8, verbose_name="方式")),
                ("mode_reason", models.CharField(blank=True, max_length=200, verbose_name="非入户原因")),
                ("is_county", models.BooleanField(default=False, verbose_name="县级调查")),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.staff"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.staff"
                    ),
                ),
                ("findings", models.JSONField(verbose_name="调查情况")),
                ("corrections", models.JSONField(default=dict, verbose_name="更正事实")),
                ("conclusion", models.CharField(max_length=500, verbose_name="调查结论")),
                ("photos", models.JSONField(default=list, verbose_name="照片")),
                (
                    "family_signer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                ("family_signature", models.UUIDField(null=True, verbose_name="家庭签名")),
                ("first_signature", models.UUIDField(null=True, verbose_name="调查人签名一")),
                ("second_signature", models.UUIDField(null=True, verbose_name="调查人签名二")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="签字时间")),
            ],
            options={
                "verbose_name": "入户调查",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first", models.F("second")), _negated=True),
                        name="investigation_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mode", "visit"), models.Q(("mode_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="investigation_call_needs_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at__isnull", True),
                            models.Q(
                                ("family_signature__isnull", False),
                                ("family_signer__isnull", False),
                                ("first_signature__isnull", False),
                                ("second_signature__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="investigation_signed_by_both_sides",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Occasion",
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="occasion", to="cases.case"
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
                ("happened_on", models.DateField(null=True, verbose_name="发生日期")),
                ("due_on", models.DateField(null=True, verbose_name="应办结日期")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("report_id", models.UUIDField(null=True, verbose_name="村级报告")),
                ("earlier_case_id", models.UUIDField(null=True, verbose_name="原办件")),
                ("carried", models.JSONField(default=dict, verbose_name="原有情况")),
                ("is_unchanged", models.BooleanField(null=True, verbose_name="其余情况无变化")),
            ],
            options={
                "verbose_name": "核查事由",
            },
        ),
        migrations.CreateModel(
            name="Hearing",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="cases.caseoutcome",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                ("before_fen", models.BigIntegerField(verbose_name="现金额")),
                ("proposed_fen", models.BigIntegerField(verbose_name="拟定金额")),
                ("facts", models.CharField(max_length=500, verbose_name="事实和理由")),
                ("invited_on", models.DateField(verbose_name="告知日期")),
                ("due_on", models.DateField(verbose_name="陈述截止日期")),
                ("speaker", models.CharField(blank=True, max_length=64, verbose_name="陈述人")),
                (
                    "statement",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="陈述意见"),
                ),
                ("stated_on", models.DateField(null=True, verbose_name="陈述日期")),
                ("is_silent", models.BooleanField(default=False, verbose_name="逾期未陈述")),
                ("answer", yimen.foundation.models.EnumField(blank=True, max_length=16, verbose_name="处理")),
                ("answer_reasons", models.CharField(blank=True, max_length=500, verbose_name="处理理由")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("answered_by_name", models.CharField(blank=True, max_length=64, verbose_name="答复人")),
            ],
            options={
                "verbose_name": "听取意见",
                "constraints": [
                    models.UniqueConstraint(fields=("outcome", "number"), name="hearing_numbered"),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on__isnull", True)),
                        fields=("outcome",),
                        name="hearing_one_open_of_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before_fen__gte", 0), ("proposed_fen__gte", 0)),
                        name="hearing_amounts_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("facts", ""), _negated=True), name="hearing_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("invited_on"))),
                        name="hearing_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stated_on__isnull", True), ("statement__isnull", True)),
                            models.Q(
                                ("is_silent", False),
                                ("stated_on__isnull", False),
                                ("statement__isnull", False),
                                models.Q(("speaker", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hearing_statement_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on__isnull", True)),
                            models.Q(("answer", ""), ("answered_on__isnull", False), ("is_silent", True)),
                            models.Q(
                                ("answered_on__isnull", False),
                                ("stated_on__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answer_reasons", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="hearing_answered_with_reasons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedRounds",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("from_month", models.DateField(verbose_name="自月")),
                ("meeting_day", models.PositiveSmallIntegerField(verbose_name="审核会日")),
                (
                    "meeting_shift",
                    yimen.foundation.models.EnumField(max_length=8, verbose_name="审核会遇休息日"),
                ),
                (
                    "closing_working_days",
                    models.PositiveSmallIntegerField(verbose_name="会前收件截止（工作日）"),
                ),
                ("notice_days", models.PositiveSmallIntegerField(verbose_name="公示天数")),
                ("settlement_day", models.PositiveSmallIntegerField(verbose_name="结算日")),
                (
                    "settlement_shift",
                    yimen.foundation.models.EnumField(max_length=8, verbose_name="结算遇休息日"),
                ),
                ("verification_day", models.PositiveSmallIntegerField(verbose_name="核对批次日")),
                (
                    "verification_shift",
                    yimen.foundation.models.EnumField(max_length=8, verbose_name="核对批次遇休息日"),
                ),
            ],
            options={
                "verbose_name": "月度日程",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_month__day", 1)), name="plan_begins_with_a_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meeting_day__range", (1, 28)),
                            ("settlement_day__range", (1, 28)),
                            ("verification_day__range", (1, 28)),
                        ),
                        name="plan_days_of_every_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthlyRound",
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
                ("month", models.DateField(verbose_name="月份")),
                ("opened_at", models.DateTimeField(verbose_name="建立时间")),
                ("held_on", models.DateField(null=True, verbose_name="会议日期")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="会议地点")),
                ("chair", models.CharField(blank=True, max_length=64, verbose_name="主持人")),
                ("participants", models.CharField(blank=True, max_length=300, verbose_name="参加人员")),
                ("closed_on", models.DateField(null=True, verbose_name="结束日期")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closing_note", models.CharField(blank=True, max_length=300, verbose_name="结束说明")),
            ],
            options={
                "verbose_name": "月度审核",
                "constraints": [
                    models.UniqueConstraint(fields=("region", "month"), name="round_once_for_town_and_month"),
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="round_of_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on__isnull", True),
                            models.Q(
                                models.Q(("chair", ""), _negated=True),
                                models.Q(("participants", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="round_meeting_has_its_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_by__isnull", True), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_by__isnull", False),
                                ("closed_on__isnull", False),
                                models.Q(
                                    ("held_on__isnull", False),
                                    models.Q(("closing_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="round_closed_after_its_meeting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundEntry",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="cases.monthlyround",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round_entries",
                        to="cases.caseoutcome",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.opinion",
                    ),
                ),
                ("result", yimen.foundation.models.EnumField(max_length=16, verbose_name="议定")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "verbose_name": "月度审核事项",
                "constraints": [
                    models.UniqueConstraint(fields=("round", "outcome"), name="round_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opinion__isnull", False), ("result__in", ["agreed", "declined"])),
                            models.Q(("opinion__isnull", True), ("result__in", ["put_off", "carried_over"])),
                            _connector="OR",
                        ),
                        name="round_entry_agrees_by_an_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "put_off"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="round_entry_put_off_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Obligor",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="obligors", to="cases.case"
                    ),
                ),
                ("name", models.CharField(max_length=64, verbose_name="姓名")),
                ("obligation", yimen.foundation.models.EnumField(max_length=12, verbose_name="关系")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住址")),
                (
                    "phone",
                    yimen.foundation.models.EncryptedField(editable=True, null=True, verbose_name="电话"),
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
                (
                    "consent",
                    yimen.foundation.models.EnumField(
                        default="pending", max_length=8, verbose_name="授权核对"
                    ),
                ),
                ("consent_note", models.CharField(blank=True, max_length=200, verbose_name="不同意的说明")),
                ("asked_on", models.DateField(null=True, verbose_name="征求日期")),
                (
                    "ability",
                    yimen.foundation.models.EnumField(
                        default="open", max_length=12, verbose_name="履行义务能力"
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=500, verbose_name="依据")),
            ],
            options={
                "verbose_name": "户外法定义务人",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "name", "obligation"), name="obligor_once_in_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asked_on__isnull", True), ("consent", "pending"), ("person__isnull", True)
                            ),
                            models.Q(
                                ("asked_on__isnull", False), ("consent", "given"), ("person__isnull", False)
                            ),
                            models.Q(
                                ("asked_on__isnull", False),
                                ("consent", "refused"),
                                ("person__isnull", True),
                                models.Q(("consent_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="obligor_consents_by_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ability", "open"), models.Q(("evidence", ""), _negated=True), _connector="OR"
                        ),
                        name="obligor_ability_has_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfCareAssessment",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="cases.caseoutcome",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                ("assessed_on", models.DateField(verbose_name="评估日期")),
                ("assessor", yimen.foundation.models.EnumField(max_length=12, verbose_name="评估主体")),
                ("agency", models.CharField(max_length=80, verbose_name="评估单位")),
                ("assessors", models.CharField(max_length=120, verbose_name="评估人员")),
                ("helpers", models.CharField(blank=True, max_length=120, verbose_name="协助人员")),
                ("failed", models.JSONField(default=list, verbose_name="不能达到的指标")),
                ("level", yimen.foundation.models.EnumField(max_length=4, verbose_name="生活自理能力")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
            ],
            options={
                "verbose_name": "生活自理能力评估",
                "constraints": [
                    models.UniqueConstraint(fields=("outcome", "number"), name="assessment_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency", ""), _negated=True),
                            models.Q(("assessors", ""), _negated=True),
                        ),
                        name="assessment_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NamedExit",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_exit",
                        to="cases.caseoutcome",
                    ),
                ),
                ("ground", yimen.foundation.models.EnumField(max_length=16, verbose_name="终止情形")),
                ("facts", models.CharField(max_length=500, verbose_name="事实")),
                ("funeral", models.CharField(blank=True, max_length=200, verbose_name="丧葬事宜")),
            ],
            options={
                "verbose_name": "终止供养情形",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("facts", ""), _negated=True), name="exit_has_its_facts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ground", "death"), _negated=True),
                            models.Q(("funeral", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="exit_by_death_has_its_funeral",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareArrangement",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrangements",
                        to="cases.caseoutcome",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="次")),
                ("form", yimen.foundation.models.EnumField(max_length=12, verbose_name="供养形式")),
                ("institution", models.CharField(blank=True, max_length=80, verbose_name="供养服务机构")),
                ("carer_name", models.CharField(blank=True, max_length=64, verbose_name="照料人")),
                (
                    "carer_relation",
                    models.CharField(blank=True, max_length=40, verbose_name="与供养对象关系"),
                ),
                (
                    "carer_phone",
                    yimen.foundation.models.EncryptedField(
                        editable=True, null=True, verbose_name="照料人电话"
                    ),
                ),
                ("duties", models.CharField(blank=True, max_length=500, verbose_name="照料内容")),
                ("payment", models.CharField(blank=True, max_length=200, verbose_name="费用支付")),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_until", models.DateField(null=True, verbose_name="至（不含）")),
                ("signed_on", models.DateField(verbose_name="签订日期")),
            ],
            options={
                "verbose_name": "照料安排",
                "constraints": [
                    models.UniqueConstraint(fields=("outcome", "number"), name="arrangement_numbered"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="arrangement_period_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("form", "institution"), models.Q(("institution", ""), _negated=True)),
                            models.Q(
                                ("form", "home"),
                                ("institution", ""),
                                models.Q(("carer_name", ""), _negated=True),
                                models.Q(("duties", ""), _negated=True),
                                models.Q(("payment", ""), _negated=True),
                                ("valid_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="arrangement_says_who_and_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UrgentHelp",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urgent_help",
                        to="cases.case",
                    ),
                ),
                ("speed", yimen.foundation.models.EnumField(max_length=12, verbose_name="类型")),
                ("hardship", yimen.foundation.models.EnumField(max_length=16, verbose_name="困难类型")),
                ("happened", models.CharField(max_length=500, verbose_name="救助事由")),
                ("asked_fen", models.BigIntegerField(verbose_name="拟救助金额")),
                ("stages", models.PositiveSmallIntegerField(default=1, verbose_name="分期")),
                ("relieved_on", models.DateField(null=True, verbose_name="紧急情况解除日期")),
                ("supplement", models.CharField(blank=True, max_length=500, verbose_name="补充说明")),
                ("recipient_signature", models.UUIDField(null=True, verbose_name="救助对象签名")),
                ("handler_signature", models.UUIDField(null=True, verbose_name="经办人签名")),
                (
                    "completed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.post",
                    ),
                ),
                ("completed_at", models.DateTimeField(null=True, verbose_name="补齐时间")),
            ],
            options={
                "verbose_name": "先行救助",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("asked_fen__gt", 0)), name="urgent_help_asks_for_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("speed__in", ["small_fast", "emergency"])),
                        name="urgent_help_is_urgent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("happened", ""), _negated=True),
                        name="urgent_help_says_what_happened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stages__gte", 1), ("stages__lte", 12)), name="urgent_help_stages"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("completed_at__isnull", True),
                            models.Q(
                                ("completed_by__isnull", False),
                                ("handler_signature__isnull", False),
                                ("recipient_signature__isnull", False),
                                ("relieved_on__isnull", False),
                                models.Q(("supplement", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="urgent_help_completed_with_papers",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
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
                ("by_name", models.CharField(max_length=64, verbose_name="办理人")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                ("region", yimen.foundation.models.RegionField(db_index=True)),
                ("case_id", models.UUIDField(db_index=True, verbose_name="办件")),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="cases.caseoutcome",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="会议日期")),
                ("participants", models.CharField(max_length=300, verbose_name="参加人员")),
                ("text", models.CharField(max_length=500, verbose_name="议定事项")),
                ("amount_fen", models.BigIntegerField(verbose_name="议定金额")),
                ("approver", models.CharField(max_length=64, verbose_name="审批人")),
            ],
            options={
                "verbose_name": "一事一议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)), name="resolution_names_an_amount"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("participants", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            models.Q(("approver", ""), _negated=True),
                        ),
                        name="resolution_says_who_and_what",
                    ),
                ],
            },
        ),
        protect("cases_case"),
        protect("cases_checkseed"),
        protect("cases_plannedrounds"),
        protect("cases_monthlyround"),
        protect("cases_expensereceipt", subject_column="household_id"),
        *[protect(table, subject_column="case_id") for table in BY_CASE],
        *[only_added(table) for table in ONLY_ADDED],
        migrations.RunSQL(DECIDER, UNDECIDER),
        migrations.RunSQL(NOTICES, NO_NOTICES),
        migrations.RunSQL(DRAWS, "DROP FUNCTION cases_public_draws(date)"),
        migrations.RunSQL(BOTH_SIDES, "DROP POLICY asked_side ON cases_cooperation"),
        migrations.RunSQL(
            GIVEN_ELSEWHERE, "DROP FUNCTION cases_given_elsewhere(uuid[], text[], date, text, text)"
        ),
    ]
