"""A lane that is not in main's interpreter, seen from main."""
import pickle

from .child import READY, UNFIT
from .errors import RunError


class RemoteLane:
    """How main talks with it, over its end of a pipe. A lane works on one thing at a time."""

    #: What it is, at the beginning of a sentence.
    what = None

    def __init__(self, number, connection):
        self.number, self.connection = number, connection

    def wait_ready(self):
        """Waits until it can work. Raises a RunError when it cannot."""
        try:
            answer = self.connection.recv_bytes()
        except (EOFError, OSError):
            raise RunError('%s ended before it could work: %s' % (self.what, self.why_ended())) from None
        if answer[:1] == UNFIT:
            raise RunError('%s cannot work: %s' % (self.what, answer[1:].decode('utf-8')))
        assert answer == READY

    def give(self, *message):
        """Sends a range of tasks, or a call. One that died meanwhile is heard of by its end of the pipe."""
        self._send(message)

    def close(self):
        """Asks it to end."""
        self._send(None)

    def _send(self, message):
        try:
            self.connection.send_bytes(pickle.dumps(message))
        except OSError:
            pass
