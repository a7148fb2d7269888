"""Composition of the application: settings, root urls, wsgi. Imported by nobody."""
