"""How long a stranger waits: from `make run` in a fresh clone to the address, first and again."""
