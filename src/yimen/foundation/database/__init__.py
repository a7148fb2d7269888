"""What the database itself guards: the scope of a transaction and the row policies that read it."""
