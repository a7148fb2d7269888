"""A scenario over a million households against one scan of them.

`python -m bench.scenario`
"""
