"""Writes of monitoring, one module per noun."""
