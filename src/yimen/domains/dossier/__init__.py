"""The household file: one page gathered from every room below. Reads only, and each opening is recorded."""
