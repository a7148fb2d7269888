"""What tests share: the database, the named cast, factories."""
