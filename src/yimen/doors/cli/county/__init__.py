"""The demo county: invented families of 平远县 in every stage of the process, and their officials."""
