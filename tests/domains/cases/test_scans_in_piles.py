"""Signed forms in piles: recognised by our code or the name of the file, filed together or not at all."""

import io
from datetime import timedelta
from uuid import uuid4

import pypdf
import pytest
import segno
from PIL import Image
from tests.domains.cases.test_campaigns import entry_of, opened, second  # noqa: F401 - a fixture
from tests.support.cast import acting
from tests.support.process import on, picture
from tests.support.reviewing import LATER

from yimen.domains.cases import actions, errors
from yimen.domains.cases.actions.campaigns import (
    clear_left_scans,
    discard_scans,
    file_scans,
    hand_in_scans,
    match_scan,
    recognise_scans,
    scans,
)
from yimen.domains.cases.actions.campaigns.findings import keep_scan
from yimen.domains.cases.models import CampaignEntry, ScanBatch, ScanSheet
from yimen.domains.cases.queries import campaigns
from yimen.domains.cases.rules.scans import code_of, match_name, one_of_a_name, read_code
from yimen.domains.cases.types.campaigns import Visited, VisitFinding
from yimen.domains.cases.types.scans import ScanMatch, SheetState
from yimen.domains.worklist import queries as worklist
from yimen.foundation.database.scope import system_scope
from yimen.foundation.files import scanned as scanned_files
from yimen.foundation.files.errors import FileNotAcceptedError
from yimen.foundation.files.models import StoredFile
from yimen.foundation.files.scanned import codes_on, is_bundle, pages_of

ONE, OTHER, HOME = uuid4(), uuid4(), uuid4()


def scanned(text: str, turned: int = 2, form: str = "PNG") -> bytes:
    """A page from a scanner: grey, a little turned, with our code in its corner."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=5, border=2)
    code = Image.open(out).convert("L").rotate(turned, expand=True, fillcolor=245)
    page = Image.new("L", (1240, 1754), 245)
    page.paste(code, (960, 40))
    made = io.BytesIO()
    page.save(made, form)
    return made.getvalue()


def bundle(*pages: bytes) -> bytes:
    whole = pypdf.PdfWriter()
    for page in pages:
        made = io.BytesIO()
        Image.open(io.BytesIO(page)).save(made, "PDF")
        whole.append(io.BytesIO(made.getvalue()))
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


def test_a_code_names_a_row_and_nobody():
    assert read_code([code_of(ONE)]) == ONE and str(ONE) not in code_of(ONE)
    assert read_code(["https://example.invalid", code_of(ONE)]) == ONE
    assert read_code([code_of(ONE), code_of(OTHER)]) is None
    assert read_code(["YIMEN-ZF:nonsense"]) is None and read_code([]) is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("4414261-00012.jpg", (ONE, ScanMatch.NUMBER)),
        ("走访 4414261-00012 李建明.pdf", (ONE, ScanMatch.NUMBER)),
        ("王大伯家.png", (OTHER, ScanMatch.NAME)),
        ("墩背村李建明走访表（第2页）.pdf", (ONE, ScanMatch.NAME)),
        ("3-李建明-签字.jpg", (ONE, ScanMatch.NAME)),
        ("李建明华.jpg", None),
        ("户主家辉.jpg", (HOME, ScanMatch.NAME)),
        ("小李建明.jpg", None),
        ("李建明 王大伯.jpg", None),
        ("4414261-000123.jpg", None),
        ("IMG_0001.jpg", None),
    ],
)
def test_the_name_of_a_file_tells_by_number_then_by_head(name, found):
    numbers, heads = {"4414261-00012": ONE}, {"李建明": ONE, "王大伯": OTHER, "家辉": HOME}
    assert match_name(name, numbers, heads, ["墩背村"]) == found


def test_two_heads_of_one_name_are_told_apart_by_nobody():
    assert one_of_a_name({ONE: "李建明", OTHER: "李建明"}) == {}


@pytest.mark.parametrize("form", ["PNG", "JPEG", "PDF"])
def test_codes_are_read_from_pictures_and_pages_that_lie_a_little_askew(form):
    assert codes_on(scanned(code_of(ONE), 4, form)) == [code_of(ONE)]
    assert codes_on(b"%PDF-1.4 nonsense") == [] == codes_on(b"nonsense")


def test_a_bundle_is_taken_apart_page_by_page():
    whole = bundle(scanned(code_of(ONE)), scanned(code_of(OTHER)))
    assert is_bundle(whole) and not is_bundle(scanned("x"))
    assert [codes_on(page) for page in pages_of(whole)] == [[code_of(ONE)], [code_of(OTHER)]]


def test_a_bundle_whose_pages_would_weigh_too_much_stays_whole_and_names_nobody(monkeypatch):
    whole = bundle(scanned(code_of(ONE)), scanned(code_of(OTHER)))
    monkeypatch.setattr(scanned_files, "MOST_TAKEN_APART", len(whole) // 2)
    assert pages_of(whole) == [] == codes_on(whole)


def test_of_a_page_full_of_pictures_only_some_are_looked_at(monkeypatch):
    page = scanned(code_of(ONE), form="PDF")
    monkeypatch.setattr(scanned_files, "MOST_PICTURES", 0)
    assert codes_on(page) == []


def unchanged(cast, entry) -> None:
    with acting(cast.town_handler):
        visited = Visited(LATER, second_post_id=cast.town_investigator.post_id)
        actions.record_visit(
            entry_id=entry.id, finding=VisitFinding.UNCHANGED, visited=visited, by=cast.town_handler
        )


def handed(cast, made, *files: tuple[str, bytes]) -> ScanBatch:
    with acting(cast.town_handler):
        pile = [(name, io.BytesIO(content)) for name, content in files]
        batch = hand_in_scans(campaign_id=made.id, files=pile, by=cast.town_handler)
    recognise_scans(batch.id)
    return batch


def lines(cast, batch):
    with acting(cast.town_handler):
        found = campaigns.get_batch(batch.id, by=cast.town_handler)
        return {line.sheet.name: line for line in campaigns.lines_of(found)}


def put_away(cast, batch) -> int:
    with acting(cast.town_handler):
        return file_scans(batch_id=batch.id, by=cast.town_handler)


@pytest.mark.django_db
def test_a_pile_is_recognised_and_filed_what_is_not_ready_waits_on(cast, review, second):  # noqa: F811
    with on(LATER):
        made = opened(cast)
        one, other = entry_of(cast, review), entry_of(cast, second)
        unchanged(cast, one)
        pile = bundle(scanned(code_of(one.id)), scanned(code_of(other.id)))
        batch = handed(cast, made, ("扫描.pdf", pile), ("IMG_1.png", picture()))
        found = lines(cast, batch)
        assert [(line.state, line.sheet.matched_by) for line in found.values()] == [
            (SheetState.READY, "code"), (SheetState.NOT_VISITED, "code"), (SheetState.UNKNOWN, ""),
        ]  # fmt: skip
        assert found["扫描.pdf（第1页）"].head == "李建明"
        assert put_away(cast, batch) == 1
        with acting(cast.town_handler):
            one.refresh_from_db()
            kept = StoredFile.objects.get(id=one.scan_id)
            assert (kept.subject, kept.kind) == (one.household_id, "signed_scan")
        assert len(lines(cast, batch)) == 2
        with pytest.raises(errors.CampaignInvalidError, match="没有可以归入"):
            put_away(cast, batch)
        unchanged(cast, other)
        assert put_away(cast, batch) == 1
        with acting(cast.town_handler):
            discard_scans(batch_id=batch.id, by=cast.town_handler)
        with system_scope():
            assert not ScanBatch.objects.exists() and not StoredFile.objects.filter(subject=batch.id).exists()


@pytest.mark.django_db
def test_nothing_is_half_filed(cast, review, second, monkeypatch):  # noqa: F811
    with on(LATER):
        made = opened(cast)
        one, other = entry_of(cast, review), entry_of(cast, second)
        for entry in (one, other):
            unchanged(cast, entry)
        batch = handed(cast, made, ("a.png", scanned(code_of(one.id))), ("b.png", scanned(code_of(other.id))))

        def breaks(*, entry_id, **given):
            if entry_id == other.id:
                raise errors.CampaignInvalidError("断了")
            return keep_scan(entry_id=entry_id, **given)

        monkeypatch.setattr(scans, "keep_scan", breaks)
        with pytest.raises(errors.CampaignInvalidError, match="断了"):
            put_away(cast, batch)
        with acting(cast.town_handler):
            assert not CampaignEntry.objects.filter(scan_id__isnull=False).exists()
            assert ScanSheet.objects.count() == 2


@pytest.mark.django_db
def test_by_the_name_of_the_file_by_hand_and_twice(cast, review, second):  # noqa: F811
    with on(LATER):
        made = opened(cast)
        one = entry_of(cast, review)
        unchanged(cast, one)
        with acting(cast.town_handler):
            number = one.household.number
        batch = handed(
            cast, made, (f"{number}.png", picture()), ("李建明.png", picture()), ("x.png", picture())
        )
        found = lines(cast, batch)
        assert found[f"{number}.png"].sheet.matched_by == "number"
        assert found["李建明.png"].sheet.matched_by == "name"
        assert found["李建明.png"].state is SheetState.TWICE
        with acting(cast.town_handler):
            sheet = found["x.png"].sheet
            with pytest.raises(errors.CampaignInvalidError, match="没有户编号"):
                match_scan(sheet_id=sheet.id, number="H-0", by=cast.town_handler)
            other = entry_of(cast, second)
            match_scan(sheet_id=sheet.id, number=other.household.number, by=cast.town_handler)
        assert lines(cast, batch)["x.png"].sheet.matched_by == "by_hand"


@pytest.mark.django_db
def test_a_sheet_that_was_filed_meanwhile_is_named_no_more(cast, review, monkeypatch):
    with on(LATER):
        made = opened(cast)
        one = entry_of(cast, review)
        unchanged(cast, one)
        batch = handed(cast, made, ("a.png", scanned(code_of(one.id))), ("b.png", picture()))
        sheet = lines(cast, batch)["a.png"].sheet
        held = scans.hold_batch

        def filed_first(batch_id, by):
            monkeypatch.setattr(scans, "hold_batch", held)
            file_scans(batch_id=batch_id, by=by)
            return held(batch_id, by)

        monkeypatch.setattr(scans, "hold_batch", filed_first)
        with acting(cast.town_handler), pytest.raises(errors.CampaignNotFoundError, match="刚刚已经归入"):
            match_scan(sheet_id=sheet.id, number="1", by=cast.town_handler)


@pytest.mark.django_db
def test_nobody_elsewhere_sees_a_pile_and_one_left_is_cleared(cast, review):
    with on(LATER):
        made = opened(cast)
        with acting(cast.town_handler):
            for wrong in ([], [("a.png", io.BytesIO(b"nonsense"))]):
                with pytest.raises((errors.CampaignInvalidError, FileNotAcceptedError)):
                    hand_in_scans(campaign_id=made.id, files=wrong, by=cast.town_handler)
        batch = handed(cast, made, ("a.png", picture()))
        with acting(cast.stranger), pytest.raises(errors.CampaignNotFoundError):
            file_scans(batch_id=batch.id, by=cast.stranger)
        with acting(cast.town_handler):
            (item,) = [each for each in worklist.mine(cast.town_handler) if each.kind == "scans"]
            assert (item.subject_id, item.due_on) == (batch.id, LATER + timedelta(days=7))
    with on(LATER + timedelta(days=7)), system_scope():
        assert clear_left_scans() == 0  # its last day
    with on(LATER + timedelta(days=8)), system_scope():
        assert clear_left_scans() == 1
        assert not ScanSheet.objects.exists()
        assert worklist.open_items_of([batch.id]) == ()
    with on(LATER + timedelta(days=9)):
        recognise_scans(batch.id)  # a late attempt finds nothing to do
