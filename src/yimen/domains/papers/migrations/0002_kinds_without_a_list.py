"""Kinds of documents are known by the code alone; databases made before the first migration was folded had a list."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE papers_officialdocument DROP CONSTRAINT IF EXISTS document_kind_known",
            migrations.RunSQL.noop,
        )
    ]
