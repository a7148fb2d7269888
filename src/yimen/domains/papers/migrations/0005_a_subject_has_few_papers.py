"""Tells the planner that a subject and a household have a few papers each.

A sample of a large table sees few of its subjects twice over and takes them for many fewer than they are; the
papers of one case were then sought through all papers of the county.
"""

from django.db import migrations

KNOWN = """
ALTER TABLE papers_officialdocument
  ALTER COLUMN subject_id SET (n_distinct = -0.3),
  ALTER COLUMN household_id SET (n_distinct = -0.2)
"""
SAMPLED = """
ALTER TABLE papers_officialdocument
  ALTER COLUMN subject_id RESET (n_distinct),
  ALTER COLUMN household_id RESET (n_distinct)
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0004_letters_of_an_ending")]

    operations = [migrations.RunSQL(KNOWN, SAMPLED)]
