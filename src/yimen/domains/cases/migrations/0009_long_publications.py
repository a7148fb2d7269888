"""A published decision may hang as long as the award it speaks of: no last day is known when it goes up."""

from django.db import migrations, models
from django.db.models import Q

# As in 0004, with the sheets that have no last day.
READ = """
CREATE OR REPLACE FUNCTION cases_public_notices(lo text, hi text, day date)
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

CREATE OR REPLACE FUNCTION cases_public_notice_counts(day date)
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


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_lists_from_an_index")]
    operations = [
        migrations.AlterField("publicnotice", "ends_on", models.DateField("截止日期", null=True)),
        migrations.AddConstraint(
            "publicnotice",
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False) | Q(kind="decision"), name="notice_of_an_opinion_ends"
            ),
        ),
        migrations.RunSQL(READ, migrations.RunSQL.noop),
    ]
