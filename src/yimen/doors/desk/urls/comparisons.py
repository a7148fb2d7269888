"""Award holders against the data of departments: runs, what they found, the bulletin of a month."""

from django.urls import path

from ..views import audits, comparisons, findings, holds, refused_accounts

urlpatterns = [
    path("comparisons", comparisons.comparisons, name="comparisons"),
    path("comparisons/start", comparisons.start, name="comparison-start"),
    path("comparisons/<uuid:comparison_id>", comparisons.comparison, name="comparison"),
    path("comparisons/<uuid:comparison_id>/cancel", comparisons.cancel, name="comparison-cancel"),
    path("comparisons/<uuid:comparison_id>/resume", comparisons.resume, name="comparison-resume"),
    path("findings", findings.findings, name="findings"),
    path("findings/export", findings.export, name="findings-export"),
    path("findings/close", findings.close_many, name="findings-close"),
    path("findings/<uuid:finding_id>", findings.finding, name="finding"),
    path("findings/<uuid:finding_id>/review", findings.review, name="finding-review"),
    path("findings/<uuid:finding_id>/tell", findings.tell, name="finding-tell"),
    path("findings/<uuid:finding_id>/gone", findings.gone, name="finding-gone"),
    path("findings/<uuid:finding_id>/release", findings.release, name="finding-release"),
    path("holds", holds.holds, name="holds"),
    path("holds/export", holds.export, name="holds-export"),
    path("accounts", refused_accounts.refusals, name="accounts"),
    path("accounts/export", refused_accounts.export, name="accounts-export"),
    path("accounts/lists", refused_accounts.lists, name="account-lists"),
    path("accounts/lists/template", refused_accounts.template, name="account-list-template"),
    path("accounts/lists/<uuid:account_list_id>", refused_accounts.account_list, name="account-list"),
    path(
        "accounts/lists/<uuid:account_list_id>/take-over",
        refused_accounts.take_over,
        name="account-list-take-over",
    ),
    path(
        "accounts/lists/<uuid:account_list_id>/discard", refused_accounts.discard, name="account-list-discard"
    ),
    path("households/<uuid:household_id>/account-refused", refused_accounts.refuse, name="account-refuse"),
    path("findings/<uuid:finding_id>/account", refused_accounts.give, name="account-give"),
    path("audits", audits.audits, name="audits"),
    path("audits/export", audits.export, name="audits-export"),
    path("audits/<uuid:audit_id>", audits.audit, name="audit"),
    path("bulletin", comparisons.bulletin, name="bulletin"),
    path("bulletin/export", comparisons.export_bulletin, name="bulletin-export"),
    path("bulletin/sheet", comparisons.bulletin_sheet, name="bulletin-sheet"),
]
