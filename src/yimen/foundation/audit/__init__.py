"""The append-only record of every write and every opening of a file: `record`, `record_opening`, `record_bulk`.

Entries hold digests of what changed, never the personal values; `sealing` chains them, `verification` checks them.
"""

from yimen.foundation.audit.recording import SYSTEM, Doer, record, record_bulk, record_opening

__all__ = ["SYSTEM", "Doer", "record", "record_bulk", "record_opening"]
