"""The root of all addresses: each door brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("yimen.doors.api.urls")),
    path("public/", include("yimen.doors.portal.urls")),
    path("", include("yimen.doors.desk.urls")),
]

handler400 = "yimen.doors.desk.views.errors.bad_request"
handler403 = "yimen.doors.desk.views.errors.forbidden"
handler404 = "yimen.doors.desk.views.errors.not_found"
handler500 = "yimen.doors.desk.views.errors.broken"
