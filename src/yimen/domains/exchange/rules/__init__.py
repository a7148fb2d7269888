"""Pure decisions of the exchange, one module per noun."""
