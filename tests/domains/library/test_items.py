"""A county adds and amends: most specific place, right day, field by field; the old version stays."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.support.cast import COUNTY, OTHER_COUNTY, TOWN

from yimen.domains.cases.queries.ways import way_of
from yimen.domains.library import actions
from yimen.domains.library import queries as library
from yimen.domains.library.errors import ItemIncompleteError, ItemNotFoundError, NothingChangedError
from yimen.domains.library.models import ItemVersion
from yimen.domains.network.errors import NotPermittedError, OutOfScopeError
from yimen.foundation.audit.models import Entry
from yimen.foundation.database.scope import system_scope
from yimen.kernel import Programme, RegionCode

pytestmark = pytest.mark.django_db
MARCH, JULY = date(2026, 3, 1), date(2026, 7, 1)
VILLAGE = RegionCode("441426100200")


def write(by, key="funeral-relief", since=MARCH, region=COUNTY, why="平民发〔2026〕3号", **says):
    return actions.write_item(key=key, region=region, since=since, says=says, why=why, by=by)


def test_a_county_fills_what_is_open_and_the_rest_stays_national(cast):
    write(cast.county_reviewer, amount="每具1200元", phone="0753-8821234")
    item = library.get_item("funeral-relief", VILLAGE, date(2026, 4, 1))
    assert (item.amount, item.phone, item.is_local) == ("每具1200元", "0753-8821234", True)
    assert item.title == "困难群众基本殡葬费用减免"
    assert library.get_item("funeral-relief", VILLAGE, date(2026, 2, 1)).amount == ""
    assert library.get_item("funeral-relief", OTHER_COUNTY, date(2026, 4, 1)).amount == ""


@pytest.mark.requirement("R-POL-1")
def test_an_edited_item_is_a_new_version_and_the_old_one_stays(cast):
    write(cast.county_reviewer, amount="每具1200元")
    write(cast.county_confirmer, amount="每具1500元", since=JULY)
    assert library.get_item("funeral-relief", COUNTY, date(2026, 6, 30)).amount == "每具1200元"
    assert library.get_item("funeral-relief", COUNTY, JULY).amount == "每具1500元"
    told = library.versions_of("funeral-relief", COUNTY)
    assert [(one.saying.number, one.name) for one in told if one.name] == [(2, "钟建国"), (1, "谢春梅")]
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.update(why="改了")


def test_a_correction_from_the_same_day_counts(cast):
    write(cast.county_reviewer, amount="每具1200元")
    write(cast.county_reviewer, amount="每具1250元", why="更正笔误")
    assert library.get_item("funeral-relief", COUNTY, MARCH).amount == "每具1250元"


def test_only_what_differs_is_kept_and_nothing_changed_is_refused(cast):
    national = library.get_item("funeral-relief", COUNTY, MARCH)
    version = write(cast.county_reviewer, summary=national.summary, amount="每具1200元")
    assert version.says == {"amount": "每具1200元"}
    with pytest.raises(NothingChangedError):
        write(cast.county_reviewer, amount="每具1200元")


def test_what_rules_say_nobody_types(cast):
    with pytest.raises(ItemIncompleteError, match="conditions"):
        write(cast.county_reviewer, key="dibao", conditions=("收入低",))
    write(cast.county_reviewer, key="dibao", phone="0753-8820000")
    guide = library.guide_of("dibao", COUNTY, JULY, way_of)
    assert guide.item.phone == "0753-8820000"
    assert guide.chart.branches and guide.conditions and guide.limits and guide.asked


def test_an_item_of_the_county_alone_is_added_and_withdrawn(cast):
    says: dict[str, str | tuple[str, ...]] = {
        "title": "平远助学金",
        "shelf": "resource",
        "department": "education",
        "kind": "education",
        "groups": ("student",),
    }
    added = actions.add_item(region=COUNTY, since=MARCH, says=says, why="慈善会决定", by=cast.county_reviewer)
    assert library.get_item(added.key, TOWN, MARCH).title == "平远助学金"
    actions.withdraw_item(key=added.key, region=COUNTY, since=JULY, why="项目结束", by=cast.county_reviewer)
    with pytest.raises(ItemNotFoundError):
        library.get_item(added.key, COUNTY, JULY)
    assert library.get_item(added.key, COUNTY, date(2026, 6, 30)).title == "平远助学金"
    with pytest.raises(ItemIncompleteError):
        actions.add_item(region=COUNTY, since=MARCH, says={"title": "空"}, why="试", by=cast.county_reviewer)


def test_an_item_withdrawn_by_mistake_comes_back_as_it_was(cast):
    by = cast.county_reviewer
    write(by, amount="每具1200元")
    with pytest.raises(ItemNotFoundError, match="没有停办"):
        actions.reinstate_item(key="funeral-relief", region=COUNTY, since=JULY, why="误", by=by)
    actions.withdraw_item(key="funeral-relief", region=COUNTY, since=JULY, why="误登记", by=by)
    assert library.withdrawn_at(COUNTY, JULY) == [("funeral-relief", "困难群众基本殡葬费用减免")]
    actions.reinstate_item(key="funeral-relief", region=COUNTY, since=JULY, why="更正", by=by)
    assert library.get_item("funeral-relief", COUNTY, JULY).amount == "每具1200元"
    assert library.withdrawn_at(COUNTY, JULY) == []


def test_who_may_not_and_where(cast):
    with pytest.raises(NotPermittedError):
        write(cast.town_handler, amount="1元")
    with pytest.raises(OutOfScopeError):
        write(cast.county_reviewer, amount="1元", region=OTHER_COUNTY)
    with pytest.raises(ItemNotFoundError):
        write(cast.county_reviewer, key="no-such", amount="1元")
    with pytest.raises(ItemIncompleteError):
        write(cast.county_reviewer, amount="1元", why=" ")


def test_a_version_leaves_an_entry_in_the_audit(cast):
    version = write(cast.county_reviewer, amount="每具1200元")
    with system_scope():
        assert Entry.objects.filter(action="item:write", subject=version.id).count() == 1


@pytest.mark.parametrize("on", [date(2020, 1, 1), date(2024, 6, 1), date(2026, 11, 1)])
def test_every_guide_can_be_told_on_any_day(cast, on):
    guides = library.guides_at(COUNTY, on, way_of)
    told = {guide.item.programme for guide in guides if guide.item.programme}
    assert told == set(Programme)
    assert all(guide.chart.steps for guide in guides if guide.item.programme)


def test_the_standard_of_a_day_stands_in_the_guide(cast):
    said = library.guide_of("dibao", COUNTY, date(2022, 6, 1), way_of).amounts
    assert any("828元" in line for line in said)
    assert library.guide_of("dibao", COUNTY, date(2022, 6, 1), way_of).basis[0].startswith("社会救助暂行办法")
