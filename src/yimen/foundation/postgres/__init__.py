"""Runs the embedded PostgreSQL: where it lies, as whom, who still needs it. Knows no table of ours."""
