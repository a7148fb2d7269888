"""What stops the command line, with the way out; printed as one line, without a traceback."""


class CannotContinue(Exception):
    """A step of the set-up or of the run is impossible on this machine as it is."""
