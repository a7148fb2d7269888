"""Kinds of stored files that the foundation itself knows."""

LIST_EXPORT = "list_export"
EXCHANGED = "exchanged_file"
OWN_KINDS = frozenset({LIST_EXPORT, EXCHANGED})
"""Files of these kinds open for whoever had them made, and for nobody else of the region."""
