"""Determinations with their inputs, what a household is granted and every change of it; it does not decide or pay."""
