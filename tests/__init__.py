"""Tests mirror src; architecture/, journeys/ (browser) and support/ stand beside."""
