"""Rounding and calendar differences of single values, written to be read."""

import math
from datetime import date
from fractions import Fraction

DOWN, HALF_UP, UP = 0, 1, 2


def round_fraction(exact: Fraction | int, mode: int, step: int) -> int:
    """To a multiple of `step` fen; up and down mean towards larger and smaller amounts, also below zero."""
    steps = Fraction(exact) / step
    if mode == DOWN:
        return math.floor(steps) * step
    if mode == UP:
        return math.ceil(steps) * step
    return math.floor(steps + Fraction(1, 2)) * step


def years_between(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def days_between(start: date, end: date) -> int:
    return (end - start).days


BETWEEN = {"years": years_between, "months": months_between, "days": days_between}
