"""Owns the one list of everything that waits for somebody by a date: inboxes, lights, reminders, escalation.

It knows no case and no visit: an item names its subject by kind, id, title and region.
"""
