"""What is encrypted cannot be read, moved or changed; what is indexed can be found and not read back."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from yimen.foundation import encryption
from yimen.foundation.accounts.models import User
from yimen.foundation.encryption import KeyMissingError, TamperedError, blind, make_key_file, seal, unseal

PHONE = "13800000000"


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> Path:
    settings.YIMEN_KEY_FILE = tmp_path / "keys.json"
    make_key_file(settings.YIMEN_KEY_FILE)
    return Path(settings.YIMEN_KEY_FILE)


def test_what_is_sealed_opens_in_its_own_place_only() -> None:
    sealed = seal(b"secret", "person.phone")
    assert unseal(sealed, "person.phone") == b"secret"
    assert b"secret" not in sealed
    with pytest.raises(TamperedError, match="密文校验失败"):
        unseal(sealed, "person.identity")


def test_every_changed_byte_is_noticed() -> None:
    sealed = seal(b"secret", "person.phone")
    for place in range(2, len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(TamperedError):
            unseal(bytes(changed), "person.phone")


def test_whatever_is_cut_off_is_noticed() -> None:
    sealed = seal(b"secret", "person.phone")
    for length in range(len(sealed)):
        with pytest.raises(TamperedError):
            unseal(sealed[:length], "person.phone")


def test_equal_texts_have_different_ciphertexts() -> None:
    assert seal(b"secret", "a") != seal(b"secret", "a")


def test_an_earlier_key_still_opens_after_rotation(keys: Path) -> None:
    sealed = seal(b"secret", "a")
    content = json.loads(keys.read_text())
    content["sealing"]["2"] = content["index"]
    content["current"] = "2"
    keys.write_text(json.dumps(content))
    encryption._read_key_ring.cache_clear()
    assert unseal(sealed, "a") == b"secret"
    assert seal(b"secret", "a")[:2] == b"\x012"
    del content["sealing"]["1"]
    keys.write_text(json.dumps(content))
    encryption._read_key_ring.cache_clear()
    with pytest.raises(KeyMissingError, match="密钥"):
        unseal(sealed, "a")


def test_a_missing_key_file_is_refused_with_the_way_out(settings: Any, tmp_path: Path) -> None:
    settings.YIMEN_KEY_FILE = tmp_path / "none.json"
    with pytest.raises(KeyMissingError, match="YIMEN_KEY_FILE"):
        seal(b"secret", "a")


def test_a_key_file_is_private_and_never_overwritten(keys: Path) -> None:
    assert keys.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        make_key_file(keys)


def test_a_blind_index_is_stable_within_a_purpose_and_differs_between_purposes() -> None:
    assert blind(PHONE, "phone") == blind(PHONE, "phone")
    assert len(blind(PHONE, "phone")) == 32
    assert blind(PHONE, "phone") != blind(PHONE, "bank")


@pytest.mark.django_db
def test_an_encrypted_column_holds_no_plain_text_and_reads_back() -> None:
    user = User.objects.create_user("mei", name="钟小梅", phone=PHONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user")
        stored = bytes(cursor.fetchone()[0])
    assert PHONE.encode() not in stored
    assert User.objects.get(pk=user.pk).phone == PHONE
    assert User.objects.filter(phone__isnull=False).count() == 1


@pytest.mark.django_db
def test_searching_an_encrypted_column_is_refused_instead_of_finding_nothing() -> None:
    with pytest.raises(FieldError, match="blind index"):
        User.objects.filter(**{"phone": PHONE})
    with pytest.raises(FieldError, match="blind index"):
        User.objects.filter(**{"phone__in": [PHONE]})
