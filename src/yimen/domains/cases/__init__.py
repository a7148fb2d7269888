"""Applications and the legal process: a Case per application and a CaseOutcome per programme.

This room is the only mover of both. It does not compute entitlements (library), keep awards (awards) or write papers (papers).
"""
