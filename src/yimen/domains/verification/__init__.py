"""Authorisations, requests for verification and their results as lines; it does not decide."""
