"""A year of a county, simulated: families of all kinds come by a seeded script, the staff of its twelve towns
do what their worklists show through the real actions, and at the end the books are balanced.
"""
