"""The desk: staff at work in a browser.

It parses forms, calls actions and queries, and renders pages; no business rule lives here.
"""
