"""Settings of Django by situation: `development` for `make run`, `test`, and `production`."""
