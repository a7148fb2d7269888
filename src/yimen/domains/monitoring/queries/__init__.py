"""Reads of monitoring, one module per noun."""
