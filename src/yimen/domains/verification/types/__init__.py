"""Values of verification that other rooms hold."""

from yimen.domains.verification.types.lines import (
    ASSET_KINDS,
    BUSINESS_KINDS,
    INCOME_KINDS,
    LINE_TITLES,
    VEHICLE_KINDS,
    FoundLine,
    LineKind,
    ReportedLine,
)
from yimen.domains.verification.types.loaded import LoadedAuthorisation, LoadedRequest
from yimen.domains.verification.types.requests import (
    AskedVerification,
    RequestState,
    SigningMethod,
    Verified,
    result_title,
)

__all__ = [
    "ASSET_KINDS",
    "BUSINESS_KINDS",
    "INCOME_KINDS",
    "LINE_TITLES",
    "VEHICLE_KINDS",
    "AskedVerification",
    "FoundLine",
    "LineKind",
    "LoadedAuthorisation",
    "LoadedRequest",
    "ReportedLine",
    "RequestState",
    "SigningMethod",
    "Verified",
    "result_title",
]
