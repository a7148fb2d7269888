"""Uploaded and produced files: checked by content, kept encrypted outside the web root, openings recorded."""
