"""Files are drawn by the machine, day by day: what a day drew with, and no author of seeds and draws."""

import django.db.models.deletion
from django.db import migrations, models

import yimen.foundation.models
from yimen.foundation.database.policies import protect

# The tables stay closed without a scope; the function gives out what is published and nothing of a family.
READ = """
DROP FUNCTION cases_public_draws(date);
CREATE FUNCTION cases_public_draws(since date)
    RETURNS TABLE (region text, month date, seed text, published_at timestamptz, day date, head text,
                   share numeric, number text, score text, is_drawn boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    SET yimen.region_lo = '0' SET yimen.region_hi = ':' SET yimen.shared = '{}'
AS $$
    SELECT s.region, s.month, s.seed, s.done_at, d.day, d.head, d.share, f.number, f.score, f.is_drawn
      FROM cases_checkseed AS s
      LEFT JOIN cases_checkdraw AS d ON d.seed_id = s.id
      LEFT JOIN cases_drawnfile AS f ON f.seed_id = s.id AND f.batch = d.batch
     WHERE s.month >= since
     ORDER BY s.region, s.month DESC, d.batch, f.score
$$;
"""
AUTHORS = ("by_user", "by_post", "by_name")
# The columns stay for one release, empty; whoever still runs the last one may fill them.
NOBODY = """
ALTER TABLE {table} ALTER COLUMN by_user_id DROP NOT NULL;
ALTER TABLE {table} ALTER COLUMN by_post_id DROP NOT NULL;
ALTER TABLE {table} ALTER COLUMN by_name DROP NOT NULL;
"""
FILLED = """
ALTER TABLE {table} ALTER COLUMN by_user_id SET NOT NULL;
ALTER TABLE {table} ALTER COLUMN by_post_id SET NOT NULL;
ALTER TABLE {table} ALTER COLUMN by_name SET NOT NULL;
"""


def without_authors(model: str) -> migrations.SeparateDatabaseAndState:
    """The model forgets its author; the table lets the columns be empty."""
    table = f"cases_{model}"
    return migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunSQL(NOBODY.format(table=table), FILLED.format(table=table))],
        state_operations=[migrations.RemoveField(model_name=model, name=name) for name in AUTHORS],
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        without_authors("checkseed"),
        without_authors("drawnfile"),
        migrations.CreateModel(
            name="CheckDraw",
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
                ("batch", models.PositiveSmallIntegerField(verbose_name="批次")),
                ("day", models.DateField(verbose_name="抽取日")),
                ("position", models.PositiveBigIntegerField(verbose_name="审计封存序号")),
                ("head", models.CharField(max_length=64, verbose_name="审计链头")),
                ("share", models.DecimalField(decimal_places=3, max_digits=4, verbose_name="比例")),
                ("done_at", models.DateTimeField(verbose_name="时间")),
                (
                    "seed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="cases.checkseed",
                    ),
                ),
            ],
            options={
                "verbose_name": "抽取",
                "constraints": [
                    models.UniqueConstraint(fields=("seed", "batch"), name="draw_numbered_in_its_month"),
                    models.UniqueConstraint(fields=("region", "day"), name="draw_once_for_county_and_day"),
                ],
            },
        ),
        protect("cases_checkdraw"),
        migrations.RunSQL(READ, "DROP FUNCTION cases_public_draws(date)"),
    ]
