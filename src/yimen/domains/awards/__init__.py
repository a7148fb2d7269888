"""Determinations with their inputs, awards and every change of them; it does not decide or pay."""
