"""The `yimen` command."""
