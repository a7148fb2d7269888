from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0005_scans_stopped"),
    ]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="cancelled_at",
            field=models.DateTimeField(null=True, verbose_name="停止时间"),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="cancelled_by",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=64, verbose_name="停止人姓名"
            ),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="duty",
            field=models.CharField(db_default="estimate", max_length=40, verbose_name="法定职责"),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="obligors_unsigned",
            field=models.PositiveIntegerField(
                db_default=0, default=0, verbose_name="法定义务人没有有效授权、未列入的户数"
            ),
        ),
        migrations.AddField(
            model_name="snapshot",
            name="unsigned",
            field=models.PositiveIntegerField(
                db_default=0, default=0, verbose_name="家庭成员没有有效授权、未列入的户数"
            ),
        ),
        migrations.AddField(
            model_name="snapshotpart",
            name="whom",
            field=models.JSONField(db_default=[], default=list, verbose_name="待取的家庭"),
        ),
        migrations.AlterField(
            model_name="snapshotpart",
            name="digest",
            field=models.BinaryField(default=b"", verbose_name="摘要"),
        ),
        migrations.AlterField(
            model_name="snapshotpart",
            name="sizes",
            field=models.JSONField(default=list, verbose_name="字节数"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("duty", ""), _negated=True), name="snapshot_names_its_duty"
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "households__gte",
                        models.expressions.CombinedExpression(
                            models.F("unsigned"), "+", models.F("obligors_unsigned")
                        ),
                    )
                ),
                name="snapshot_leaves_out_whom_it_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at__isnull", True), ("cancelled_by", "")),
                    models.Q(("cancelled_at__isnull", False), models.Q(("cancelled_by", ""), _negated=True)),
                    _connector="OR",
                ),
                name="snapshot_stopped_by_somebody",
            ),
        ),
    ]
