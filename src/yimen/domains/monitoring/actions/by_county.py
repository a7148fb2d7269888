"""What a job does for county after county: a fault in one leaves the others done, and is not hidden."""

import logging
from collections.abc import Callable, Iterable

from yimen.domains.monitoring.errors import CountiesFailedError
from yimen.foundation.database.scope import system_scope
from yimen.kernel import RegionCode, YimenError

log = logging.getLogger(__name__)


def each_by_itself(counties: Iterable[RegionCode], work: Callable[[RegionCode], int]) -> int:
    """How much was done, each county in a transaction of its own; it fails at the end where one failed.

    The log names county and kind of fault only: what a fault says may be about a person.
    """
    done, failed = 0, list[str]()
    for county in counties:
        try:
            with system_scope():
                done += work(county)
        except Exception as fault:  # whatever it is, the other counties are not to wait for it
            code = fault.code if isinstance(fault, YimenError) else type(fault).__name__
            log.error("county %s failed: %s", county, code)
            failed.append(str(county))
    if failed:
        raise CountiesFailedError(
            "这些县的作业没有完成：%(counties)s。其他县已经完成；请查看日志。", counties="、".join(failed)
        )
    return done
