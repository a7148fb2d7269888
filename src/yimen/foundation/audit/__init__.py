"""The append-only record of every write and every opening of a file.

Entries hold digests of what changed, never personal values; `sealing` chains, `verification` checks them.
"""

from yimen.foundation.audit.recording import (
    NATION,
    SYSTEM,
    Doer,
    as_user,
    record,
    record_bulk,
    record_opening,
)

__all__ = ["NATION", "SYSTEM", "Doer", "as_user", "record", "record_bulk", "record_opening"]
