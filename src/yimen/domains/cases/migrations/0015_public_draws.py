"""What anybody may read of the county's checks: seeds, case numbers, scores; no names, no findings."""

from django.db import migrations

# The tables stay closed without a scope; the function gives out what is published and nothing of a family.
READ = """
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


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_whom_an_application_is_for")]
    operations = [migrations.RunSQL(READ, "DROP FUNCTION cases_public_draws(date)")]
