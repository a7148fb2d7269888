"""Authorisations to query, requests for verification and their results as lines; it does not move cases or decide."""
