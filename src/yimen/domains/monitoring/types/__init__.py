"""Values of the monitoring room, one module per noun."""
