"""A choice is its value, and says its Chinese word."""

import copy
import json
import pickle

import pytest

from yimen.kernel.titled import Titled


class Meal(Titled):
    NOON = "noon", "午餐"
    EVENING = "evening", "晚餐"


def test_a_choice_is_its_value_and_has_a_title():
    assert [(meal.name, meal.value, meal.title) for meal in Meal] == [
        ("NOON", "noon", "午餐"),
        ("EVENING", "evening", "晚餐"),
    ]
    assert f"{Meal.NOON}" == "noon" and {"noon": 1}[Meal.NOON] == 1 and json.dumps(Meal.NOON) == '"noon"'


def test_it_is_found_by_value_or_name_and_stays_one_wherever_it_travels():
    sent = pickle.loads(pickle.dumps(Meal.NOON))  # noqa: S301 - our own
    assert sent is Meal("noon") is Meal["NOON"] is copy.deepcopy(Meal.NOON) is Meal.NOON
    with pytest.raises(ValueError, match="breakfast"):
        Meal("breakfast")


def test_a_choice_without_a_title_is_refused():
    with pytest.raises(TypeError, match="noon has no title"):

        class Other(Titled):
            NOON = "noon"
