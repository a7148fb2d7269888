"""Tables that come in and go out: a county's opening roll, the provincial platform's files."""
