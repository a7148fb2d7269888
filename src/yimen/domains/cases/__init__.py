"""Applications and the legal process: a Case per application and a CaseOutcome per programme.

This room is the only mover of both. It does not compute entitlements, keep awards or write papers.
"""
