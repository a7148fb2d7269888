"""Owns who works where: regions, stations, departments, staff, posts, delegated authority, shares and duty.

It decides who may do what where; it knows no household and no case.
"""
