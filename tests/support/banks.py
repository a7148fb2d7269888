"""One family's started verification, and a bank that is asked about it and answers by file."""

from datetime import date

from tests.support.cast import acting
from yimen.domains.people.queries.identified import numbered
from yimen.domains.verification import actions, queries
from yimen.domains.verification.models import QueryEntry, SourceQuery
from yimen.domains.verification.types import SigningMethod
from yimen.foundation.spreadsheets.writing import Column, write_xlsx

MONDAY = date(2026, 3, 2)
COLUMNS = ("查询编号", "姓名", "身份证号", "查询结果", "类别", "账户、证号或名称", "金额", "数据日期", "说明")


def sheet(*rows: tuple[object, ...]) -> bytes:
    with write_xlsx([Column(title) for title in COLUMNS], rows) as file:
        return file.read()


class Bank:
    """The family of the walk as a bank is asked about it and answers."""

    def __init__(self, walk):
        self.walk, self.by = walk, walk.cast.county_verifier
        walk.to_submitted()
        walk.accept()
        walk.start()
        with acting(self.by):
            self.request = queries.find_latest_request(walk.case_id)
            actions.start_verification(request_id=self.request.id, by=self.by)
            self.people = numbered([*walk.adults, walk.child])
            self.before = list(QueryEntry.objects.values_list("id", flat=True))  # refusals stay for good

    def send(self, source: str = "banks"):
        with acting(self.by):
            return actions.send_batch(source_key=source, by=self.by)

    def row(self, person, result="有记录", amount=None, item="尾号1234", day="2026-02-28", **more):
        known = self.people[person]
        found = ("银行存款", item, amount, day) if result in ("有记录", "部分返回") else ("", "", "", "")
        return (more.get("reference", ""), more.get("name", known.name), known.number, result, *found, "")

    def hand_in(self, *rows, source: str = "banks"):
        with acting(self.by):
            return actions.hand_in_answers(
                source_key=source, content=sheet(*rows), name="返回.xlsx", by=self.by
            )

    def take(self, *rows, source: str = "banks"):
        file = self.hand_in(*rows, source=source)
        with acting(self.by):
            return actions.take_answers(file_id=file.id, by=self.by)

    def asked(self, person, source: str = "banks") -> SourceQuery:
        with acting(self.by):
            return SourceQuery.objects.get(person=person, source=source)

    def revoke(self, person) -> None:
        by = self.walk.cast.town_handler
        with acting(by):
            signed = queries.authorisations_of_case(self.walk.case_id, by=by).get(
                person=person, revoked_at=None
            )
            actions.revoke_authorisation(authorisation_id=signed.id, reason="本人要求", by=by)

    def sign_anew(self, person):
        """Which takes back what was signed before."""
        by = self.walk.cast.village_assistant
        with acting(by):
            return actions.record_authorisation(
                case_id=self.walk.case_id, region=self.request.region, person_id=person,
                signed_by_id=person, method=SigningMethod.SCAN, signature=self.walk.file(by), by=by,
            )  # fmt: skip

    def entries(self, **narrow):
        with acting(self.walk.cast.county_reviewer):
            return list(QueryEntry.objects.filter(**narrow).exclude(id__in=self.before))
