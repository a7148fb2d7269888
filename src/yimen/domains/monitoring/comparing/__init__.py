"""Award holders against the rows of departments as columns: shard by shard, without Django."""
