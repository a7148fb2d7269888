"""Tables of the exchange, one module per noun."""
