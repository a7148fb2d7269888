"""How often something may be tried: counted across all processes, under keyed digests, for minutes only.

Who tried is never kept: of an address or a code there is a digest under a key that is not in the database.
"""
