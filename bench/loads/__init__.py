"""Data of a department from CSV to sealed shards: ours against DuckDB's CSV to Parquet."""
