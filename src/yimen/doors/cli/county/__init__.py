"""The demo county: invented families of 平远县 in every stage of the process, and their officials."""

from yimen.doors.cli.county.loading import accounts, load_demo

__all__ = ["accounts", "load_demo"]
