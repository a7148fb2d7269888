"""One report on a family, once its answers are there, at a database of size."""
