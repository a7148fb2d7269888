"""The machinery of department data: catalogue, files in, checking, shards at rest. It keeps no row itself."""
