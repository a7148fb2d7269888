"""Yimen (一门): one door for a county's social assistance."""
