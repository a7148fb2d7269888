"""Every table that says which region a row belongs to is under a row policy, or has a reason not to be."""

import pytest
from django.db import connection, connections

from yimen.foundation.database.policies import unprotected_tables

REASONS: dict[str, str] = {
    "network_station": "stations are public: their names and windows are posted on the wall",
    "network_department": "departments are public",
    "network_organisation": "charities and other organisations are public",
    "network_delegatedstep": "who confirms what where is published law",
    "network_staff": "members of staff, no household; queries narrow them to the administrator's county",
    "exchange_profileversion": "layouts of files, no household; a county's towns read the county's",
    "library_itemversion": "what counties say of policies, printed for everybody",
    "papers_styleversion": "templates, letterheads and fonts of offices, printed on every paper",
    "network_share": "read to make a scope, hence before there is one; holds ids and regions only",
}
"""Tables with a `region` column that hold no household and are read by everybody."""


NO_REGION: dict[str, str] = {
    "accounts_recoverycode": "of a member of staff",
    "accounts_savedfilter": "of a member of staff: codes and days",
    "accounts_secondfactor": "of a member of staff",
    "accounts_user": "a member of staff",
    "audit_pending": "ids of entries",
    "audit_seal": "ids of entries and the chain",
    "axes_accessattempt": "refused sign-ins of staff",
    "axes_accessattemptexpiration": "refused sign-ins of staff",
    "axes_accessfailurelog": "refused sign-ins of staff",
    "axes_accesslog": "sign-ins of staff",
    "calendar_day": "public",
    "calendar_officialyear": "public",
    "calendar_yearversion": "public",
    "cases_casecounter": "a counter of numbers",
    "exports_listexport": "of a member of staff; what was sought on the list is encrypted",
    "jobs_chunk": "counts and digests",
    "limits_attempts": "keyed digests of the last minutes",
    "jobs_run": "counts and ids",
    "network_attendance": "who of the staff attended a course",
    "network_dutymonth": "who of the staff is on duty",
    "network_post": "posts of staff",
    "network_premises": "rooms of stations",
    "network_region": "public",
    "network_regionname": "public",
    "network_training": "courses of staff",
    "papers_documentsequence": "a counter of numbers",
    "people_householdseries": "a counter of numbers",
    "people_identityseries": "a counter of numbers",
    "verification_needmodel": "coefficients of a county's model, which everybody may know; no family",
    "verification_needmodelcheck": "figures of how families since differ from it",
}
"""Tables of ours without a `region` column: they hold no household."""
LIBRARIES = ("auth_", "django_", "procrastinate_")


@pytest.mark.django_db
def test_every_table_says_its_region_or_why_it_holds_no_household() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT tablename FROM pg_tables
             WHERE schemaname = 'public' AND tablename NOT IN
                   (SELECT table_name FROM information_schema.columns WHERE column_name = 'region')
            """
        )
        tables = {row[0] for row in cursor.fetchall() if not row[0].startswith(LIBRARIES)}
    assert tables - set(NO_REGION) == set()


@pytest.mark.django_db
def test_every_table_with_a_region_has_a_forced_policy_or_a_reason() -> None:
    assert [table for table in unprotected_tables() if table not in REASONS] == []


@pytest.mark.django_db
def test_every_policy_reads_the_scope_and_only_the_audit_takes_rows_without_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute(  # a restrictive policy only narrows what a permissive one shows
            """
            SELECT tablename, cmd, qual, with_check FROM pg_policies
             WHERE permissive = 'PERMISSIVE' ORDER BY tablename, cmd
            """
        )
        policies = cursor.fetchall()
    open_to_all = [
        (table, verb)
        for table, verb, sees, writes in policies
        if not all("yimen_region_lo" in text and "yimen_region_hi" in text for text in (sees, writes) if text)
    ]
    # A town's yearly review names no household: its villages read it by the town their scope begins in.
    assert open_to_all == [("audit_entry", "INSERT"), ("cases_reviewcampaign", "SELECT")]


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_table_without_policy_is_found_and_protecting_it_helps() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute('CREATE TABLE forgotten (id uuid, region char(12) COLLATE "C")')
        assert "forgotten" in unprotected_tables("owner")
        cursor.execute("ALTER TABLE forgotten ENABLE ROW LEVEL SECURITY")
        assert "forgotten" in unprotected_tables("owner")
        cursor.execute("CALL yimen_protect('forgotten', 'region', 'id')")
        assert "forgotten" not in unprotected_tables("owner")
        cursor.execute("CALL yimen_unprotect('forgotten')")
        assert "forgotten" in unprotected_tables("owner")


@pytest.mark.django_db
def test_region_columns_are_compared_byte_by_byte() -> None:
    """A column of another collation or type would be read in another order than the range of a scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT table_name FROM information_schema.columns
             WHERE column_name = 'region' AND table_schema = 'public'
               AND (data_type <> 'character' OR character_maximum_length <> 12 OR collation_name <> 'C')
            """
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db
def test_the_region_of_every_protected_table_is_indexed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT table_.relname FROM pg_class AS table_
              JOIN pg_attribute AS column_ ON column_.attrelid = table_.oid AND column_.attname = 'region'
             WHERE table_.relrowsecurity AND table_.relkind = 'r'
               AND NOT EXISTS (SELECT FROM pg_index
                                WHERE indrelid = table_.oid AND column_.attnum = ANY (indkey))
            """
        )
        assert cursor.fetchall() == []
