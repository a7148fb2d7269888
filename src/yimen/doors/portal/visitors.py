"""How often one visitor may ask for a code, and one code be asked for."""

from django.http import HttpRequest

from yimen.foundation.codes import read_code
from yimen.foundation.limits.addresses import address_of
from yimen.foundation.limits.counting import count_attempt

OF_ONE_ADDRESS = 60
OF_ONE_CODE = 30
"""So often in ten minutes: a service hall has one address; nobody checks one paper so often."""


def is_too_often(request: HttpRequest, code: str) -> bool:
    """Count this question for its visitor and for its code, however typed; whether it was one too many."""
    of_address = count_attempt("address", address_of(request))
    return of_address > OF_ONE_ADDRESS or count_attempt("code", read_code(code) or code) > OF_ONE_CODE
