"""Commands of Django that need to know the scope."""
