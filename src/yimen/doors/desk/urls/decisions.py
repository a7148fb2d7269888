"""What becomes of each programme: opinion, notice, check, hearing, decision."""

from django.urls import path

from ..views import checks, decisions, hearings, outcomes, tekun

urlpatterns = [
    path("outcomes/<uuid:outcome_id>", outcomes.outcome, name="outcome"),
    path("outcomes/<uuid:outcome_id>/opinion", outcomes.opinion, name="outcome-opinion"),
    path("outcomes/<uuid:outcome_id>/post", outcomes.post, name="outcome-post"),
    path("outcomes/<uuid:outcome_id>/send", outcomes.send, name="outcome-send"),
    path("outcomes/<uuid:outcome_id>/publish", outcomes.publish, name="outcome-publish"),
    path("outcomes/<uuid:outcome_id>/object", outcomes.objection, name="outcome-object"),
    path("objections/<uuid:objection_id>/settle", outcomes.settle, name="objection-settle"),
    path("outcomes/<uuid:outcome_id>/confirm", decisions.confirm, name="outcome-confirm"),
    path("outcomes/<uuid:outcome_id>/return", decisions.send_back, name="outcome-return"),
    path("outcomes/<uuid:outcome_id>/refuse", decisions.refuse, name="outcome-refuse"),
    path("outcomes/<uuid:outcome_id>/extend", outcomes.extend, name="outcome-extend"),
    path("outcomes/<uuid:outcome_id>/deliver", decisions.deliver, name="outcome-deliver"),
    path("cases/<uuid:case_id>/obligors", tekun.obligors, name="case-obligors"),
    path("cases/<uuid:case_id>/no-obligors", tekun.nobody, name="case-no-obligors"),
    path("cases/<uuid:case_id>/verify", tekun.verify_again, name="case-verify"),
    path("cases/<uuid:case_id>/verify-obligors", tekun.verify, name="case-verify-obligors"),
    path("obligors/<uuid:obligor_id>/form", tekun.consent_form, name="obligor-form"),
    path("obligors/<uuid:obligor_id>/consent", tekun.consent, name="obligor-consent"),
    path("obligors/<uuid:obligor_id>/refuse", tekun.refuse, name="obligor-refuse"),
    path("obligors/<uuid:obligor_id>/judge", tekun.judge, name="obligor-judge"),
    path("obligors/<uuid:obligor_id>/end", tekun.end, name="obligor-end"),
    path("outcomes/<uuid:outcome_id>/assess", tekun.assess, name="outcome-assess"),
    path("outcomes/<uuid:outcome_id>/care", tekun.care, name="outcome-care"),
    path("outcomes/<uuid:outcome_id>/exit", tekun.name_exit, name="outcome-exit"),
    path("outcomes/<uuid:outcome_id>/check", checks.record, name="outcome-check"),
    path("checks", checks.checks, name="checks"),
    path("outcomes/<uuid:outcome_id>/hearing", hearings.invite, name="outcome-hearing"),
    path("outcomes/<uuid:outcome_id>/decide", hearings.decide, name="outcome-decide"),
    path("hearings/<uuid:hearing_id>", hearings.hearing, name="hearing"),
    path("hearings/<uuid:hearing_id>/silence", hearings.silence, name="hearing-silence"),
]
