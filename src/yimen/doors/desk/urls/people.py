"""Households and persons, and what happens to them."""

from django.urls import path

from ..views import identities, members, people, persons, splits, transfers

urlpatterns = [
    path("transfers", transfers.transfers, name="transfers"),
    path("transfers/ask", transfers.ask, name="transfer-ask"),
    path("households", people.households, name="households"),
    path("households/export", people.export, name="households-export"),
    path("households/register", people.register, name="household-register"),
    path("households/<uuid:household_id>", people.household, name="household"),
    path("households/<uuid:household_id>/add-member", members.add_member, name="household-add-member"),
    path("households/<uuid:household_id>/leave", members.leave, name="household-leave"),
    path("households/<uuid:household_id>/change-head", members.change_head, name="household-change-head"),
    path("households/<uuid:household_id>/correct", members.correct, name="household-correct"),
    path("households/<uuid:household_id>/relation", members.correct_relation, name="household-relation"),
    path("households/<uuid:household_id>/split", splits.split, name="household-split"),
    path("households/<uuid:household_id>/merge", splits.merge, name="household-merge"),
    path(
        "households/<uuid:household_id>/merge/<uuid:other_id>",
        splits.merge_members,
        name="household-merge-members",
    ),
    path("households/<uuid:household_id>/move", members.move, name="household-move"),
    path("persons/take-in", identities.take_in, name="stranger-register"),
    path("persons/<uuid:person_id>", people.person, name="person"),
    path("persons/<uuid:person_id>/identify", identities.identify, name="person-identify"),
    path("persons/<uuid:person_id>/undo-identity", identities.undo, name="person-undo-identity"),
    path("persons/<uuid:person_id>/permit", identities.permit, name="person-permit"),
    path("persons/<uuid:person_id>/correct", persons.correct, name="person-correct"),
    path("persons/<uuid:person_id>/move", persons.move, name="person-move"),
    path("persons/<uuid:person_id>/record-death", persons.death, name="person-death"),
    path("persons/<uuid:person_id>/withdraw-death", persons.withdraw_death, name="person-withdraw-death"),
]
