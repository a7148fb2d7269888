"""Kinds of stored files that the foundation itself knows."""

LIST_EXPORT = "list_export"
OWN_KINDS = frozenset({LIST_EXPORT})
"""Files of these kinds open for whoever had them made, and for nobody else of the region."""
