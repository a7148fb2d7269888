"""The policy library, its sheets, the parameters, and the calendar of working days."""

from django.urls import path

from ..views import library, library_sheets, parameters, work_calendar

urlpatterns = [
    path("library", library.items, name="library"),
    path("library/export", library.export, name="library-export"),
    path("library/print", library_sheets.items, name="library-print"),
    path("library/add", library.add, name="library-add"),
    path("library/<slug:item_key>", library.item, name="library-item"),
    path("library/<slug:item_key>/change", library.change, name="library-item-change"),
    path("library/<slug:item_key>/withdraw", library.withdraw, name="library-item-withdraw"),
    path("library/<slug:withdrawn_key>/reinstate", library.reinstate, name="library-item-reinstate"),
    path("library/<slug:item_key>/sheet", library_sheets.guide, name="library-sheet"),
    path("library/<slug:item_key>/editable", library_sheets.guide_editable, name="library-editable"),
    path("network/stations/<uuid:station_id>/chart", library_sheets.wall_chart, name="station-chart"),
    path(
        "network/stations/<uuid:station_id>/chart/editable",
        library_sheets.wall_chart_editable,
        name="station-chart-editable",
    ),
    path("parameters", parameters.parameters, name="parameters"),
    path("calendar", work_calendar.calendar, name="calendar"),
    path("calendar/enter", work_calendar.enter, name="calendar-enter"),
]
