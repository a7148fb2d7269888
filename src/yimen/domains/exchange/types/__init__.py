"""Values of the exchange that doors may hold, one module per noun."""
