"""The whole rulebook over shards of whole households: one machine against Spark on the same machine."""
