"""Official years and their days."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OfficialYear",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="年份"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("changed_at", models.DateTimeField(verbose_name="修改时间")),
            ],
            options={
                "verbose_name": "官方年历",
                "verbose_name_plural": "官方年历",
            },
        ),
        migrations.CreateModel(
            name="Day",
            fields=[
                ("date", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                ("is_working", models.BooleanField(verbose_name="工作日")),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="calendar.officialyear",
                    ),
                ),
            ],
            options={
                "verbose_name": "日",
                "verbose_name_plural": "日",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("date__year", models.F("year_id"))),
                        name="calendar_day_lies_in_its_year",
                    )
                ],
            },
        ),
    ]
