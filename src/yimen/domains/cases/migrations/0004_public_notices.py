"""What anybody may read of the notices: masked lines of what hangs on a day, and how many hang in each town."""

from django.db import migrations

# The table stays closed without a scope. These functions see every row (their own scope settings end with them) and
# give out masked columns only; full names do not leave the database on this way.
READ = """
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
       AND n.posted_on <= day AND n.ends_on >= day AND n.taken_down_on IS NULL
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
     WHERE n.posted_on <= day AND n.ends_on >= day AND n.taken_down_on IS NULL
     GROUP BY 1
$$;
"""
DROP = """
DROP FUNCTION cases_public_notice_counts(date);
DROP FUNCTION cases_public_notices(text, text, date);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_row_policies_and_hands")]
    operations = [migrations.RunSQL(READ, DROP)]
