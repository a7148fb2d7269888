"""A stranger from another town gets nothing: from no page, list, count, search, export, paper or file.

Then the same with the questions of the house taken away: row policies alone, table by table.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from tests.security.access_rows import entered, url_of
from tests.security.reading import ABOUT_SOMETHING, Answers, Reading, each_refusal_once
from tests.security.rows import TABLE
from tests.support.cast import acting
from tests.support.stage import HOME, NEIGHBOUR, Stage, plain_numbers

from yimen.domains.cases import queries as cases
from yimen.domains.network.types import Actor, Role
from yimen.domains.papers.models import OfficialDocument
from yimen.domains.people import queries as people
from yimen.domains.people.models import Household, Person
from yimen.domains.verification import queries as verification
from yimen.domains.worklist import queries as worklist

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today"), pytest.mark.timeout(300)]

NAMES = (
    "李建明", "李门陈氏", "李小妹", "赖建明", "邹建明", "祝建明", "卓阿婆", "卓大儿", "丘阿婆",
    "温石生", "余代办", "凌无名", "墩背村12号",
)  # fmt: skip
HANDED_TO_THE_LIAISON = "祝建明"
LEFT_OUT = ("logout", "gallery")
"""The one ends the walk, the other shows samples that are nobody."""
SEARCHES = ("李建明", "建明", "ljm", "墩背", "13800000000", "441426100-2026-00001")


def secrets(stage: Stage) -> set[str]:
    """What says something about the families: names, home, numbers, ids of their things."""
    with acting(stage.cast.county_reviewer):
        numbers = {person.identity[-4:] for person in Person.objects.all() if person.identity}
        numbers |= set(Household.objects.values_list("number", flat=True))
        numbers |= set(OfficialDocument.objects.values_list("code", flat=True))
    return {*NAMES, *plain_numbers(stage), *(f">{number}<" for number in numbers)}


def text_of(content: bytes) -> str:
    """The words of a page, or of every part of a spreadsheet."""
    if not content.startswith(b"PK\x03\x04"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())


def answered(answer) -> str:
    return text_of(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def taken_down(answers: Answers) -> Iterator[tuple[str, str]]:
    """What pages were read already, as (what was asked, what came); a refusal told to a fragment among it."""
    for name, read in answers.items():
        if name in TABLE and name not in LEFT_OUT:
            told = json.loads(read.headers.get("HX-Trigger", "{}"))
            yield f"{name} {read.status}", f"{text_of(read.content)} {told}"


def sent_nothing(client: Client, stage: Stage, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is answered to an empty form."""
    for name in names:
        with transaction.atomic():
            answer = client.post(url_of(name, stage.objects))
            transaction.set_rollback(True)
        yield f"{name} {answer.status_code} to a post", answered(answer)


def questions(client: Client, searches: set[str]) -> Iterator[tuple[str, str]]:
    """Every list with every question put to it, and the search."""
    for words in searches:
        for name in ("search", "search-hits"):
            found = answered(client.post(reverse(f"desk:{name}"), {"words": words}))
            yield f"{name} 'WORDS'", found.replace(words, "WORDS")
    yield from _lists(client)


WATCHED = (
    "findings",
    "findings-export",
    "holds",
    "holds-export",
    "accounts",
    "accounts-export",
    "leads",
    "leads-export",
    "lead-layers",
    "lead-layers-export",
)


def _lists(client: Client) -> Iterator[tuple[str, str]]:
    asked = [
        ("worklist", {"list": which, "page": page}) for which in ("mine", "takeable", "station", "region")
        for page in ("1", "2")
    ]  # fmt: skip
    asked += [("worklist-export", {"list": which}) for which in ("mine", "takeable", "station", "region")]
    asked += [("contacts", {"show": "all"}), ("contacts", {"show": "open"})]
    for region in ("441426100000", "441426100200", "441426000000"):
        asked += [
            (name, {"region": region})
            for name in ("cases", "cases-export", "households", "households-export", *WATCHED)
        ]
    asked += [(name, {"show": "all"}) for name in ("leads", "leads-export")]
    for name, question in asked:
        yield f"{name} {question}", answered(client.get(reverse(f"desk:{name}"), question))


@pytest.mark.parametrize("role", [Role.TOWN_HANDLER, Role.TOWN_CONFIRMER, Role.VILLAGE_ASSISTANT])
def test_a_stranger_reads_nothing_about_the_families_anywhere(stage: Stage, reading: Reading, role: Role):
    words = secrets(stage)
    client = entered(stage.staff[role, NEIGHBOUR])
    others = [name for name in each_refusal_once(TABLE, role) if name not in (*LEFT_OUT, *ABOUT_SOMETHING)]
    answers = chain(
        taken_down(reading.by(role, NEIGHBOUR)),
        taken_down(reading.posted_from(role, NEIGHBOUR)),
        sent_nothing(client, stage, others),
        questions(client, set(SEARCHES) | plain_numbers(stage)),
    )
    assert [(asked, word) for asked, text in answers for word in words if word in text] == []


def test_the_same_questions_are_answered_to_the_families_own_town(stage: Stage, reading: Reading):
    """Else the test above would prove nothing."""
    client = entered(stage.staff[Role.TOWN_HANDLER, HOME])
    answers = chain(taken_down(reading.by(Role.TOWN_HANDLER, HOME)), questions(client, set(SEARCHES)))
    found = {asked for asked, text in answers if "李建明" in text}
    for asked in ("cases 200", "households 200", "household 200", "case 200", "cases-export 200"):
        assert asked in found
    assert any(asked.startswith("search-hits") for asked in found)
    assert any(asked.startswith("worklist-export") for asked in found)


def test_a_liaison_reads_no_family_s_name_in_the_lists_of_the_county(stage: Stage, reading: Reading):
    """They act on what is handed to them, by name; whose cases the others work on is not theirs to know."""
    role = Role.DEPARTMENT_LIAISON
    client = entered(stage.staff[role, HOME])
    answers = chain(
        taken_down(reading.by(role, HOME)),
        sent_nothing(
            client, stage, [name for name in each_refusal_once(TABLE, role) if name not in LEFT_OUT]
        ),
        questions(client, set(SEARCHES)),
    )
    read = {(asked.split()[0], word) for asked, text in answers for word in NAMES if word in text}
    their_own = ("home", "referral-board", "referral", "worklist", "deadlines")
    assert read == {(page, HANDED_TO_THE_LIAISON) for page in their_own}


def test_a_stranger_counts_nothing(stage: Stage):
    by = stage.staff[Role.TOWN_HANDLER, NEIGHBOUR]
    with acting(by):
        assert people.count_households(by) == cases.count_cases(by=by) == 0
        assert worklist.region(by).total == worklist.station(by).total == 0
        assert [
            lights for lights in worklist.lights_by_station(by) if sum(vars(lights.lights).values())
        ] == []


def test_a_forged_region_or_post_in_a_form_opens_nothing(stage: Stage):
    """A stranger sends the other town's village and household as if they stood in the form's list."""
    client = entered(stage.staff[Role.TOWN_HANDLER, NEIGHBOUR])
    home = {"region": "441426100200", "address": "仁居街1号", "phone": "13700000000", "programmes": "dibao"}
    family = {
        "members-TOTAL_FORMS": "1",
        "members-INITIAL_FORMS": "0",
        "members-0-name": "冒名",
        "members-0-relation": "head",
        "members-0-birth_date": "1980-01-01",
        "members-0-sex": "male",
    }
    for name in ("application-start", "household-register"):
        answer = client.post(reverse(f"desk:{name}"), home | family)
        assert answer.status_code == 200 and "错误" not in answer.headers.get("Location", ""), name
    with acting(stage.cast.county_reviewer):
        assert not Person.objects.filter(name="冒名").exists()


def tables_under_policy() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname"
        )
        return [row[0] for row in cursor.fetchall()]


OF_THE_FAMILIES = "region LIKE '441426%' AND region NOT LIKE '441426101%'"
"""Rows of the families' town and county, and none of the stranger's own town."""


def counted(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names from the catalogue
        return int(cursor.fetchone()[0])


def foreign_rows(table: str) -> int:
    """Rows about the families, asked for by region, with nothing of the house between."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {OF_THE_FAMILIES}')  # noqa: S608
        return int(cursor.fetchone()[0])


def test_row_policies_alone_hide_every_table_from_a_stranger(stage: Stage):
    by = stage.staff[Role.TOWN_HANDLER, NEIGHBOUR]
    tables = tables_under_policy()
    with acting(stage.cast.county_reviewer):
        filled = {table for table in tables if foreign_rows(table)}
    assert set(tables) - filled == set(), "without a row no policy is asked: put one on the stage"
    with acting(by):
        assert {table: foreign_rows(table) for table in tables} == dict.fromkeys(tables, 0)


def test_row_policies_alone_let_a_stranger_change_and_remove_nothing(stage: Stage):
    by = stage.staff[Role.TOWN_HANDLER, NEIGHBOUR]
    for table in tables_under_policy():
        for statement in ("UPDATE {} SET region = region", "DELETE FROM {}"):
            assert _touched(statement.format(table), by) == 0, (table, statement)


def _touched(statement: str, by: Actor) -> int:
    try:
        with acting(by), connection.cursor() as cursor:
            cursor.execute(f"{statement} WHERE {OF_THE_FAMILIES}")
            touched = int(cursor.rowcount)
            transaction.set_rollback(True)
            return touched
    except DatabaseError as refused:
        assert "permission denied" in str(refused) or "append-only" in str(refused)
        return 0


def test_without_a_scope_every_table_refuses_to_be_read(stage: Stage):
    for table in tables_under_policy():
        with pytest.raises(DatabaseError, match="scope of this transaction is not set"), transaction.atomic():
            counted(table)


@pytest.mark.parametrize(
    ("ask", "key"),
    [
        (people.members, "household_id"),
        (people.find_household_of, "person_id"),
        (people.find_residence_of, "person_id"),
        (people.residences_of, "person_id"),
        (people.memberships_of, "person_id"),
        (verification.find_latest_request, "case_id"),
        (verification.once_authorised_people, "case_id"),
        (worklist.items_of, "outcome_id"),
        (worklist.hand_overs_of, "item_id"),
    ],
)
def test_reads_that_are_handed_an_id_and_no_actor_rest_on_the_policy(
    stage: Stage, ask: Callable[..., Any], key: str
):
    with acting(stage.staff[Role.TOWN_HANDLER, NEIGHBOUR]):
        answer = ask(stage.objects[key])
        assert answer is None or list(answer) == []
