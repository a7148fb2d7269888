"""Building blocks of tables: identifiers, regions, words of an enum, encrypted columns, blind indexes."""

from collections.abc import Iterable
from enum import Enum
from typing import Any
from uuid import UUID

import uuid_utils
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from yimen.foundation.encryption import blind, seal, unseal

__all__ = ["BlindField", "EncryptedField", "EnumField", "Identified", "RegionField", "blind", "make_id"]


def make_id() -> UUID:
    """A UUIDv7: ordered by time, so that a tablet can make ids that never collide."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


class Identified(models.Model):
    """A row with a UUIDv7 primary key."""

    id = models.UUIDField(primary_key=True, default=make_id, editable=False)

    class Meta:
        abstract = True


class RegionField(models.CharField):  # type: ignore[type-arg]
    """A 12-digit region code, compared byte by byte so that a range of codes is a range of an index."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 12
        kwargs["db_collation"] = "C"
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["db_collation"]
        return name, path, args, kwargs

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "bpchar(12)"  # char(12); a bulk insert casts to the bare name, and "char" is one letter

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        return f"\"{self.column}\" ~ '^[0-9]{{12}}$'"

    def get_prep_value(self, value: object) -> str | None:
        return None if value is None else str(value)


class EnumField(models.CharField):  # type: ignore[type-arg]
    """A word of one of our enums, checked when it is written. A new word needs no migration."""

    def __init__(self, verbose_name: Any = None, words: Iterable[Enum] = (), **kwargs: Any) -> None:
        self.words = frozenset(word.value for word in words)
        kwargs["choices"] = [(word, word) for word in sorted(self.words)] or None
        super().__init__(verbose_name, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        for key in ("default", "db_default"):
            if isinstance(word := kwargs.get(key), Enum):
                kwargs[key] = word.value
        return name, path, args, kwargs

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        is_known = not self.words or value in self.words or (value == "" and self.blank)
        if isinstance(value, str) and not is_known:
            raise ValueError(f"{self.model.__name__}.{self.name}: {value!r} is none of its words")
        return super().get_db_prep_save(value, connection)


class EncryptedField(models.BinaryField):  # type: ignore[type-arg]
    """Text kept as SM4-GCM, bound to its table and column; it cannot be searched, only read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    @property
    def context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: str | None) -> bytes | None:
        return None if value is None else seal(value.encode(), self.context)

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> str | None:
        return None if value is None else unseal(bytes(value), self.context).decode()

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: equal texts have different ciphertexts, any other search would find nothing."""
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: search its blind index, not {lookup_name!r}")
        return super().get_lookup(lookup_name)


class BlindField(models.BinaryField):  # type: ignore[type-arg]
    """The blind index (HMAC-SM3, 32 bytes) of a value that is stored encrypted; searched by equality."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> bytes | None:
        return None if value is None else bytes(value)
