"""The policy library: what each programme is, asks and takes, and the one gate to the law as code.

Only this room calls the engine and the rulebook. It keeps no household and decides nothing.
"""
