"""Leads: whom to visit, scans that find them, the low-income population, who lives away, the self check."""

from django.urls import path

from ..views import away, lead_file, leads, low_income, scans, self_check

urlpatterns = [
    path("leads", leads.leads, name="leads"),
    path("leads/export", leads.export, name="leads-export"),
    path("leads/population", low_income.layers, name="lead-layers"),
    path("leads/population/export", low_income.export, name="lead-layers-export"),
    path("leads/scans", scans.scans, name="lead-scans"),
    path("leads/scans/start", scans.start, name="lead-scan-start"),
    path("leads/scans/<uuid:scan_id>/cancel", scans.cancel, name="lead-scan-cancel"),
    path("leads/scans/<uuid:scan_id>/resume", scans.resume, name="lead-scan-resume"),
    path("leads/scores", scans.scores, name="lead-scores"),
    path("leads/scores/export", scans.export_scores, name="lead-scores-export"),
    path("leads/away", away.plans, name="lead-plans"),
    path("leads/away/export", away.export, name="lead-plans-export"),
    path("leads/away/<uuid:plan_id>", away.plan, name="lead-plan"),
    path("leads/away/<uuid:plan_id>/contact", away.contact, name="lead-plan-contact"),
    path("leads/away/<uuid:plan_id>/end", away.end, name="lead-plan-end"),
    path("leads/self-check", self_check.self_check, name="lead-self-check"),
    path("leads/<uuid:lead_id>", leads.lead, name="lead"),
    path("leads/<uuid:lead_id>/visit", leads.visit, name="lead-visit"),
    path("leads/<uuid:lead_id>/apply", leads.apply, name="lead-apply"),
    path("leads/<uuid:lead_id>/transfer", leads.transfer, name="lead-transfer"),
    path("leads/<uuid:lead_id>/file", lead_file.put, name="lead-file"),
    path("leads/<uuid:lead_id>/close", leads.close, name="lead-close"),
    path("leads/<uuid:lead_id>/plan", away.make, name="lead-away"),
]
