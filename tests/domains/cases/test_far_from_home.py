"""Emergencies away from home, people without papers, obligors elsewhere, holders of awards who went away."""

from datetime import date, timedelta

import pytest
from tests.support.cast import (
    OTHER_COUNTY_TOWN,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    acting,
    register,
    resident_household,
)
from tests.support.factories import identity_number
from tests.support.process import MONDAY, Walk, on
from tests.support.tekun import elder_alone

from yimen.domains.cases import actions
from yimen.domains.cases.actions import Emergency, tekun
from yimen.domains.cases.errors import (
    AbsenceTooShortError,
    ChangeInvalidError,
    HearingMissingError,
    IdentityOpenError,
    UrgentInvalidError,
)
from yimen.domains.cases.models import Case, CaseOutcome
from yimen.domains.cases.types import CaseState, Channel, Hardship, OutcomeState, Speed
from yimen.domains.cases.types import tekun as words
from yimen.domains.intake import actions as intake
from yimen.domains.intake.errors import ReportIncompleteError
from yimen.domains.intake.types import About, Receiver, ReportKind, TransferTopic
from yimen.domains.network import actions as network
from yimen.domains.network import queries as network_queries
from yimen.domains.network.models import Share
from yimen.domains.network.types import DepartmentKind, ShareReason
from yimen.domains.people import actions as people
from yimen.domains.people import queries as people_queries
from yimen.domains.people.errors import HouseholdNotFoundError, IdentityUnclearError
from yimen.domains.people.models import Household, Person
from yimen.domains.people.types import IdentityKind, Stranger
from yimen.domains.verification.types import SigningMethod
from yimen.domains.worklist.models import WorkItem
from yimen.kernel import Money, Programme, Sex

pytestmark = pytest.mark.django_db

FIRE = Emergency(Speed.SMALL_FAST, Hardship.FIRE, "途经本镇时车祸受伤，身无分文", Money(500_00))
FOUND = Stranger(
    IdentityKind.UNKNOWN, Sex.MALE, 60, 70, "左手缺小指", "墩背村汽车站", date(2026, 3, 1), "派出所民警"
)


def fresh(actor):
    """The same person signed in anew, with what was shared meanwhile."""
    return network_queries.actor_for(actor.user_id)


def helped_away(cast, name="李小妹", identity=None, region=VILLAGE):
    by = cast.town_handler
    with acting(by):
        return actions.help_away(
            identity=identity or identity_number(name),
            name=name,
            region=region,
            emergency=FIRE,
            channel=Channel.WINDOW,
            by=by,
        )


@pytest.mark.requirement("R-DSK-4")
@pytest.mark.requirement("R-CAS-11")
@pytest.mark.parametrize(
    ("keeper", "village"), [("stranger", OTHER_VILLAGE), ("outsider", OTHER_COUNTY_TOWN)]
)
def test_help_comes_where_the_emergency_is_and_the_file_stays(cast, walk, keeper, village):
    there = getattr(cast, keeper)
    home = resident_household(there, region=village)
    with on(MONDAY):
        outcome = helped_away(cast)
        handler = fresh(cast.town_handler)
        with acting(handler):
            case = Case.objects.get(pk=outcome.case_id)
            assert (case.region, case.household_id) == (str(VILLAGE), home.id)
            assert people_queries.members(home.id)[0].name == "李小妹"
            with pytest.raises(Exception, match="不在您负责的区域内"):
                people.change_phone(person_id=case.applicant_id, phone="13800000000", by=handler)
        confirmer = fresh(cast.town_confirmer)
        with acting(confirmer):
            mine = CaseOutcome.objects.get(pk=outcome.id)
            mine = actions.confirm_outcome(
                outcome_id=mine.id, version=mine.version, amount=Money(500_00), by=confirmer
            )
            assert mine.state == OutcomeState.CONFIRMED
        keeping = fresh(there)
        with acting(keeping):
            assert Household.objects.get(id=home.id).region == str(village)
            assert Case.objects.get(pk=outcome.case_id).state == CaseState.CONCLUDED
            assert CaseOutcome.objects.get(case_id=outcome.case_id).decided_amount_fen == 500_00
    reasons = set(Share.objects.values_list("reason", flat=True))
    assert reasons == {ShareReason.EMERGENCY}


def test_who_is_not_who_they_say_is_shown_nothing(cast, walk):
    home = resident_household(cast.stranger, region=OTHER_VILLAGE)
    with on(MONDAY), pytest.raises(IdentityUnclearError):
        helped_away(cast, name="李大妹", identity=identity_number("李小妹"))

    assert Share.objects.count() == 0
    with acting(fresh(cast.town_handler)), pytest.raises(HouseholdNotFoundError):
        people_queries.get_household(home.id, by=fresh(cast.town_handler))


def test_a_file_without_a_household_is_asked_for_instead(cast, walk):
    register(cast.stranger, region=OTHER_VILLAGE)
    with on(MONDAY), pytest.raises(UrgentInvalidError):
        helped_away(cast)


def test_a_borrowed_file_is_shown_for_a_time(cast, walk):
    home = resident_household(cast.stranger, region=OTHER_VILLAGE)
    with on(MONDAY):
        helped_away(cast)
        assert home.id in fresh(cast.town_handler).scope.shared
    with on(MONDAY + timedelta(days=100)):
        assert home.id not in fresh(cast.town_handler).scope.shared


@pytest.fixture
def nameless(cast, walk) -> Walk:
    """A household of one whom nobody knows."""
    by = cast.village_assistant
    with on(MONDAY), acting(by):
        made = people.register_stranger(stranger=FOUND, region=VILLAGE, address="镇敬老院", by=by)
        home = people.found_household(
            head_id=made.person_id, region=VILLAGE, address="镇敬老院", registered_region=VILLAGE,
            is_urban=False, by=by,
        )  # fmt: skip
    return Walk(cast, home.id, (made.person_id, made.person_id), made.person_id)


def test_who_is_unknown_is_helped_where_they_are(nameless):
    by = nameless.cast.town_handler
    with on(MONDAY):
        with acting(by):
            outcome = actions.help_first(
                household_id=nameless.household_id,
                applicant_id=nameless.child,
                emergency=FIRE,
                channel=Channel.WINDOW,
                by=by,
            )
        assert outcome.programme == Programme.TEMPORARY


@pytest.mark.parametrize("programme", [Programme.DIBAO, Programme.TEKUN, Programme.ORPHAN])
def test_who_is_unknown_is_given_nothing_that_lasts(nameless, programme):
    by = nameless.cast.village_assistant
    with on(MONDAY):
        with acting(by), pytest.raises(IdentityOpenError):
            actions.open_application(
                household_id=nameless.household_id, applicant_id=nameless.child, channel=Channel.VILLAGE,
                programmes=(programme,), by=by,
            )  # fmt: skip
        with acting(by):
            case = actions.open_application(
                household_id=nameless.household_id, applicant_id=nameless.child, channel=Channel.VILLAGE,
                programmes=(Programme.TEMPORARY,), by=by,
            )  # fmt: skip
            with pytest.raises(IdentityOpenError):
                actions.change_programmes(
                    case_id=case.id, version=case.version, programmes=[programme], by=by
                )


def test_once_known_they_apply_like_everybody(nameless):
    by = nameless.cast.town_handler
    with on(MONDAY):
        with acting(by):
            people.identify(
                person_id=nameless.child,
                identity=identity_number("赖阿公"),
                name="赖阿公",
                proof="比对",
                by=by,
            )
            case = actions.open_application(
                household_id=nameless.household_id, applicant_id=nameless.child, channel=Channel.WINDOW,
                programmes=(Programme.DIBAO,), by=by,
            )  # fmt: skip
        assert case.applicant_name == "赖阿公"


def test_what_they_were_given_goes_with_them(nameless):
    home = resident_household(nameless.cast.village_assistant)
    by = nameless.cast.town_handler
    with on(MONDAY), acting(by):
        outcome = actions.help_first(
            household_id=nameless.household_id, applicant_id=nameless.child, emergency=FIRE,
            channel=Channel.WINDOW, by=by,
        )  # fmt: skip
        real = people.identify(
            person_id=nameless.child, identity=identity_number("李小妹"), name="李小妹", proof="比对", by=by
        )
        case = Case.objects.get(pk=outcome.case_id)
        assert case.applicant_id == real.id
        assert list(case.members.values_list("person_id", flat=True)) == [real.id]
        assert people_queries.find_household_of(real.id).id == home.id


@pytest.mark.requirement("R-CAS-11")
def test_the_way_home_is_a_transfer(nameless):
    cast = nameless.cast
    department = network.add_department(
        region=cast.administrator.region, kind=DepartmentKind.CIVIL_AFFAIRS, name="平远县民政局救助管理站",
        by=cast.administrator,
    )  # fmt: skip
    with on(MONDAY), acting(cast.town_handler):
        sent = intake.send_transfer(
            about=About(household_id=nameless.household_id),
            topic=TransferTopic.RETURN,
            receiver=Receiver(department_id=department.id),
            need="护送返回原籍，联系亲属接领",
            by=cast.town_handler,
        )
    assert sent.topic == "return"


@pytest.fixture
def granted(walk) -> Walk:
    with on(MONDAY):
        walk.apply()
        walk.complete()
        walk.submit()
        walk.accept()
        walk.start()
        walk.verify()
        walk.visit()
        walk.opine()
        walk.post()
    with on(MONDAY + timedelta(days=8)):
        walk.send()
        walk.confirm()
    return walk


def gone(walk, since, by=None, **named):
    actor = by or walk.cast.village_assistant
    with acting(actor):
        return intake.report_change(
            kind=ReportKind.AWAY, region=VILLAGE, person_id=walk.adults[0], since=since, by=actor, **named
        )


def looked_into(walk, report):
    by = walk.cast.town_handler
    with acting(by):
        return actions.look_into_absence(report_id=report.id, by=by)


def test_who_went_away_has_six_months_to_come_back(granted):
    left = date(2026, 4, 30)
    with on(date(2026, 5, 15)):
        report = gone(granted, left)
        with acting(granted.cast.town_handler):
            item = WorkItem.objects.get(subject_id=report.id, done_at__isnull=True)
        assert (item.event_on, item.due_on) == (left, date(2026, 10, 30))
    with on(date(2026, 10, 29)), pytest.raises(AbsenceTooShortError):
        looked_into(granted, report)
    with on(date(2026, 10, 30)):
        case = looked_into(granted, report)
        assert (case.cause, case.occasion.happened_on) == ("moved_away", left)
        with acting(granted.cast.town_handler):
            actions.begin_review(case_id=case.id, version=case.version, by=granted.cast.town_handler)
        granted.case_id = case.id
        granted.verify()
        granted.visit()
        with pytest.raises(HearingMissingError):
            granted.opine(is_positive=False)


def test_an_absence_says_since_when(granted):
    with on(date(2026, 5, 15)):
        for since in (None, date(2026, 5, 16)):
            with pytest.raises(ReportIncompleteError):
                gone(granted, since)
        with pytest.raises(ReportIncompleteError), acting(granted.cast.village_assistant):
            intake.report_change(
                kind=ReportKind.INCOME, region=VILLAGE, person_id=granted.adults[0],
                since=date(2026, 5, 1), by=granted.cast.village_assistant,
            )  # fmt: skip
        report = gone(granted, date(2025, 1, 1))
        with acting(granted.cast.town_handler):
            assert WorkItem.objects.get(subject_id=report.id).event_on == date(2026, 5, 15)


def test_only_an_absence_is_looked_into_as_one(granted):
    with on(date(2026, 5, 15)):
        with acting(granted.cast.village_assistant):
            report = intake.report_change(
                kind=ReportKind.INCOME, region=VILLAGE, person_id=granted.adults[0],
                by=granted.cast.village_assistant,
            )  # fmt: skip
        with pytest.raises(ChangeInvalidError):
            looked_into(granted, report)


@pytest.mark.parametrize(
    ("keeper", "village"), [("stranger", OTHER_VILLAGE), ("outsider", OTHER_COUNTY_TOWN)]
)
def test_an_obligor_on_file_elsewhere_consents_here(cast, walk, keeper, village):
    son = register(getattr(cast, keeper), "赖志明", region=village)
    with on(MONDAY):
        elder = elder_alone(cast)
        by = cast.town_handler
        elder.apply(programmes=[Programme.TEKUN])
        with acting(by):
            named = tekun.name_obligor(
                case_id=elder.case_id, name="赖志明", obligation=words.Obligation.CHILD, address="外县", by=by
            )
            signature = elder.file(by)
            agreed = tekun.record_consent(
                obligor_id=named.id,
                identity=identity_number("赖志明"),
                method=SigningMethod.SCREEN,
                signature=signature,
                by=by,
            )
        assert (agreed.consent, agreed.person_id) == ("given", son.id)
        with acting(fresh(by)):
            assert Person.objects.get(id=son.id).region == str(village)
    assert set(Share.objects.values_list("subject_id", "to_region")) == {(son.id, str(TOWN))}


def test_an_obligor_elsewhere_of_another_name_is_not_shown(cast, walk):
    register(cast.stranger, "赖志明", region=OTHER_VILLAGE)
    with on(MONDAY):
        elder = elder_alone(cast)
        by = cast.town_handler
        elder.apply(programmes=[Programme.TEKUN])
        with acting(by), pytest.raises(IdentityUnclearError):
            named = tekun.name_obligor(
                case_id=elder.case_id, name="赖志亮", obligation=words.Obligation.CHILD, address="外县", by=by
            )
            tekun.record_consent(
                obligor_id=named.id,
                identity=identity_number("赖志明"),
                method=SigningMethod.SCREEN,
                signature=elder.file(by),
                by=by,
            )
