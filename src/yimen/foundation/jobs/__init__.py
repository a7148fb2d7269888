"""Work that nobody waits for: jobs in the database, runs with progress and chunks, news from room to room.

A job takes ids and ISO dates only, opens its own scope, and may run twice.
"""
