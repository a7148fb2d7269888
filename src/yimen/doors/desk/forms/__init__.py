"""Forms of the desk: they parse what was typed into plain values; rules and refusals live in the rooms."""
