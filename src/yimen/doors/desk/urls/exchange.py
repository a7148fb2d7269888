"""Tables that come in and go out: the provincial platform, opening rolls."""

from django.urls import path

from ..views import differences, exchange, layouts, rolls

urlpatterns = [
    path("exchange", exchange.exchange, name="exchange"),
    path("exchange/lists/export", exchange.export_reconciliations, name="exchange-lists-export"),
    path("exchange/export", exchange.export, name="exchange-send"),
    path("exchange/contacts", exchange.take_in, name="exchange-contacts"),
    path("exchange/contacts/template/<slug:layout>", exchange.template, name="exchange-contacts-template"),
    path("exchange/contacts/<uuid:incoming_id>", exchange.look_through, name="exchange-incoming"),
    path("exchange/contacts/<uuid:incoming_id>/undo", exchange.undo_contacts, name="exchange-incoming-undo"),
    path("exchange/reconcile", exchange.reconcile, name="exchange-reconcile"),
    path("exchange/lists/<uuid:reconciliation_id>", exchange.reconciliation, name="exchange-reconciliation"),
    path("exchange/differences", differences.differences, name="exchange-differences"),
    path("exchange/differences/export", differences.export, name="exchange-differences-export"),
    path("exchange/differences/settle", differences.settle_many, name="exchange-differences-settle"),
    path("exchange/differences/assign", differences.assign_many, name="exchange-differences-assign"),
    path("exchange/differences/<uuid:difference_id>", differences.difference, name="exchange-difference"),
    path(
        "exchange/differences/<uuid:difference_id>/assign",
        differences.assign,
        name="exchange-difference-assign",
    ),
    path("exchange/profiles", layouts.layouts, name="exchange-profiles"),
    path("exchange/profiles/add", layouts.add, name="exchange-profile-add"),
    path("exchange/profiles/<slug:layout>", layouts.change, name="exchange-profile"),
    path("exchange/profiles/<slug:layout>/revert", layouts.revert, name="exchange-profile-revert"),
    path("exchange/profiles/<slug:layout>/source", layouts.source, name="exchange-profile-source"),
    path("rolls", rolls.rolls, name="rolls"),
    path("rolls/export", rolls.export_rolls, name="rolls-export"),
    path("rolls/template", rolls.template, name="roll-template"),
    path("rolls/prepare", rolls.prepare, name="roll-prepare"),
    path("rolls/<uuid:roll_id>/differences/export", rolls.differences_file, name="roll-differences-export"),
    path("rolls/<uuid:roll_id>", rolls.roll, name="roll"),
    path("rolls/<uuid:roll_id>/findings", rolls.findings, name="roll-findings"),
    path("rolls/<uuid:roll_id>/faulty-rows", rolls.faulty_rows, name="roll-faulty-rows"),
    path("rolls/<uuid:roll_id>/differences", rolls.differences, name="roll-differences"),
    path("rolls/<uuid:roll_id>/take-over", rolls.take_over, name="roll-take-over"),
    path("rolls/<uuid:roll_id>/undo", rolls.undo, name="roll-undo"),
    path("rolls/<uuid:roll_id>/discard", rolls.discard, name="roll-discard"),
]
