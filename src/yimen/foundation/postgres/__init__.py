"""Runs the embedded PostgreSQL: where it lies, as whom it runs, who still needs it. Knows no table of ours."""
