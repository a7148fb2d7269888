"""Data of departments."""

from django.urls import path

from ..views import set_agreements, set_matching, sets

urlpatterns = [
    path("sets", sets.sets, name="sets"),
    path("sets/export", sets.export_sets, name="sets-export"),
    path("sets/<slug:set_key>", sets.sets_of, name="sets-of"),
    path("sets/<slug:set_key>/hand-in", sets.hand_in, name="set-hand-in"),
    path("sets/<slug:set_key>/agree", set_agreements.agree, name="set-agree"),
    path("sets/agreements/<uuid:agreement_id>/end", set_agreements.end, name="set-agreement-end"),
    path("sets/versions/<uuid:load_id>", sets.version, name="set"),
    path("sets/versions/<uuid:load_id>/quarantine", sets.quarantine, name="set-quarantine"),
    path("sets/versions/<uuid:load_id>/quarantine/file", sets.quarantine_file, name="set-quarantine-file"),
    path("sets/versions/<uuid:load_id>/replay", sets.replay, name="set-replay"),
    path("sets/versions/<uuid:load_id>/retract", sets.retract, name="set-retract"),
    path("sets/versions/<uuid:load_id>/unmatched", set_matching.listed, name="set-unmatched"),
    path("sets/versions/<uuid:load_id>/unmatched/file", set_matching.file, name="set-unmatched-file"),
    path("sets/versions/<uuid:load_id>/unmatched/<int:row>", set_matching.match, name="set-match"),
    path("sets/matches/<uuid:match_id>/revoke", set_matching.revoke, name="set-match-revoke"),
]
