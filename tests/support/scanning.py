"""A county whose departments push and that scans, on one day; families that come on file meanwhile."""

import io
from datetime import date

from tests.support.cast import OTHER_TOWN, VILLAGE, acting
from tests.support.factories import identity_number
from yimen.domains.monitoring.actions import leads as actions
from yimen.domains.monitoring.actions.scanning import run_scan, start_scan
from yimen.domains.monitoring.models import LayerStay, Lead, Scan
from yimen.domains.people.models import Person
from yimen.domains.people.types import PersonFacts, Relation
from yimen.domains.verification.actions import sets
from yimen.domains.verification.actions.set_loading import load_set
from yimen.doors.desk.families import Home, register_family
from yimen.kernel import ResidentId

DAY = date(2026, 11, 20)


HEADS = {
    "disability_cards": "公民身份号码,姓名,残疾类别,残疾等级,发证日期,有效期至",
    "suspected_cases": "公民身份号码,姓名,居住地区划,困难类型,推送日期",
    "registrations": "公民身份号码,姓名,户籍地区划,居住地区划,迁移日期",
    "unemployment": "公民身份号码,姓名,失业登记日期,月失业保险金,领取截止",
    "vehicles": "公民身份号码,姓名,号牌号码,车辆类型,登记日期,购置价格,状态",
}


def scanned_by(by):
    """A scan of the county of whoever starts it, run to its end."""
    with acting(by):
        scan = start_scan(by=by, is_deferred=False)
    run_scan(scan.id)
    with acting(by):
        return Scan.objects.select_related("run").get(id=scan.id)


class County:
    """The county's scans over what its departments push."""

    def __init__(self, cast, walk):
        self.cast, self.walk = cast, walk

    def number(self, person):
        with acting(self.cast.county_verifier):
            return str(Person.objects.get(id=person).identity)

    @property
    def head(self):
        return self.number(self.walk.adults[0])

    def load(self, key, *rows, as_of=DAY):
        by = self.cast.county_verifier
        content = "\n".join([HEADS[key], *rows]).encode()
        with acting(by):
            load = sets.hand_in_set(
                set_key=key, as_of=as_of, stream=io.BytesIO(content), by=by, is_deferred=False
            )
        load_set(load.id, by=by)
        return load

    def disabled(self):
        self.load("disability_cards", f"{self.head},甲,4,1,2026-11-01,2036-11-01")

    def moved(self, to=OTHER_TOWN):
        self.load("registrations", f"{self.head},甲,{VILLAGE},{to},2026-10-01")

    def scan(self):
        return scanned_by(self.cast.county_verifier)

    def leads(self):
        with acting(self.cast.county_verifier):
            return list(Lead.objects.order_by("opened_at", "id"))

    def lead(self):
        [found] = self.leads()
        return found


class Strangers:
    """Families that came on file in the village."""

    def __init__(self, cast):
        self._by, self._seeds = cast.village_assistant, iter(("one", "two"))

    def number(self):
        return str(identity_number(f"stranger {next(self._seeds)}", born=date(1960, 1, 1)))

    def family(self, number):
        facts = PersonFacts(name="温大伯", identity=ResidentId(number))
        home = Home(VILLAGE, "3号", is_urban=False)
        with acting(self._by):
            household, _head = register_family(home=home, members=[(facts, Relation.HEAD)], by=self._by)
        return household


def stays(cast):
    with acting(cast.county_verifier):
        rows = LayerStay.objects.order_by("layer", "since")
        return [(row.layer, str(row.since), row.until and str(row.until), row.ended_because) for row in rows]


def visited(cast, lead):
    by = cast.village_assistant
    with acting(by):
        return actions.record_visit(lead_id=lead.id, visited_on=DAY, note="见到本人", by=by)
