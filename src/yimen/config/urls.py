"""The root of all addresses: each door brings its own."""

from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path

_DOORS = {"portal": "public/", "desk": ""}
_HERE = Path(__file__).resolve().parents[1] / "doors"

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(f"yimen.doors.{door}.urls"))
    for door, prefix in _DOORS.items()
    if (_HERE / door / "urls.py").exists()
]

handler400 = "yimen.doors.desk.views.errors.bad_request"
handler403 = "yimen.doors.desk.views.errors.forbidden"
handler404 = "yimen.doors.desk.views.errors.not_found"
handler500 = "yimen.doors.desk.views.errors.broken"
