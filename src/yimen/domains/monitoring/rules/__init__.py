"""Pure decisions of the monitoring room, one module per noun (no Django)."""
