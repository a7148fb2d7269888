"""Pages of the desk at a million people: a scratch house, the county multiplied, sequential requests.

The demo county is written through the loading functions of the rooms; what it left behind is then multiplied
inside the database over all pilot regions, which takes minutes where loading one by one would take hours.
"""
