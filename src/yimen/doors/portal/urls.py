"""Addresses of the portal: all anonymous. A check code or a token is random and names no person."""

from django.urls import path, re_path

from . import policies, transfers, views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("notices", views.notice_towns, name="notice-towns"),
    re_path(r"^notices/(?P<code>[1-8]\d{11})$", views.notices, name="notices"),
    path("policies", policies.policies, name="policies"),
    path("policies/item", policies.policy, name="policy"),
    path("policies/item/sheet", policies.policy_sheet, name="policy-sheet"),
    path("stations", policies.stations, name="stations"),
    path("draws", views.draws, name="draws"),
    path("draws.json", views.draws_file, name="draws-file"),
    path("audits", views.audits, name="audits"),
    path("audits.json", views.audits_file, name="audits-file"),
    path("check", views.check_form, name="document-check-form"),
    path("transfers", transfers.answer, name="transfer-answer"),
    path("check/<str:code>", views.check, name="document-check"),
]
