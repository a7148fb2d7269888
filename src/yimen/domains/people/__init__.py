"""Owns persons, households, who belongs to which household, and where they live, through time.

It does not own income, property or any award; those lie in the rooms above.
"""
