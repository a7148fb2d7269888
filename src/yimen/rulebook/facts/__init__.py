"""From a household file to the facts the rules are written with, each unknown remembered under its
path in the file."""

from yimen.rulebook.facts.flat import FlatFacts
from yimen.rulebook.facts.flatten import flatten

__all__ = ["FlatFacts", "flatten"]
