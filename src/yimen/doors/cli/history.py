"""Migrations were folded once, before any county began.

A database from before counts as migrated where it had run all of them; one that had not must begin anew.
"""

from collections.abc import Collection

from yimen.doors.cli.errors import CannotContinue

LAST_BEFORE_THE_FOLD = {
    ("accounts", "0004_saved_filters"),
    ("audit", "0002_append_only"),
    ("awards", "0004_reviews_and_changes"),
    ("cases", "0018_figures_by_submission_and_decision"),
    ("database", "0002_reader"),
    ("files", "0002_scope"),
    ("intake", "0011_scans_of_complaints_apart"),
    ("library", "0001_items_of_the_libraries"),
    ("network", "0006_premises_and_trainings"),
    ("papers", "0013_letters_to_places_of_registration"),
    ("people", "0007_birthdays"),
    ("verification", "0003_long_names"),
    ("worklist", "0008_figures_of_what_was_done"),
}
ROOMS = {room for room, _name in LAST_BEFORE_THE_FOLD}
Names = Collection[tuple[str, str]]


def refuse_half_history(applied: Names, present: Names) -> None:
    """`applied` is what this database has run; `present` are the migrations there are."""
    gone = {(room, name) for room, name in applied if room in ROOMS} - set(present)
    if gone and not set(applied) >= LAST_BEFORE_THE_FOLD:
        raise CannotContinue(
            "数据库来自较早的开发版本，无法升级；make clean DATA=1 删除其中数据，再 make run 重建"
            " / this database is of an earlier development version and cannot be brought up to date:"
            " `make clean DATA=1` removes its data, `make run` makes it anew"
        )
