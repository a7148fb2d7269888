"""The house rules and their proof."""
