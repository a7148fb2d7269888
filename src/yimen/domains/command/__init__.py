"""What a county looks at together: what this month asks of a post, and the statistics. Reads only."""
