"""Staff belong to the county that looks after their account."""

from django.db import migrations

import yimen.foundation.models

_FILL = """
UPDATE network_staff AS staff
   SET region = left(first.region, 6) || '000000'
  FROM (SELECT DISTINCT ON (post.staff_id) post.staff_id, station.region
          FROM network_post AS post JOIN network_station AS station ON station.id = post.station_id
         ORDER BY post.staff_id, post.valid_from, post.id) AS first
 WHERE first.staff_id = staff.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="staff",
            name="region",
            field=yimen.foundation.models.RegionField(default="000000000000"),
            preserve_default=False,
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
