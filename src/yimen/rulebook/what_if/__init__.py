"""What if a parameter were another one: many households determined twice, before and after, and compared.

Pure functions over shards of whole households, without names or numbers: whoever runs them, one process,
many, or a cluster, decides where shards come from and where figures go.
"""
