"""What ends a run before its time."""


class RunError(Exception):
    """A step of the run failed, or a lane cannot start. The message tells all of it, in one line."""
