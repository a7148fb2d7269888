"""A province's award holders against six sets of departments: ours against hand-written SQL."""
