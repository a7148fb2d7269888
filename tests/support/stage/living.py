"""A family registered in another county, whose letter home is out; a permit; somebody without papers."""

from datetime import date

from tests.support.cast import COUNTY, VILLAGE, acting
from tests.support.process import family_of_three
from yimen.domains.cases import actions as cases
from yimen.domains.cases.types import CooperationWay, Letter
from yimen.domains.people import actions as people
from yimen.domains.people.types import IdentityKind, Permit, Stranger
from yimen.kernel import RegionCode, Sex

from .setting import TODAY, Stage

FAR = RegionCode("370829000000")
"""A county where nobody of the stage works."""


def letter_goes_home(stage: Stage) -> None:
    """They live here with a permit, applied here, and the place of registration is asked by post."""
    walk, by = family_of_three(stage.cast, "尤"), stage.cast.village_assistant
    with acting(by):
        people.correct_household(
            household_id=walk.household_id, address="墩背村12号", registered_region=FAR, is_urban=False,
            reason="户籍在外县", by=by,
        )  # fmt: skip
        permit = Permit(COUNTY, "平远县公安局", date(2025, 6, 1), date(2023, 5, 1))
        people.record_permit(person_id=walk.adults[0], permit=permit, by=by)
    walk.apply()
    walk.complete()
    walk.submit()
    walk.accept()
    with acting(stage.cast.town_handler):
        letter = Letter(FAR, "嘉祥县民政局", CooperationWay.POST)
        made = cases.send_cooperation(case_id=walk.case_id, letter=letter, by=stage.cast.town_handler)
    stage.objects["cooperation_id"] = made.id


def somebody_is_taken_in(stage: Stage) -> None:
    """Found at the bus stop, brought by the police, named by nobody."""
    by = stage.cast.village_assistant
    seen = Stranger(IdentityKind.UNKNOWN, Sex.MALE, 60, 70, "左手缺小指", "墩背村汽车站", TODAY, "派出所民警")
    with acting(by):
        people.register_stranger(stranger=seen, region=VILLAGE, address="镇敬老院", by=by)
