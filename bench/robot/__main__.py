"""`python -m bench.robot`: Django first, then the robot."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.config.settings.test")
django.setup()

from bench.robot.whole_case import main  # noqa: E402 - the rooms can be imported only now

main()
