"""Tables of entries, of those awaiting their seal, and of seals.

Entries and seals can only be added: privileges and triggers refuse the rest, to the owner too.
"""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models

GUARD = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'yimen: % is append-only, % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION audit_await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_pending (entry_id) SELECT id FROM added;
    RETURN NULL;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER await_seal AFTER INSERT ON audit_entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_await_seal();

DO $$
DECLARE
    privilege record;
BEGIN
    FOR privilege IN
        SELECT DISTINCT table_.relname, grantee.rolname
          FROM pg_class AS table_
         CROSS JOIN LATERAL aclexplode(table_.relacl) AS granted
          JOIN pg_roles AS grantee ON grantee.oid = granted.grantee
         WHERE table_.oid IN ('audit_entry'::regclass, 'audit_seal'::regclass)
           AND granted.grantee <> table_.relowner
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM %I', privilege.relname, privilege.rolname);
    END LOOP;
END $$;

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY added ON audit_entry FOR INSERT WITH CHECK (true);
CREATE POLICY seen ON audit_entry FOR SELECT USING (
    (region >= (SELECT yimen_region_lo()) AND region < (SELECT yimen_region_hi()))
    OR subject = ANY ((SELECT yimen_shared())::uuid[]));
"""
UNGUARD = """
DROP POLICY seen ON audit_entry;
DROP POLICY added ON audit_entry;
ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY;
DROP TRIGGER await_seal ON audit_entry;
DROP TRIGGER append_only ON audit_seal;
DROP TRIGGER append_only ON audit_entry;
DROP FUNCTION audit_await_seal();
DROP FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("database", "0001_scope"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
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
                ("happened_at", models.DateTimeField(verbose_name="时间")),
                ("action", models.CharField(max_length=64, verbose_name="操作")),
                ("kind", models.CharField(max_length=64, verbose_name="对象类别")),
                ("subject", models.UUIDField(verbose_name="对象")),
                ("region", yimen.foundation.models.RegionField(verbose_name="行政区划")),
                ("user_id", models.UUIDField(null=True, verbose_name="用户")),
                ("post_id", models.UUIDField(null=True, verbose_name="岗位")),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="用途")),
                ("rows", models.PositiveIntegerField(default=1, verbose_name="涉及行数")),
                ("changes", models.JSONField(default=dict, verbose_name="变更摘要")),
                ("salt", models.BinaryField()),
                ("mac", models.BinaryField()),
            ],
            options={
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
                "indexes": [
                    models.Index(fields=["subject", "happened_at"], name="audit_entry_by_subject"),
                    models.Index(fields=["region", "happened_at"], name="audit_entry_by_region"),
                    models.Index(fields=["user_id", "happened_at"], name="audit_entry_by_user"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        serialize=False,
                        to="audit.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "entry",
                    models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, to="audit.entry"),
                ),
                ("head", models.BinaryField()),
            ],
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
